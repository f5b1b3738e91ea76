"""How long data is kept, as a machine value and in words."""

import pytest
from ckanext.datashare.domain import duration
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.feature(27, part=True)
@pytest.mark.parametrize(
    ("written", "stored", "words"),
    [
        ("P3Y11M ", "P3Y11M", "3 years 11 months"),
        ("P2Y", "P2Y", "2 years"),
        ("p1d", "P1D", "1 day"),
        ("3 years 11 months", "P3Y11M", "3 years 11 months"),
        ("1 year and 6 months", "P1Y6M", "1 year 6 months"),
        ("6 months, 2 weeks", "P6M2W", "6 months 2 weeks"),
        ("90 DAYS", "P90D", "90 days"),
        ("P0D", "P0D", "not kept at all"),
    ],
)
def test_duration_in_any_accepted_form_has_one_stored_form(written, stored, words):
    parsed = duration.parse(written)

    assert str(parsed) == stored
    assert parsed.words == words


@pytest.mark.parametrize(
    "written",
    ["", "P", "PT5H", "P1.5Y", "3", "three years", "P3M2Y", "2 years 3 years", "-P1Y", "P٣Y"],
)
def test_duration_that_is_none_is_refused_with_an_example(written):
    with pytest.raises(duration.NotADuration, match="for example"):
        duration.parse(written)


@given(
    years=st.integers(0, 9999),
    months=st.integers(0, 9999),
    weeks=st.integers(0, 9999),
    days=st.integers(0, 99999),
)
def test_duration_reads_back_what_it_wrote(years, months, weeks, days):
    written = duration.Duration(years, months, weeks, days)

    assert duration.parse(str(written)) == written


@given(years=st.integers(1, 9999), days=st.integers(1, 99999))
def test_duration_reads_back_its_own_words(years, days):
    written = duration.Duration(years=years, days=days)

    assert duration.parse(written.words) == written
