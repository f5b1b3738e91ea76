"""Ends planned for a day: announced, in force whatever the ticker does, made by it once."""

from datetime import date, datetime, timedelta, timezone

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare import clock, endings, london
from ckanext.datashare.domain.live import Hindrance, hindrance
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice

from tests.factories import call
from tests.integration.datashare.test_agreement import Scene, events


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def made(scene):
    found = scene.registered(start_date="2026-01-01")
    scene.party("join", scene.partner, found["id"], scene.hackney)
    return found


def in_days(number):
    return london.day() + timedelta(days=number)


def end(scene, id, on, reason="The pilot is over."):
    return scene.act("end", scene.siro, id, reason=reason, date=str(on))


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc)


def test_planned_end_is_public_and_leaves_the_state_and_one_event(scene, made):
    shown = end(scene, made["id"], in_days(30))

    assert (shown["status"], shown["ends_on"]) == ("registered", str(in_days(30)))
    assert events(made["id"])[-1] == "agreement:state:ending"
    public = call("package_show", "", id=made["id"])
    assert (public["ends_on"], public["ends_reason"]) == (str(in_days(30)), "The pilot is over.")
    told = model.Session.scalars(
        sa.select(Notice.facts).where(
            Notice.about_id == made["id"], Notice.template == "agreement:ending"
        )
    ).all()
    assert len(told) >= 2 and all(facts["due"] == f"{in_days(30):%-d %B %Y}" for facts in told)


def test_data_stops_after_the_last_day_though_no_ticker_ran(scene, made):
    end(scene, made["id"], in_days(5))
    row = Agreement.get(made["id"])

    def hindered(today):
        return hindrance(
            state=row.state,
            period=row.period,
            party=PartyState.JOINED,
            suspended=False,
            today=today,
        )

    assert hindered(in_days(5)) is None
    assert hindered(in_days(6)) is Hindrance.EXPIRED


def test_ticker_ends_it_the_day_after_and_once(scene, made):
    end(scene, made["id"], in_days(3))

    early = endings.run(noon(in_days(3)))
    done = endings.run(noon(in_days(4)))
    again = endings.run(noon(in_days(5)))

    assert (early, done, again) == (0, 1, 0)
    row = Agreement.get(made["id"])
    assert (row.status, row.status_reason) == ("ended", "The pilot is over.")
    event = model.Session.scalars(
        sa.select(Event).where(
            Event.subject_id == made["id"], Event.action == "agreement:state:ended"
        )
    ).one()
    assert (event.actor, event.facts["date"]) == ("system:ticker", str(in_days(3)))


def test_other_day_takes_the_place_of_the_first_and_an_end_now_of_both(scene, made):
    end(scene, made["id"], in_days(3))
    end(scene, made["id"], in_days(9), reason="One week more.")

    assert endings.run(noon(in_days(4))) == 0
    shown = scene.act("end", scene.siro, made["id"], reason="A breach.")
    assert (shown["status"], shown["ends_on"], shown["status_reason"]) == (
        "ended",
        None,
        "A breach.",
    )


@pytest.mark.parametrize("on", ["2020-01-01", "soon", "2026-02-31", "x" * 500])
def test_end_on_a_day_that_is_none_or_has_passed_is_refused(scene, made, on):
    with pytest.raises(tk.ValidationError) as refused:
        end(scene, made["id"], on)

    assert list(refused.value.error_dict) == ["date"]
    assert Agreement.get(made["id"]).ends_on is None


def test_end_after_the_agreements_own_last_day_is_refused(scene):
    found = scene.registered(start_date="2026-01-01", end_date="2030-12-31")

    with pytest.raises(tk.ValidationError) as refused:
        end(scene, found["id"], date(2031, 1, 1))
    shown = end(scene, found["id"], date(2030, 12, 31))

    assert list(refused.value.error_dict) == ["date"]
    assert shown["ends_on"] == "2030-12-31"


def test_end_without_a_reason_or_a_right_is_refused_with_a_day_too(scene, made):
    with pytest.raises(tk.ValidationError) as refused:
        end(scene, made["id"], in_days(3), reason=" ")
    with pytest.raises(tk.NotAuthorized):
        scene.act("end", scene.admin, made["id"], reason="x", date=str(in_days(3)))
    scene.act("end", scene.siro, made["id"], reason="Now.")
    with pytest.raises(tk.ValidationError) as over:
        end(scene, made["id"], in_days(3))

    assert list(refused.value.error_dict) == ["reason"]
    assert list(over.value.error_dict) == ["state"]


def test_suspended_agreement_ends_on_its_day_as_well(scene, made):
    end(scene, made["id"], in_days(1))
    scene.act("suspend", scene.siro, made["id"], reason="A breach.")

    assert endings.run(clock.now() + timedelta(days=3)) >= 1
    assert Agreement.get(made["id"]).status == "ended"
