"""What dates say on a day."""

from datetime import date, timedelta

import pytest
from ckanext.datashare.domain.period import Period, Standing, display_label, display_state
from ckanext.datashare.domain.state import State
from hypothesis import given
from hypothesis import strategies as st

START, END, REVIEW = date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 30)
DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 12, 31), Standing.NOT_STARTED),
        (START, Standing.ACTIVE),
        (END, Standing.ACTIVE),
        (date(2027, 1, 1), Standing.EXPIRED),
    ],
)
def test_standing_at_each_edge(day, standing):
    assert Period(START, END).standing(day) is standing


def test_standing_without_dates_says_so():
    period = Period(None, None)

    assert period.standing(START) is Standing.DATES_NOT_STATED


def test_review_overdue_begins_the_day_after_and_stops_with_the_agreement():
    period = Period(START, END, REVIEW)

    assert not period.is_review_overdue(REVIEW)
    assert period.is_review_overdue(REVIEW + timedelta(days=1))
    assert not period.is_review_overdue(END + timedelta(days=1))


@given(start=DAYS, end=DAYS, review=DAYS, today=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_next_change_is_the_first_day_that_reads_differently(start, end, review, today):
    period = Period(start, end, review)
    change = period.next_change(today)
    day = today + timedelta(days=1)

    while day < (change or date(2031, 1, 1)):
        assert period.standing(day) is period.standing(today)
        assert period.is_review_overdue(day) == period.is_review_overdue(today)
        day += timedelta(days=97)


@pytest.mark.parametrize("state", State)
def test_display_of_every_state_has_a_label(state):
    assert display_label(display_state(state, Period(START, END), START))
