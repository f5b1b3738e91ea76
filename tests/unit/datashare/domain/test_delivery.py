"""When a message leaves: cadences, digest times around the change of clocks, growing waits."""

from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare.domain.delivery import (
    WAITS,
    Cadence,
    cadence,
    digest_due,
    next_attempt,
)
from hypothesis import given
from hypothesis import strategies as st

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),
    max_value=datetime(2035, 12, 31),
    timezones=st.just(timezone.utc),
)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


@pytest.mark.parametrize("wanted", [None, Cadence.AT_ONCE])
def test_cadence_without_a_choice_is_at_once(wanted):
    assert cadence(wanted, duty=False) is Cadence.AT_ONCE


def test_cadence_off_is_off_for_news():
    assert cadence(Cadence.OFF, duty=False) is Cadence.OFF


def test_cadence_off_is_never_off_for_a_duty():
    assert cadence(Cadence.OFF, duty=True) is Cadence.AT_ONCE


@pytest.mark.parametrize("wanted", [Cadence.DAILY, Cadence.WEEKLY])
def test_cadence_of_a_duty_may_be_a_digest(wanted):
    assert cadence(wanted, duty=True) is wanted


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-01-13T07:59", "2026-01-13T08:00"),
        ("2026-01-13T08:00", "2026-01-14T08:00"),
        # British summer time: eight in London is seven in UTC.
        ("2026-07-14T06:59", "2026-07-14T07:00"),
        ("2026-07-14T07:30", "2026-07-15T07:00"),
        # The clocks go forward on 29 March 2026.
        ("2026-03-28T09:00", "2026-03-29T07:00"),
    ],
)
def test_digest_due_daily_is_the_next_eight_in_london(at, due):
    assert digest_due(Cadence.DAILY, utc(at)) == utc(due)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-01-12T07:00", "2026-01-12T08:00"),  # early on a Monday
        ("2026-01-12T09:00", "2026-01-19T08:00"),  # later that Monday
        ("2026-01-18T23:00", "2026-01-19T08:00"),  # a Sunday
    ],
)
def test_digest_due_weekly_is_the_next_monday(at, due):
    assert digest_due(Cadence.WEEKLY, utc(at)) == utc(due)


@given(at=MOMENTS)
def test_digest_due_is_always_ahead_and_within_its_period(at):
    assert timedelta(0) < digest_due(Cadence.DAILY, at) - at <= timedelta(hours=25)
    assert timedelta(0) < digest_due(Cadence.WEEKLY, at) - at <= timedelta(days=7, hours=1)


def test_next_attempt_waits_longer_after_each_failure():
    at = utc("2026-01-12T09:00")

    waits = [next_attempt(number, at) - at for number in range(1, len(WAITS) + 1)]

    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert sum(waits, timedelta()) >= timedelta(days=4), "a long weekend loses nothing"


def test_next_attempt_after_the_last_wait_parks():
    assert next_attempt(len(WAITS) + 1, utc("2026-01-12T09:00")) is None


def test_next_attempt_before_any_failure_is_refused():
    with pytest.raises(ValueError, match="follows a failure"):
        next_attempt(0, utc("2026-01-12T09:00"))
