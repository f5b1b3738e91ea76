"""A body approves one version, by a role, until a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ckan.model as model
import pytest
import sqlalchemy as sa
import yaml
from ckan.logic import NotAuthorized, NotFound, ValidationError

from tests import factories
from tests.team import Team
from tests.unit.igtemplates.given import small

pytestmark = pytest.mark.usefixtures("suite_app")


@pytest.fixture(scope="module")
def team() -> Team:
    made = Team()
    text = yaml.safe_dump(small(id="to-approve"))
    who = made.reviewer["name"]
    factories.call("igtemplates_template_import", who, text=text, owner_org=made.body["id"])
    return made


def _give(team: Team, who: dict[str, Any], **data: Any) -> dict[str, Any]:
    said = {"id": "to-approve", "body": team.body["id"], "role": "ig_lead", **data}
    return factories.call("igtemplates_approval_give", who["name"], **said)


def _listed(team: Team) -> list[dict[str, Any]]:
    rows = factories.call("igtemplates_approval_list", "", id="to-approve")
    return [row for row in rows if row["body"] == team.body["id"]]


@pytest.mark.feature(38)
@pytest.mark.feature(39)
def test_approval_given_is_read_by_anyone(team: Team) -> None:
    borough = Team()

    _give(borough, borough.reviewer, expires="2099-12-31")

    (row,) = _listed(borough)
    assert (row["version"], row["role"], row["expires"]) == ("1", "ig_lead", "2099-12-31")
    assert row["title"] == borough.title and row["stands"]
    assert borough.reviewer["name"] not in str(row) and borough.reviewer["id"] not in str(row)


def test_approval_withdrawn_stands_no_more(team: Team) -> None:
    borough = Team()
    _give(borough, borough.reviewer)

    said = {"id": "to-approve", "body": borough.body["id"], "role": "ig_lead", "reason": "Old."}
    factories.call("igtemplates_approval_withdraw", borough.reviewer["name"], **said)

    assert _listed(borough) == []
    with pytest.raises(ValidationError, match="no such approval"):
        factories.call("igtemplates_approval_withdraw", borough.reviewer["name"], **said)


def test_approval_by_another_role_or_body_is_refused(team: Team) -> None:
    borough = Team()

    with pytest.raises(NotAuthorized):
        _give(borough, borough.reviewer, role="siro")
    with pytest.raises(NotAuthorized):
        _give(borough, team.reviewer)
    with pytest.raises(NotAuthorized):
        _give(borough, borough.admin)
    with pytest.raises(ValidationError):
        _give(borough, borough.reviewer, role="caldicott_guardian")
    assert _listed(borough) == []


def test_approval_by_a_sysadmin_or_past_the_auth_functions_is_refused(team: Team) -> None:
    import ckan.plugins.toolkit as tk

    borough, sysadmin = Team(), factories.sysadmin()
    said = {"id": "to-approve", "body": borough.body["id"], "role": "ig_lead"}

    with pytest.raises(NotAuthorized):
        _give(borough, sysadmin)
    with pytest.raises(NotAuthorized):
        context = {"user": sysadmin["name"], "ignore_auth": True}
        tk.get_action("igtemplates_approval_give")(context, said)
    assert _listed(borough) == []


def test_approval_of_a_version_or_a_day_that_is_none_is_refused(team: Team) -> None:
    with pytest.raises(NotFound):
        _give(team, team.reviewer, version="7")
    with pytest.raises(ValidationError, match="not over"):
        _give(team, team.reviewer, expires="2020-01-01")
    with pytest.raises(ValidationError, match="Write a date"):
        _give(team, team.reviewer, expires="soon")


def test_approval_expired_counts_no_more(team: Team) -> None:
    from ckanext.datashare.shared import clock
    from ckanext.igtemplates import usage

    borough, now = Team(), clock.now()
    last = now.date() + timedelta(days=3)
    _give(borough, borough.dpo, role="dpo", expires=last.isoformat())

    def standing(at: Any) -> set[str]:
        return {row.body_id for row in usage.standing("to-approve", "1", at=at)}

    assert borough.body["id"] in standing(now + timedelta(days=2))
    assert borough.body["id"] not in standing(now + timedelta(days=4))


def test_approval_tells_one_public_event_without_a_person(team: Team) -> None:
    borough = Team()
    _give(borough, borough.siro, role="siro")

    facts = model.Session.scalars(
        sa.text("SELECT facts FROM datashare_event WHERE action = 'template:approval:given'")
    ).all()
    mine = [row for row in facts if row["approving_body"] == borough.body["id"]]

    assert len(mine) == 1
    assert mine[0]["role"] == "siro" and mine[0]["template_version"] == "1"
