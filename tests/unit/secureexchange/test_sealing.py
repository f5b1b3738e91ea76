"""The sealed form: what was sealed opens, and nothing else does."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from ckanext.secureexchange.domain import sealing
from ckanext.secureexchange.domain.sealing import CHUNK, HEADER, TAG, Seal, SealBroken
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.secureexchange import reader

KEY = bytes(range(32))
PREFIX = bytes(range(7))
HEAD = b"DSSEAL\x01\x01\x12" + PREFIX
FULL = CHUNK + TAG

# Content, and the SHA-256 of its sealed bytes under KEY and HEAD: made once, checked for ever.
VECTORS = {
    b"": "7a81441c6d3ce90a300f20bf88e375445c64ca468c81cae167bddc4b0f9bf525",
    b"Camden": "07dcc0ba134ccbbd4ad3ac081de0f5a10c2bf59afeb78059162cfd3eabf485fc",
    b"\x00" * CHUNK: "14c4ccb4082b29b40b4ed96beafd1a5652655be9a4e4ea0ab3ab746374d81af5",
    b"\x00" * (CHUNK + 1): "b91059d7d4af5262c075e5e875da758315c2ab79253bb1caa541586fb87a8d97",
}


def seal(content: bytes, *, step: int = 1 << 20) -> bytes:
    pieces = (content[at : at + step] for at in range(0, len(content), step))
    return b"".join(sealing.sealed(KEY, HEAD, pieces))


def opened(sealed: bytes) -> bytes:
    """Open a file as the site does: size first, then chunk by chunk."""
    seal_, size = Seal(KEY, sealed[:HEADER]), sealing.content_size(len(sealed))
    count = sealing.chunks(size)
    return b"".join(
        seal_.open(
            number,
            sealed[HEADER + number * FULL : HEADER + (number + 1) * FULL],
            last=number == count - 1,
        )
        for number in range(count)
    )


@pytest.mark.parametrize(("content", "digest"), VECTORS.items())
def test_vector_is_sealed_as_it_always_was(content, digest):
    assert hashlib.sha256(seal(content)).hexdigest() == digest


def test_vectors_stand_in_the_specification():
    page = Path("docs/sealed-format.md").read_text("utf-8")

    assert all(seal(content).hex() in page for content in (b"", b"Camden"))
    assert all(digest in page for content, digest in VECTORS.items() if len(content) >= CHUNK)


@settings(deadline=None, max_examples=30)
@given(size=st.integers(0, 3 * CHUNK + 5), step=st.integers(1000, CHUNK + 7))
def test_any_content_opens_as_it_was_sealed_in_whatever_pieces(size, step):
    content = hashlib.shake_128(str(size).encode()).digest(size)

    sealed = seal(content, step=step)

    assert opened(sealed) == content
    assert len(sealed) == sealing.sealed_size(size)
    assert sealing.content_size(len(sealed)) == size


@pytest.mark.parametrize("content", [b"", b"Camden", bytes(1000)])
def test_independent_reader_opens_it(content):
    assert reader.read(KEY, seal(content)) == content


def tamperings():
    """Yield (what was done, the bytes) for a file of three chunks."""
    whole = seal(bytes(2 * CHUNK) + b"end")
    head, one, two, three = (
        whole[:HEADER],
        whole[HEADER : HEADER + FULL],
        whole[HEADER + FULL : HEADER + 2 * FULL],
        whole[HEADER + 2 * FULL :],
    )
    flipped = bytearray(whole)
    flipped[HEADER + 5] ^= 1
    yield "bit flipped", bytes(flipped)
    yield "cut in a chunk", whole[:-3]
    yield "cut at a border", head + one + two
    yield "cut to the header", head
    yield "chunks swapped", head + two + one + three
    yield "chunk repeated", head + one + one + three
    yield "chunk left out", head + one + three
    yield "bytes appended", whole + b"x"
    yield "file appended to itself", whole + whole[HEADER:]
    yield "another prefix", HEAD[:-1] + b"\xff" + whole[HEADER:]
    yield "another form", b"DSSEAL\x02" + whole[7:]


@pytest.mark.parametrize(("what", "sealed"), list(tamperings()), ids=[w for w, _ in tamperings()])
def test_tampering_does_not_open(what, sealed):
    with pytest.raises(SealBroken):
        opened(sealed)


def test_file_sealed_under_another_key_does_not_open():
    sealed = b"".join(sealing.sealed(bytes(32), HEAD, [b"Camden"]))

    with pytest.raises(SealBroken):
        opened(sealed)


@given(start=st.integers(0, 3 * CHUNK), length=st.integers(1, CHUNK + 9))
@settings(deadline=None, max_examples=50)
def test_range_opens_from_the_chunks_that_hold_it(start, length):
    content = hashlib.shake_128(b"range").digest(4 * CHUNK + 100)
    sealed, count = _SEALED_RANGE, sealing.chunks(4 * CHUNK + 100)
    span = sealing.span(start, length)

    found = b"".join(
        Seal(KEY, HEAD).open(
            number,
            sealed[HEADER + number * FULL : HEADER + (number + 1) * FULL],
            last=number == count - 1,
        )
        for number in range(span.first, span.first + span.count)
    )

    assert span.start == HEADER + span.first * FULL
    assert found[span.skip : span.skip + length] == content[start : start + length]


_SEALED_RANGE = seal(hashlib.shake_128(b"range").digest(4 * CHUNK + 100))


def test_chunk_before_the_end_is_full():
    seal_ = Seal(KEY, HEAD)

    with pytest.raises(ValueError, match="full"):
        seal_.close(0, b"short", last=False)
    with pytest.raises(ValueError, match="full"):
        seal_.close(0, bytes(CHUNK + 1), last=True)


def test_new_files_share_neither_key_nor_prefix():
    assert len({sealing.new_key() for _ in range(50)}) == 50
    assert len({sealing.new_header() for _ in range(50)}) == 50
