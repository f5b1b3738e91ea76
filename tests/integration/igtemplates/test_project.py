"""A project goes step by step, by decisions of the roles that the process names."""

from __future__ import annotations

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckan.logic import NotAuthorized, NotFound, ValidationError

from tests import assessed, factories
from tests.team import Team, registered

pytestmark = pytest.mark.usefixtures("suite_app")


@pytest.fixture(scope="module")
def lead(suite_app) -> Team:
    return Team()


@pytest.fixture(scope="module")
def partner(suite_app) -> Team:
    return Team()


def _show(who, id):
    return factories.call("igtemplates_project_show", who, id=id)


@pytest.mark.feature(51)
def test_project_goes_through_all_seven_steps_in_order(lead, partner) -> None:
    screened = {"screening": ["none"], "dpia_not_needed_reason": "No one is at risk."}
    made = assessed.project(lead, partner, **screened)
    agreement = registered(lead, partner)
    id, siro = made["id"], lead.siro

    assert assessed.decide(lead.reviewer, id, 1)["current"] == 2
    for step in (2, 3, 4):
        assessed.decide(siro, id, step)
    with pytest.raises(ValidationError, match="registered first"):
        assessed.decide(siro, id, 5)
    more = {
        "agreement": agreement["reference"],
        "monitoring": "Each term.",
        "next_review": "2028-03-31",
        "results": "300 more meals a day.",
        "lessons": "Ask parents sooner.",
    }
    factories.call("package_patch", lead.editor["name"], id=id, **more)
    assessed.decide(siro, id, 5)
    iao = lead._holder("iao")
    assessed.decide(iao, id, 6)
    end = assessed.decide(siro, id, 7)

    assert end["finished"] and [one["step"] for one in end["decisions"]] == [7, 6, 5, 4, 3, 2, 1]
    assert all(one["reason"] == "It is worth it." for one in end["decisions"])
    assert {one["number"]: one["days"] for one in end["steps"]} == dict.fromkeys(range(1, 8), 0)


def test_step_decided_out_of_order_or_without_what_it_needs_is_refused(lead) -> None:
    made = assessed.project(lead, concept="")

    with pytest.raises(ValidationError, match="Step 1 must be decided first"):
        assessed.decide(lead.siro, made["id"], 2)
    assessed.decide(lead.reviewer, made["id"], 1)
    with pytest.raises(ValidationError, match="no answer yet"):
        assessed.decide(lead.siro, made["id"], 2)
    assert _show(lead.siro["name"], made["id"])["current"] == 2


def test_step_decided_by_another_role_another_body_or_a_sysadmin_is_refused(lead, partner) -> None:
    import ckan.plugins.toolkit as tk

    made, sysadmin = assessed.project(lead, partner), factories.sysadmin()

    for who in (lead.editor, lead.admin, lead.dpo, lead.siro, partner.reviewer, sysadmin):
        with pytest.raises(NotAuthorized):
            assessed.decide(who, made["id"], 1)
    said = {"id": made["id"], "step": 1, "outcome": "go", "reason": "x"}
    with pytest.raises(NotAuthorized):
        tk.get_action("igtemplates_project_decide")(
            {"user": sysadmin["name"], "ignore_auth": True}, said
        )
    assert _show(lead.siro["name"], made["id"])["decisions"] == []


def test_project_stopped_is_opened_again_by_returning(lead) -> None:
    made = assessed.project(lead)
    assessed.decide(lead.reviewer, made["id"], 1)

    assert assessed.decide(lead.siro, made["id"], 2, "no_go")["stopped"]
    with pytest.raises(ValidationError, match="stopped"):
        assessed.decide(lead.siro, made["id"], 2)
    assert not assessed.decide(lead.siro, made["id"], 2, "return")["stopped"]
    assert assessed.decide(lead.siro, made["id"], 2, "return")["current"] == 1


def test_project_is_read_by_lead_and_partner_and_missing_to_strangers(lead, partner) -> None:
    made, stranger = assessed.project(lead, partner), Team()

    assert _show(partner.editor["name"], made["id"])["may_decide"] is False
    for who in (stranger.editor["name"], ""):
        with pytest.raises(NotFound) as hidden:
            _show(who, made["id"])
        with pytest.raises(NotFound) as missing:
            _show(who, "project-0000")
        assert str(hidden.value) == str(missing.value)
        with pytest.raises(NotFound):
            factories.call("igtemplates_project_ask", who, id=made["id"])


def test_asking_tells_those_who_decide(lead) -> None:
    made = assessed.project(lead)

    factories.call("igtemplates_project_ask", lead.editor["name"], id=made["id"])

    notices = factories.call("datashare_notice_list", lead.reviewer["name"])["notices"]
    assert any(made["id"] in str(one) for one in notices)
    with pytest.raises(NotAuthorized):
        factories.call("igtemplates_project_ask", lead.siro["name"], id=made["id"])


def test_step_decision_cannot_be_changed_or_removed(lead) -> None:
    made = assessed.project(lead)
    assessed.decide(lead.reviewer, made["id"], 1)

    for change in (
        "UPDATE igtemplates_step_decision SET reason = 'x'",
        "DELETE FROM igtemplates_step_decision",
    ):
        with pytest.raises(sa.exc.DBAPIError):
            model.Session.execute(sa.text(change))
        model.Session.rollback()


def test_go_at_step_four_needs_a_signed_assessment_or_a_check_that_needs_none(lead) -> None:
    made = assessed.project(lead)
    id = made["id"]
    assessed.decide(lead.reviewer, id, 1)
    for step in (2, 3):
        assessed.decide(lead.siro, id, step)

    with pytest.raises(ValidationError, match="check whether it is needed"):
        assessed.decide(lead.siro, id, 4)
    editor = lead.editor["name"]
    factories.call("package_patch", editor, id=id, screening=["data_matching"])
    with pytest.raises(ValidationError, match="is needed"):
        assessed.decide(lead.siro, id, 4)
    dpia = assessed.dpia(lead)
    factories.call("package_patch", editor, id=id, dpia=dpia["id"])
    with pytest.raises(ValidationError, match="signed first"):
        assessed.decide(lead.siro, id, 4)
    assessed.settled(lead, dpia["id"])
    assessed.act("sign", lead.siro, dpia["id"])
    assert assessed.decide(lead.siro, id, 4)["current"] == 5
