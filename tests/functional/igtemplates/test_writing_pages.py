"""From a plain question to an agreement in review, on pages, with and without a script's help."""

from __future__ import annotations

import pytest

from tests import factories, writing
from tests.page import heading, parsed, select, words
from tests.team import Team

HOSTILE = "{{7*7}} {% raw %} <script>alert(1)</script> ${7*7}"


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Almond Council"), Team(title="Bramble Council")
        self.template = factories.unique("one-way")
        writing.publish(self.lead.body["id"], writing.template(self.template))

    def draft(self, **data):
        return factories.call(
            "package_create",
            self.lead.editor["name"],
            type="agreement",
            origin="new",
            owner_org=self.lead.body["id"],
            template=self.template,
            template_version="1",
            **{"title": "School meals", **data},
        )

    def stored(self, id):
        return factories.call("package_show", self.lead.editor["name"], id=id)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def visit(app, scene):
    """Return what opens a page as a person, and posts to it."""

    def open_(path, who=None, data=None, status=200, follow=False):
        headers = factories.headers((who or scene.lead.editor)["name"])
        if data is None:
            return app.get(path, headers=headers, status=status, follow_redirects=follow)
        return app.post(path, headers=headers, data=data, status=status, follow_redirects=follow)

    return open_


def text(response):
    return words(parsed(response).xpath("//main|//*[@id='content']|//body")[0])


def mistakes(response):
    return [words(line) for line in select(parsed(response), ".ds-summary li")]


def seen(response):
    (field,) = parsed(response).xpath("//input[@name='seen']")
    return field.get("value")


def address(id, *rest):
    return "/".join(("/agreement", id, "write", *rest))


def save(visit, id, section, status=302, **answers):
    path = address(id, "section", section)
    return visit(path, data={"seen": seen(visit(path)), **answers}, status=status)


def test_begin_asks_one_plain_question(visit):
    response = visit("/agreement/write")

    assert heading(parsed(response)) == "Who could do what differently with better information?"
    assert "Almond Council" in text(response)


def first(scene, **more):
    return {
        "outcome": "We want to find families who miss out on free school meals",
        "title": "Free school meals",
        "owner_org": scene.lead.body["id"],
        "organisations": "two",
        "direction": "one-way",
        "data_types": "personal",
        "children": "yes",
        "people_affected": "1000-9999",
        **more,
    }


def test_begin_names_each_missing_answer_and_keeps_the_others(visit, scene):
    response = visit(
        "/agreement/write", data=first(scene, outcome="", direction="sideways"), status=400
    )

    assert mistakes(response) == [
        "Enter who could do what differently with better information.",
        "Answer “Which way does the data move?”",
    ]
    assert parsed(response).xpath("//input[@name='title']")[0].get("value") == "Free school meals"
    assert parsed(response).findtext(".//title").startswith("Error:")


@pytest.mark.feature(40)
def test_outcome_leads_to_a_template_and_a_draft_that_holds_the_first_answers(visit, scene):
    chosen = visit("/agreement/write", data=first(scene))
    assert heading(parsed(chosen)) == "Choose a template"
    assert "It is about children, who need more protection." in text(chosen)
    assert "One organisation gives data to another." in text(chosen)

    made = visit("/agreement/write/choose", data=first(scene, template=scene.template), status=302)

    id = made.headers["Location"].split("/")[-2]
    stored = scene.stored(id)
    assert stored["purpose"] == "We want to find families who miss out on free school meals"
    assert (stored["origin"], stored["template"]) == ("new", scene.template)
    assert stored["data_subjects"] == ["children"]
    assert heading(parsed(visit(address(id)))) == "Write your agreement"


def test_template_that_does_not_fit_gives_its_reason_and_cannot_be_used(visit, scene):
    facts = first(scene, data_types="criminal")

    shown = visit("/agreement/write", data=facts)
    refused = visit(
        "/agreement/write/choose", data={**facts, "template": scene.template}, status=400
    )

    assert "Use the full form for criminal offence data." in text(shown)
    assert mistakes(refused) == ["Choose a template that your answers do not rule out."]


