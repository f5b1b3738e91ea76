"""E-mail addresses and telephone numbers in a text."""

import time

import pytest
from ckanext.datashare.domain.contact import contacts


def found(text):
    return [finding.text for finding in contacts(text, page=1)]


@pytest.mark.parametrize(
    "number",
    [
        "020 7946 0018",
        "(020) 7946 0018",
        "+44 20 7946 0018",
        "+44 (0)20 7946 0018",
        "0044 20 7946 0018",
        "07700 900123",
        "07700-900-123",
        "01632.960001",
    ],
)
def test_telephone_numbers_are_found(number):
    assert found(f"Ring {number}, or write.") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Reference DSL-2026-483920",
        "NHS number 943 476 5919",
        "on 01/02/2026 at 10:30",
        "2020-01-02 03:04:05",
        "0.1234567890",
        "00123456789",
        "number 0123456789012",
        "section 0 of 12",
    ],
)
def test_other_numbers_are_not_taken_for_telephones(text):
    assert found(text) == []


def test_addresses_are_found_without_what_stands_around_them():
    text = "Write to <first.last+tag@example.org>, (mailto:team@sub.example.co.uk)."

    assert found(text) == ["first.last+tag@example.org", "team@sub.example.co.uk"]


@pytest.mark.parametrize("text", ["@example.org", "a@localhost", "a @ example.org", "a@.org"])
def test_what_is_no_address_is_not_found(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["a" * 200_000, "0 " * 100_000, "a@" * 100_000, "a@b." * 50_000])
def test_long_texts_take_little_time(text):
    started = time.monotonic()

    found(text)

    assert time.monotonic() - started < 2
