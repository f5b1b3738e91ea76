"""A frozen text: one root over salted parts."""

from __future__ import annotations

import hashlib

import pytest
from ckanext.datashare.domain.frozen import (
    SALT_BYTES,
    Frozen,
    Part,
    PartRefused,
    commitment,
    freeze,
    part_hash,
    said,
)
from hypothesis import given
from hypothesis import strategies as st

SALT = bytes(range(SALT_BYTES))
PARTS = st.lists(
    st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=20, unique_by=lambda one: one[0]
)


def test_vector_of_a_part_is_what_it_always_was():
    committed = hashlib.sha256(SALT + b"Falls").digest()
    written = b"\x00datashare part 1\n" + committed + b"field:title"

    assert commitment("Falls", salt=SALT) == committed
    assert part_hash("field:title", committed) == hashlib.sha256(written).digest()


def test_vector_of_a_root_is_the_tree_of_rfc_6962():
    one, two = Part("a", "1", SALT), Part("b", "2", SALT)

    root = Frozen((one, two)).root

    assert root == hashlib.sha256(b"\x01" + one.hash + two.hash).digest()


@given(values=PARTS)
def test_any_change_of_a_part_changes_the_root(values):
    frozen = freeze(values)
    first, *rest = frozen.parts

    changed = Frozen((Part(first.path, first.value + "x", first.salt), *rest))
    moved = Frozen((Part(first.path + "x", first.value, first.salt), *rest))

    assert len({frozen.root, changed.root, moved.root}) == 3


@given(values=PARTS)
def test_same_text_frozen_twice_has_another_root(values):
    assert freeze(values).root != freeze(values).root


def test_path_and_value_do_not_run_into_each_other():
    assert Part("ab", "c", SALT).hash != Part("a", "bc", SALT).hash


def test_two_parts_of_one_path_are_refused():
    with pytest.raises(PartRefused):
        freeze([("field:title", "a"), ("field:title", "b")])


@pytest.mark.parametrize("salt", [b"", SALT[:-1], SALT + b"x"])
def test_salt_of_another_size_is_refused(salt):
    with pytest.raises(PartRefused):
        commitment("b", salt=salt)


def test_commitment_of_another_size_is_refused():
    with pytest.raises(PartRefused):
        part_hash("a", bytes(31))


def test_data_is_said_in_one_way():
    assert said({"b": 1, "a": ["é"]}) == said({"a": ["é"], "b": 1}) == '{"a":["é"],"b":1}'
    assert said("as it is") == "as it is"
