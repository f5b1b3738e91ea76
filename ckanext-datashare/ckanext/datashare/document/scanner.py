"""Asks a malware scanner about a file: clamd, over its INSTREAM command (clamd(8))."""

from __future__ import annotations

import socket
import struct
from contextlib import closing

from ..domain.document import DocumentRefused, Reason

_CHUNK = 1 << 18
_TIMEOUT = 30.0  # seconds, for each step of the talk
_MAX_ANSWER = 4096
_PORT = 3310
_CLEAN = "stream: OK"
_FOUND = " FOUND"


def refuse_malware(data: bytes, *, address: str, required: bool) -> None:
    """Have ``data`` scanned; no address, no scan.

    Everything but a plain "OK" is not clean: clamd answers other words where it gave up.

    :param address: ``host:port`` or ``unix:/path/to/socket``; empty for none
    :param required: refuse when the scanner is away or unsure
    :raises DocumentRefused: for malware, and where a needed scan was not had
    """
    if not address:
        return
    try:
        answer = _ask(data, address)
    except OSError as error:
        if required:
            raise DocumentRefused(Reason.NOT_SCANNED) from error
        return
    if answer.endswith(_FOUND):
        raise DocumentRefused(Reason.MALWARE)
    if answer != _CLEAN and required:
        raise DocumentRefused(Reason.NOT_SCANNED)


def _ask(data: bytes, address: str) -> str:
    with closing(_connect(address)) as talk:
        talk.sendall(b"zINSTREAM\0")
        try:
            for start in range(0, len(data), _CHUNK):
                chunk = data[start : start + _CHUNK]
                talk.sendall(struct.pack("!I", len(chunk)) + chunk)
            talk.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # clamd hangs up over its own limit, and says so in its answer
        answer = b""
        while len(answer) < _MAX_ANSWER and not answer.endswith(b"\0"):
            part = talk.recv(_MAX_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", errors="replace")


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(_TIMEOUT)
        talk.connect(address.removeprefix("unix:"))
        return talk
    host, _colon, port = address.rpartition(":")
    place = (host, int(port)) if host else (port, _PORT)
    return socket.create_connection(place, timeout=_TIMEOUT)
