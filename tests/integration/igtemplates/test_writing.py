"""The rules of guided writing where the API meets them: no page is needed to be held to them."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pytest

from tests import factories, writing
from tests.team import Team


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Juniper Council"), Team(title="Laurel Council")
        self.template = factories.unique("one-way")
        writing.publish(self.lead.body["id"], writing.template(self.template))
        notice = writing.template(factories.unique("notice"), applies_to="notice")
        self.notice = writing.publish(self.lead.body["id"], notice)

    def draft(self, **data):
        fields = {
            "type": "agreement",
            "origin": "new",
            "title": "School meals",
            "owner_org": self.lead.body["id"],
            "template": self.template,
            "template_version": "1",
            **data,
        }
        return factories.call("package_create", self.lead.editor["name"], **fields)["id"]

    def patch(self, id, who=None, **data):
        who = who or self.lead.editor
        return factories.call("package_patch", who["name"], id=id, **data)

    def submit_errors(self, id, who=None):
        name = (who or self.lead.editor)["name"]
        with pytest.raises(tk.ValidationError) as refused:
            factories.call("datashare_agreement_submit", name, id=id)
        return refused.value.error_dict


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def changed(clause, change="Mine.", reason="Because."):
    return [{"clause": clause, "change": change, "reason": reason}]


@pytest.mark.parametrize("other", ["no-such", "notice"])
def test_agreement_takes_no_template_that_is_not_there_or_for_something_else(scene, other):
    with pytest.raises(tk.ValidationError) as refused:
        scene.draft(template=scene.notice if other == "notice" else other)

    assert refused.value.error_dict == {"template": ["There is no such template here."]}


@pytest.mark.parametrize("change", [{"template": "other"}, {"template_version": "2"}])
def test_agreement_stays_with_the_version_it_was_begun_with(scene, change):
    id = scene.draft()

    with pytest.raises(tk.ValidationError) as refused:
        scene.patch(id, **change)

    assert list(refused.value.error_dict) == list(change)


@pytest.mark.feature(37)
@pytest.mark.parametrize("clause", ["purpose", "nowhere"])
def test_fixed_clause_is_changed_by_nobody_the_sites_administrator_included(scene, clause):
    id = scene.draft()
    administrator = factories.sysadmin()

    for who in (scene.lead.editor, administrator):
        with pytest.raises(tk.ValidationError) as refused:
            scene.patch(id, who, deviations=changed(clause))
        assert list(refused.value.error_dict) == ["deviations"]
    with pytest.raises(tk.ValidationError):
        scene.draft(deviations=changed(clause))


@pytest.mark.feature(44)
def test_change_of_a_clause_is_kept_and_needs_its_reason_at_review(scene):
    id = scene.draft(deviations=changed("review", "They do so each month.", ""))

    without = scene.submit_errors(id)
    scene.patch(id, deviations=changed("review", "They do so each month."))
    given = scene.submit_errors(id)

    assert without["deviations"] == ["Say why “Review” differs from the approved text."]
    assert "deviations" not in given


@pytest.mark.feature(41)
def test_question_that_the_answers_bring_up_is_owed_at_review_and_no_other(scene):
    id = scene.draft(outside_uk="no")
    hidden = scene.submit_errors(id)

    scene.patch(id, outside_uk="yes")
    shown = scene.submit_errors(id)

    assert "storage_location" not in hidden
    assert shown["storage_location"] == ["Enter an answer for “Where is it kept?”."]


def test_answer_out_of_reach_is_refused_at_review_by_name(scene):
    id = scene.draft(outside_uk="no", storage_location="Dublin")

    errors = scene.submit_errors(id)

    assert errors["storage_location"] == [
        "Take out the answer to “Where is it kept?”: the other answers no longer ask for it."
    ]


def test_template_refused_by_the_answers_is_refused_at_review(scene):
    id = scene.draft(data_types=["personal", "criminal"])

    assert scene.submit_errors(id)["template"] == ["Use the full form for criminal offence data."]
    scene.patch(id, data_types=["personal"])
    assert "template" not in scene.submit_errors(id)


def test_agreement_without_template_meets_none_of_these_rules(scene):
    id = scene.draft(template="", template_version="", storage_location="Dublin")

    assert "storage_location" not in scene.submit_errors(id)


def test_writing_is_shown_to_those_who_may_read_and_is_missing_for_others(scene):
    id = scene.draft(purpose="To feed children")

    shown = factories.call("igtemplates_writing_show", scene.lead.reviewer["name"], id=id)

    assert shown["template"]["id"] == scene.template
    assert [section["mark"] for section in shown["sections"]] == [
        "done",
        "not_started",
        "not_started",
        "cannot_start",
    ]
    assert shown["next"] == "who"
    for who in (scene.partner.editor["name"], ""):
        with pytest.raises(tk.ObjectNotFound):
            factories.call("igtemplates_writing_show", who, id=id)


@pytest.mark.parametrize("id", ["no-such", ["a"], {"a": "b"}, 5])
def test_writing_of_what_is_not_there_is_missing(scene, id):
    with pytest.raises((tk.ObjectNotFound, tk.ValidationError)):
        factories.call("igtemplates_writing_show", scene.lead.editor["name"], id=id)


def test_assessment_takes_no_template_of_an_agreement(scene):
    with pytest.raises(tk.ValidationError) as refused:
        factories.call(
            "package_create",
            scene.lead.editor["name"],
            type="dpia",
            title="School meals",
            owner_org=scene.lead.body["id"],
            template=scene.template,
            template_version="1",
        )

    assert refused.value.error_dict == {"template": ["There is no such template here."]}


def test_condensed_form_is_refused_at_review_where_an_assessment_is_needed(scene):
    refusal = {
        "condition": {"field": "dpia_needed", "holds": "yes"},
        "reason": "Use the full form.",
    }
    condensed = writing.template(factories.unique("condensed"), refused_when=[refusal])
    template = writing.publish(scene.lead.body["id"], condensed)
    reason = "Few people."

    many = scene.draft(
        template=template,
        data_types=["special"],
        people_affected="100000-999999",
        dpia_not_needed_reason=reason,
    )
    few = scene.draft(
        template=template,
        data_types=["personal"],
        people_affected="under-100",
        dpia_not_needed_reason=reason,
    )

    assert scene.submit_errors(many)["template"] == ["Use the full form."]
    assert "template" not in scene.submit_errors(few)
