"""An impact assessment: advice, answers, signature, the ICO, and its way into the agreement."""

from __future__ import annotations

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckan.logic import NotAuthorized, NotFound, ValidationError
from ckanext.igtemplates import signing_gate

from tests import assessed, factories
from tests.assessed import act
from tests.team import Team, draft

pytestmark = pytest.mark.usefixtures("suite_app")

HIGH = {**assessed.MEASURE, "residual": "high"}


@pytest.fixture(scope="module")
def lead(suite_app) -> Team:
    return Team()


@pytest.fixture(scope="module")
def partner(suite_app) -> Team:
    return Team()


def _show(who, id):
    return factories.call("igtemplates_dpia_show", who["name"], id=id)


@pytest.mark.feature(59, part=True)
def test_assessment_is_advised_on_settled_and_signed(lead, partner) -> None:
    made = assessed.dpia(lead, partner)

    assessed.settled(lead, made["id"])
    signed = act("sign", lead.siro, made["id"])

    assert signed["status"] == "signed" and signed["blocked"] is None
    kinds = [one["kind"] for one in reversed(signed["decisions"])]
    assert kinds == [
        "dpo_advice",
        "accepted",
        "measures_approved",
        "residual_approved",
        "signed",
    ]
    assert lead.siro["id"] not in str(signed) and lead.dpo["name"] not in str(signed)


@pytest.mark.feature(59, part=True)
def test_advice_is_overruled_with_reasons_only(lead) -> None:
    made = assessed.dpia(lead)
    act("submit", lead.editor, made["id"], to="dpo_review")
    with pytest.raises(ValidationError, match="no advice"):
        act("settle", lead.siro, made["id"], kind="accepted")
    act("advise", lead.dpo, made["id"], text="Do not do it.")

    with pytest.raises(ValidationError, match="reasons"):
        act("settle", lead.siro, made["id"], kind="overruled")
    told = act("settle", lead.siro, made["id"], kind="overruled", text="Children go hungry.")

    assert told["decisions"][0]["text"] == "Children go hungry."
    assert told["decisions"][0]["role"] == "siro"


def test_signature_needs_advice_an_answer_and_both_approvals(lead) -> None:
    made = assessed.dpia(lead)
    with pytest.raises(ValidationError, match="not open for that"):
        act("sign", lead.siro, made["id"])
    act("submit", lead.editor, made["id"], to="dpo_review")

    with pytest.raises(ValidationError) as refused:
        act("sign", lead.siro, made["id"])

    assert len(refused.value.error_dict["state"]) == 3


def test_signed_by_another_role_another_body_or_a_sysadmin_is_refused(lead, partner) -> None:
    import ckan.plugins.toolkit as tk

    made, sysadmin = assessed.dpia(lead, partner), factories.sysadmin()
    assessed.settled(lead, made["id"])

    for who in (lead.editor, lead.admin, lead.dpo, lead.reviewer, partner.siro, sysadmin):
        with pytest.raises(NotAuthorized):
            act("sign", who, made["id"])
    with pytest.raises(NotAuthorized):
        tk.get_action("igtemplates_dpia_sign")(
            {"user": sysadmin["name"], "ignore_auth": True}, {"id": made["id"]}
        )
    with pytest.raises(NotAuthorized):
        act("advise", lead.siro, made["id"], text="I advise.")
    assert _show(lead.siro, made["id"])["status"] == "dpo_review"


@pytest.mark.feature(59, part=True)
def test_high_risk_that_stays_waits_for_the_ico(lead, partner) -> None:
    made = assessed.dpia(lead, measures=[HIGH])
    id, agreement = made["id"], {"dpia": made["id"]}
    assessed.settled(lead, id)

    with pytest.raises(ValidationError, match="Article 36"):
        act("sign", lead.siro, id)
    assert len(signing_gate.move_problems(agreement, "freeze")["dpia"]) == 2
    with pytest.raises(ValidationError, match="not asked"):
        act("consult", lead.dpo, id, stage="ended")
    act("consult", lead.dpo, id, stage="started", text="Sent on paper.")
    with pytest.raises(ValidationError, match="Article 36"):
        act("sign", lead.siro, id)
    act("consult", lead.dpo, id, stage="ended", text="Go on, with a review each year.")

    assert act("sign", lead.siro, id)["status"] == "signed"
    assert signing_gate.move_problems(agreement, "freeze") == {}
    assert signing_gate.move_problems({"dpia": "Our own, of 2024"}, "freeze") == {}
    assert signing_gate.move_problems({}, "freeze") == {}


def test_agreement_of_an_unsigned_assessment_cannot_be_frozen(lead) -> None:
    made = assessed.dpia(lead)

    found = signing_gate.move_problems({"dpia": made["id"]}, "freeze")

    assert found == {"dpia": ["Its impact assessment is not signed."]}
    assert signing_gate.move_problems({"dpia": made["id"]}, "submit") == {}


