"""References and the dataset names made from them."""

from ckanext.datashare.domain.reference import (
    PATTERN,
    dataset_name,
    draft_name,
    parse,
    parse_name,
    propose,
)
from hypothesis import given
from hypothesis import strategies as st


@given(year=st.integers(2000, 2999), number=st.integers(0, 999_999), version=st.integers(1, 999))
def test_reference_of_any_number_survives_the_dataset_name(year, number, version):
    reference = propose(year=year, digit=lambda _limit: number)

    assert PATTERN.match(reference)
    assert parse(reference.lower()) == reference
    assert parse_name(dataset_name(reference, version=version)) == (reference, version)


@given(st.text(max_size=30))
def test_parse_of_any_text_never_fails(text):
    assert parse(text) is None or PATTERN.match(parse(text))


def test_draft_name_says_nothing_and_is_no_reference():
    name = draft_name()

    assert parse(name) is None and parse_name(name) is None
    assert name != draft_name()