def test_task_list_tells_what_is_left_and_what_waits(visit, scene):
    id = scene.draft(purpose="To feed children")["id"]

    page = parsed(visit(address(id)))

    marks = [words(item) for item in select(page, ".ig-task")]
    assert marks[0] == "Why you share Done"
    assert marks[1] == "Who shares Not started"
    assert "First answer: How it is kept safe. Cannot start yet" in marks[3]
    assert "1 of 4 sections done. Next: Who shares." in words(page)


@pytest.mark.feature(42)
def test_section_asks_with_help_and_example_beside_each_question(visit, scene):
    page = parsed(visit(address(scene.draft()["id"], "section", "why")))

    (field,) = page.xpath("//textarea[@name='purpose']")
    hint = page.get_element_by_id(field.get("aria-describedby"))
    said = [words(line) for line in hint.iter("p")]
    assert said == ["Say what cannot be done today.", "For example: To offer school meals."]
    assert "Start with why you need to share." in words(page)
    assert "What happens otherwise? (optional)" in words(page)


def test_section_is_saved_half_done_and_leads_on_or_back(visit, scene):
    id = scene.draft()["id"]

    on = save(visit, id, "why", risk_if_not_shared="Children go hungry", go="on")
    later = save(visit, id, "why", purpose="", risk_if_not_shared="They do", go="later")

    assert on.headers["Location"].endswith("/section/who")
    assert later.headers["Location"].endswith("/write")
    assert scene.stored(id)["risk_if_not_shared"] == "They do"


@pytest.mark.feature(41)
def test_answer_brings_up_a_question_and_the_opposite_takes_its_answer_out(visit, scene):
    id = scene.draft()["id"]

    more = save(visit, id, "how", security_measures="Locks", outside_uk="yes", go="on")
    assert more.headers["Location"].endswith("/section/how#field-storage_location")
    save(visit, id, "how", outside_uk="yes", storage_location="Dublin", go="on")
    assert scene.stored(id)["storage_location"] == "Dublin"
    gone = visit(
        address(id, "section", "how"),
        data={
            "seen": seen(visit(address(id, "section", "how"))),
            "outside_uk": "no",
            "storage_location": "Dublin",
            "go": "on",
        },
        follow=True,
    )

    assert "your other answers no longer ask for it: “Where is it kept?”" in text(gone)
    assert not scene.stored(id).get("storage_location")


def test_section_out_of_reach_leads_back_and_takes_no_answer(visit, scene):
    id = scene.draft()["id"]

    response = visit(
        address(id, "section", "abroad"), data={"transfer_safeguard": "adequacy"}, status=302
    )

    assert response.headers["Location"].endswith("/write")
    assert not scene.stored(id).get("transfer_safeguard")


def test_section_takes_no_field_that_it_does_not_ask(visit, scene):
    id = scene.draft()["id"]

    save(visit, id, "why", purpose="To help", title="Mine now", notes="Mine", go="on")

    assert scene.stored(id)["title"] == "School meals"
    assert not scene.stored(id).get("notes")


def test_rows_are_added_and_deleted_without_a_script(visit, scene):
    id = scene.draft()["id"]
    rows = {"parties-0-body": scene.lead.title, "parties-1-body": scene.partner.title}

    added = save(visit, id, "who", status=200, **rows, add_row="parties")
    assert len(parsed(added).xpath("//*[@data-ds-row]")) > 2
    save(visit, id, "who", **rows, go="on")

    bodies = [row["body"] for row in scene.stored(id)["parties"]]
    assert bodies == [scene.lead.body["id"], scene.partner.body["id"]]