def test_changed_after_signing_it_is_outdated_and_goes_the_same_way_again(lead) -> None:
    made = assessed.dpia(lead)
    assessed.settled(lead, made["id"])
    act("sign", lead.siro, made["id"])

    factories.call("package_patch", lead.editor["name"], id=made["id"], novelty="A new system.")

    assert _show(lead.editor, made["id"])["status"] == "outdated"
    act("submit", lead.editor, made["id"], to="dpo_review")
    with pytest.raises(ValidationError):  # what was decided before does not count again
        act("sign", lead.siro, made["id"])


def test_change_while_the_officer_has_it_is_refused_until_it_is_returned(lead) -> None:
    made = assessed.dpia(lead)
    act("submit", lead.editor, made["id"], to="dpo_review")

    with pytest.raises(ValidationError, match="Ask for it back"):
        factories.call("package_patch", lead.editor["name"], id=made["id"], novelty="New.")
    act("return", lead.dpo, made["id"], text="Say who was asked.")
    factories.call("package_patch", lead.editor["name"], id=made["id"], novelty="New.")

    assert _show(lead.editor, made["id"])["status"] == "returned"


def test_assessment_with_open_questions_is_not_sent_to_the_officer(lead) -> None:
    made = assessed.dpia(lead, risks=[], measures=[], need="")

    with pytest.raises(ValidationError) as refused:
        act("submit", lead.editor, made["id"], to="dpo_review")

    assert {"need", "risks", "measures"} <= refused.value.error_dict.keys()
    assert act("submit", lead.editor, made["id"], to="consultation")["status"] == "consultation"


def test_measure_for_an_unknown_risk_is_refused(lead) -> None:
    with pytest.raises(ValidationError, match="No risk is called"):
        assessed.dpia(lead, measures=[{**assessed.MEASURE, "risk": "Another"}])


def test_assessment_is_missing_to_strangers(lead, partner) -> None:
    made, stranger = assessed.dpia(lead, partner), Team()

    assert _show(partner.editor, made["id"])["may"] == []
    with pytest.raises(NotFound) as hidden:
        _show(stranger.editor, made["id"])
    with pytest.raises(NotFound) as missing:
        _show(stranger.editor, "dpia-0000")
    assert str(hidden.value) == str(missing.value)
    for name in ("advise", "sign", "return", "settle", "consult", "submit"):
        with pytest.raises((NotFound, ValidationError)) as refused:
            said = {"text": "x", "kind": "accepted", "stage": "started", "to": "dpo_review"}
            asked = {"advise": "text", "return": "text", "settle": "kind"}.get(name)
            asked = asked or {"consult": "stage", "submit": "to"}.get(name)
            act(name, stranger.siro, made["id"], **({asked: said[asked]} if asked else {}))
        assert isinstance(refused.value, NotFound), name


def test_answers_flow_into_empty_fields_of_the_agreement_alone(lead, partner) -> None:
    made = assessed.dpia(lead, partner)
    agreement = draft(lead, partner, purpose="Our own words.", origin="new")

    told = act("flow", lead.editor, made["id"], agreement=agreement["id"])

    now = factories.call("package_show", lead.editor["name"], id=agreement["id"])
    assert now["purpose"] == "Our own words." and now["dpia"] == made["id"]
    assert now["data_subjects"] == ["children"] and now["article_6"] == ["e"]
    assert now["security_measures"] == "A person compares three details."
    assert {one["field"]: one["source"] for one in told["carried"]}["article_6"] == "lawful_basis"
    assert "purpose" not in {one["field"] for one in told["carried"]}
    again = act("flow", lead.editor, made["id"], agreement=agreement["id"])
    assert again["carried"] == []


def test_answers_flow_only_where_the_caller_writes(lead, partner) -> None:
    made = assessed.dpia(lead, partner)
    agreement = draft(lead, partner)

    for who in (partner.editor, lead.siro):
        with pytest.raises((NotAuthorized, NotFound)):
            act("flow", who, made["id"], agreement=agreement["id"])


def test_decisions_about_an_assessment_cannot_be_changed_or_removed(lead) -> None:
    made = assessed.dpia(lead)
    assessed.settled(lead, made["id"])

    for change in (
        "UPDATE igtemplates_dpia_decision SET text = 'x'",
        "DELETE FROM igtemplates_dpia_decision",
    ):
        with pytest.raises(sa.exc.DBAPIError):
            model.Session.execute(sa.text(change))
        model.Session.rollback()


@pytest.mark.feature(53)
def test_first_check_answers_anyone_with_reasons(lead) -> None:
    found = factories.call("igtemplates_screening_assess", "", data_matching=True)

    assert found["needed"] and found["reasons"]
    assert factories.call("igtemplates_screening_assess", "") == {"needed": False, "reasons": []}
