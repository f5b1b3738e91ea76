"""Ports of this installation's services: the usual one, or the next free one."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

from .place import LOCAL
from .report import Failure

FILE = LOCAL / "ports.json"
USUAL = {"web": 5000, "postgres": 5433, "redis": 6380, "solr": 8984, "mail": 2525}
TRIES = 200


def is_free(port: int) -> bool:
    """Tell whether nobody listens on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def first_free(usual: int, *, taken: set[int], free: Callable[[int], bool] = is_free) -> int:
    """Return the first port from `usual` on that is free and not `taken` by a sibling."""
    for port in range(usual, usual + TRIES):
        if port not in taken and free(port):
            return port
    raise Failure(
        f"no port between {usual} and {usual + TRIES} is free",
        do="end the programs that hold them, then run the command again",
    )


def known(name: str) -> int:
    """Return the port that the service has, or would try first."""
    return _all().get(name, USUAL[name])


def claim(name: str) -> int:
    """Return a free port for a service about to start, and remember it."""
    ports = _all()
    others = {port for other, port in ports.items() if other != name}
    port = ports.get(name)
    if port is None or not is_free(port):
        port = first_free(USUAL[name], taken=others)
    if ports.get(name) != port:
        FILE.write_text(json.dumps({**ports, name: port}, indent=1), "utf-8")
    return port


def _all() -> dict[str, int]:
    return json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