def test_stale_form_tells_what_someone_else_saved_and_loses_nothing(visit, scene):
    id = scene.draft()["id"]
    path = address(id, "section", "why")
    old = seen(visit(path))
    factories.call("package_patch", scene.lead.editor["name"], id=id, purpose="Theirs")

    response = visit(path, data={"seen": old, "purpose": "Mine", "go": "on"}, status=400)

    assert "Someone else saved this section" in mistakes(response)[0]
    assert "Theirs" in text(response)
    assert parsed(response).xpath("//textarea[@name='purpose']")[0].text.strip() == "Mine"
    assert scene.stored(id)["purpose"] == "Theirs"
    visit(path, data={"seen": seen(response), "purpose": "Mine", "go": "on"}, status=302)
    assert scene.stored(id)["purpose"] == "Mine"


def test_another_section_saved_meanwhile_disturbs_nobody(visit, scene):
    id = scene.draft()["id"]
    path = address(id, "section", "why")
    old = seen(visit(path))
    save(visit, id, "how", security_measures="Locks", go="on")

    visit(path, data={"seen": old, "purpose": "Mine", "go": "on"}, status=302)

    assert scene.stored(id)["security_measures"] == "Locks"


@pytest.mark.parametrize("answer", ["x" * 200_000, "nul\x00byte", "bell\x07"])
def test_answer_that_no_field_takes_is_refused_at_its_field_and_kept_on_the_page(
    visit, scene, answer
):
    id = scene.draft()["id"]

    response = save(visit, id, "why", status=400, purpose=answer, go="on")

    assert len(mistakes(response)) == 1
    assert not scene.stored(id).get("purpose")


def test_hostile_words_stay_words_on_every_page(visit, scene):
    id = scene.draft(purpose=HOSTILE, title=HOSTILE)["id"]
    change = {"change": HOSTILE, "reason": HOSTILE}
    path = address(id, "clause", "review")
    visit(path, data={"seen": seen(visit(path)), **change}, status=302)

    for page in ("", "section/why", "clause/review", "check"):
        response = visit(address(id, *page.split("/")) if page else address(id))
        assert "<script>alert" not in response.body
        assert "7*7" in response.body
        assert " 49 " not in text(response)
    preview = visit(f"/agreement/{id}/document.html")
    assert "<script>alert" not in preview.body
    assert "{{7*7}}" in preview.body


@pytest.mark.parametrize("page", ["", "/section/why", "/clause/review", "/check"])
def test_pages_are_missing_for_strangers_and_refused_to_readers(visit, scene, page):
    id = scene.draft()["id"]

    assert "Page not found" in text(visit(address(id) + page, scene.partner.editor, status=404))
    assert visit(address(id) + page, scene.lead.reviewer, status=403)
    assert visit(address("no-such") + page, status=404)


def test_pages_of_an_agreement_without_template_are_missing(visit, scene):
    made = factories.call(
        "package_create",
        scene.lead.editor["name"],
        type="agreement",
        title="Old",
        owner_org=scene.lead.body["id"],
    )

    visit(address(made["id"]), status=404)


def test_agreement_page_leads_on_to_writing(visit, scene):
    id = scene.draft()["id"]

    assert "Continue writing" in text(visit(f"/agreement/{id}", follow=True))
    reader = visit(f"/agreement/{id}", scene.lead.reviewer, follow=True)
    assert "Continue writing" not in text(reader)


def test_new_agreement_is_signed_already_or_written(visit):
    page = visit("/agreement/new")
    assert heading(parsed(page)) == "Is the agreement already signed?"

    unanswered = visit("/agreement/new?go=on", status=400)
    signed = visit("/agreement/new?go=on&way=signed", status=302)
    new = visit("/agreement/new?go=on&way=0", status=302)

    assert mistakes(unanswered) == ["Choose whether the agreement is signed."]
    assert signed.headers["Location"].endswith("/agreement/new/existing")
    assert new.headers["Location"].endswith("/agreement/write")
