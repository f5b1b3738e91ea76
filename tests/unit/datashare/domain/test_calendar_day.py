"""Days as people and other systems write them."""

from datetime import date, datetime

import pytest
from ckanext.datashare.domain import calendar_day


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-07",
        "2026-3-7",
        "2026-03-07T00:00:00",
        "7/3/2026",
        "07.03.2026",
        "7 March 2026",
        " 7  mar 2026 ",
        date(2026, 3, 7),
        datetime(2026, 3, 7, 23, 59),
    ],
)
def test_day_is_read_in_the_forms_people_use(written):
    assert calendar_day.parse(written) == date(2026, 3, 7)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Mar-2024",
        "2026",
        "30/2/2026",
        "31 June 2026",
        "1 m 2026",
        "1/1/0026",
        "x" * 99,
        7,
        None,
    ],
)
def test_day_that_does_not_exist_or_is_no_day_is_refused(written):
    with pytest.raises(calendar_day.NotADay, match="day, month and year"):
        calendar_day.parse(written)


def test_day_in_words_reads_back():
    day = date(2027, 12, 1)

    assert calendar_day.words(day) == "1 December 2027"
    assert calendar_day.parse(calendar_day.words(day)) == day
