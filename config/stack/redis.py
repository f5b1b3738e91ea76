"""A Redis server of this checkout's own, with a password and its data in .local."""

from __future__ import annotations

import socket

from . import port, service
from .place import LOCAL
from .secret import secret

NAME = "redis"
# Number 0 is the site's; a test slot has the number of the slot.
DATABASES = 64


def ensure() -> None:
    """Start the server if it rests."""
    if service.running(NAME):
        return
    home = LOCAL / "redis"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = port.claim(NAME)
    settings = home / "redis.conf"
    settings.touch(mode=0o600)
    settings.write_text(
        f"bind 127.0.0.1\nport {number}\nrequirepass {secret('redis')}\ndir {home}\n"
        # Jobs waiting in a queue survive a power cut but for the last second.
        f"databases {DATABASES}\nappendonly yes\nsave 300 10\n",
        "utf-8",
    )
    service.start(NAME, ["redis-server", settings], answers=lambda: _answers(number), cwd=home)


def stop() -> bool:
    """End the server; what it holds is written first."""
    return service.stop(NAME)


def url(database: int) -> str:
    """Return the address of one numbered database."""
    return f"redis://:{secret('redis')}@127.0.0.1:{port.known(NAME)}/{database}"


def _answers(number: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", number), timeout=1) as line:
            line.sendall(f"AUTH {secret('redis')}\r\nPING\r\n".encode())
            return b"PONG" in line.recv(64)
    except OSError:
        return False
