"""A wrapped key opens in its own place alone."""

from __future__ import annotations

import dataclasses

import pytest
from ckanext.secureexchange.domain.wrapping import Place, WrapBroken, unwrap, wrap

KEY, HOLDER = bytes(range(32)), bytes(range(32, 64))
PLACE = Place(file="file-1", version=1, agreement="DSL-2026-483920")


def wrapped(place=PLACE, *, holder_key="2026", under=HOLDER):
    return wrap(KEY, under=under, holder_key=holder_key, place=place)


def test_wrapped_key_opens_in_its_place():
    assert unwrap(wrapped(), under=HOLDER, holder_key="2026", place=PLACE) == KEY
    assert len(wrapped()) == 60


@pytest.mark.parametrize(
    "change", [{"file": "file-2"}, {"version": 2}, {"agreement": "DSL-2026-483921"}]
)
def test_wrapped_key_does_not_open_elsewhere(change):
    elsewhere = dataclasses.replace(PLACE, **change)

    with pytest.raises(WrapBroken):
        unwrap(wrapped(), under=HOLDER, holder_key="2026", place=elsewhere)


def test_wrapped_key_does_not_open_under_another_key_or_name():
    with pytest.raises(WrapBroken):
        unwrap(wrapped(), under=bytes(32), holder_key="2026", place=PLACE)
    with pytest.raises(WrapBroken):
        unwrap(wrapped(), under=HOLDER, holder_key="2027", place=PLACE)


@pytest.mark.parametrize("damaged", [b"", b"short", wrapped()[:-1], wrapped() + b"x"])
def test_damaged_wrapped_key_does_not_open(damaged):
    with pytest.raises(WrapBroken):
        unwrap(damaged, under=HOLDER, holder_key="2026", place=PLACE)


def test_parts_of_a_place_do_not_run_into_each_other():
    one = Place(file="ab", version=1, agreement="c").bound("k")
    other = Place(file="a", version=1, agreement="bc").bound("k")

    assert one != other
