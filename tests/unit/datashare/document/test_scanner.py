"""The malware scanner's client, against a server that speaks clamd's INSTREAM."""

import socket
import socketserver
import struct
import threading

import pytest
from ckanext.datashare.document.scanner import refuse_malware
from ckanext.datashare.domain.document import DocumentRefused, Reason

BAD = b"this word is bad"


class Clamd(socketserver.BaseRequestHandler):
    """Reads a stream as clamd does, hangs up over its limit, and finds one word."""

    limit = 2_000_000

    def handle(self):
        assert self._read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!I", self._read(4))[0]:
            if len(data) + size > self.limit:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            data += self._read(size)
        answer = b"stream: Made.Test FOUND\0" if BAD in data else b"stream: OK\0"
        self.request.sendall(answer)

    def _read(self, size):
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data))
        return data


@pytest.fixture(params=["tcp", "unix"])
def address(request, tmp_path):
    if request.param == "tcp":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        place = f"127.0.0.1:{server.server_address[1]}"
    else:
        path = str(tmp_path / "clamd")
        server = socketserver.ThreadingUnixStreamServer(path, Clamd)
        place = f"unix:{path}"
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield place
    server.shutdown()
    server.server_close()


@pytest.fixture
def nobody():
    """Return an address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def reason(data, address, *, required=True):
    with pytest.raises(DocumentRefused) as refused:
        refuse_malware(data, address=address, required=required)
    return refused.value.reason


def test_clean_file_passes(address):
    refuse_malware(b"good words" * 100_000, address=address, required=True)


@pytest.mark.parametrize("required", [True, False])
def test_malware_is_refused_also_at_the_end_of_a_large_file(address, required):
    assert reason(b"x" * 1_500_000 + BAD, address, required=required) is Reason.MALWARE


def test_file_over_the_scanners_own_limit_is_not_clean(address):
    assert reason(b"x" * 3_000_000, address) is Reason.NOT_SCANNED


def test_scanner_that_is_away_refuses_only_where_it_is_required(nobody):
    assert reason(b"x", nobody) is Reason.NOT_SCANNED
    refuse_malware(b"x", address=nobody, required=False)


def test_without_an_address_nothing_is_scanned():
    refuse_malware(BAD, address="", required=True)
