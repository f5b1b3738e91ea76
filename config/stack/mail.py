"""A mail server for one machine: it keeps the site's letters in .local/mail, passing nothing on."""

from __future__ import annotations

import socket

from . import port, service
from .place import LOCAL, PYTHON

NAME = "mail"
HOME = LOCAL / "mail"


def ensure() -> None:
    """Start the server if it rests."""
    if service.running(NAME):
        return
    number = port.claim(NAME)
    service.start(
        NAME,
        [
            *(PYTHON, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{number}"),
            *("--class", "aiosmtpd.handlers.Mailbox", HOME),
        ],
        answers=lambda: _answers(number),
    )


def stop() -> bool:
    """End the server; the letters stay."""
    return service.stop(NAME)


def server() -> str:
    """Return host and port, as CKAN's settings want them."""
    return f"127.0.0.1:{port.known(NAME)}"


def _answers(number: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", number), timeout=2) as line:
            return line.recv(3) == b"220"
    except OSError:
        return False
