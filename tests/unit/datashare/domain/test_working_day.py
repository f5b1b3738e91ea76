"""Working days against the published list of bank holidays in England and Wales."""

from datetime import date

import pytest
from ckanext.datashare.domain.working_day import add_working_days, bank_holidays, is_working_day

# gov.uk/bank-holidays, England and Wales.
PUBLISHED = {
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_published(year):
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}

    assert bank_holidays(year) == expected


def test_working_day_at_a_weekend_is_none():
    assert not is_working_day(date(2026, 11, 28))


def test_add_working_days_over_christmas_skips_weekends_and_holidays():
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 30)


def test_add_working_days_of_nothing_is_the_same_day():
    assert add_working_days(date(2026, 11, 28), 0) == date(2026, 11, 28)
