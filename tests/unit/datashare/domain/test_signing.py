"""When signatures put an agreement in force."""

from __future__ import annotations

import pytest
from ckanext.datashare.domain.signing import is_in_force

PARTIES = {"lead", "a", "b"}


@pytest.mark.parametrize(
    ("rule", "signed", "expected"),
    [
        ("all", set(), False),
        ("all", {"lead", "a"}, False),
        ("all", {"lead", "a", "b"}, True),
        ("lead_and_one", {"a", "b"}, False),
        ("lead_and_one", {"lead"}, False),
        ("lead_and_one", {"lead", "b"}, True),
        ("lead_and_one", {"lead", "gone"}, False),
    ],
)
def test_rule_that_was_chosen_decides(rule, signed, expected):
    assert is_in_force(rule, lead="lead", parties=PARTIES, signed=signed) is expected


def test_body_that_left_is_not_waited_for():
    assert is_in_force("all", lead="lead", parties={"lead", "a"}, signed={"lead", "a"})


def test_lead_alone_is_never_enough():
    assert not is_in_force("all", lead="lead", parties={"lead"}, signed={"lead"})


def test_unknown_rule_is_an_error():
    with pytest.raises(ValueError, match="no rule"):
        is_in_force("most", lead="lead", parties=PARTIES, signed=PARTIES)
