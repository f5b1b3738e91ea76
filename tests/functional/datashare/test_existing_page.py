"""Adding an agreement that is already signed, changing it, and each act on its own page."""

import io

import pytest

from tests import factories
from tests.page import heading, parsed, select, words
from tests.team import Team, draft, in_review, pdf, registered


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Larch Council"), Team(title="Maple Council")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def visit(app, scene):
    """Return what opens a page as a person, and posts to it."""

    def open_(path, who=None, data=None, status=200, follow=False):
        headers = factories.headers(who["name"]) if who else {}
        if data is None:
            return app.get(path, headers=headers, status=status, follow_redirects=follow)
        return app.post(path, headers=headers, data=data, status=status, follow_redirects=follow)

    return open_


def answers(scene, **more):
    return {
        "owner_org": scene.lead.body["id"],
        "title": "Parking permits",
        "lay_summary": "Larch tells Maple who has a permit.",
        "parties-0-body": scene.lead.title,
        "parties-0-discloses": "true",
        "parties-1-body": scene.partner.title,
        "parties-1-receives": "true",
        "save": "draft",
        **more,
    }


def file(data=None, name="signed.pdf"):
    return (io.BytesIO(pdf("Signed.") if data is None else data), name)


def mistakes(page):
    return [words(line) for line in select(page, ".ds-summary li")]


def test_form_asks_a_visitor_to_sign_in(visit):
    response = visit("/agreement/new/existing", status=302)

    assert "/user/login" in response.headers["Location"]


def test_form_refuses_whoever_writes_for_no_body(visit):
    page = parsed(visit("/agreement/new/existing", factories.user(), status=403))

    assert heading(page) == "You cannot do this"
    assert "You are not an editor of any organisation" in words(page)


def test_form_offers_ones_own_bodies_as_lead(visit, scene):
    page = parsed(visit("/agreement/new/existing", scene.lead.editor))

    assert page.xpath("//select[@id='field-owner_org']/option/text()") == ["Larch Council"]
    assert page.xpath("//form[@data-ds-form]//input[@name='_csrf_token']")


def test_answers_and_document_become_a_draft(visit, scene):
    response = visit(
        "/agreement/new/existing",
        scene.lead.editor,
        answers(scene, upload=file(), start_date="1 April 2026"),
        status=302,
    )

    id = response.headers["Location"].rsplit("/", 1)[1]
    made = factories.call("package_show", scene.lead.editor["name"], id=id)
    (document,) = factories.call("datashare_document_list", scene.lead.editor["name"], id=id)
    assert (made["status"], made["start_date"]) == ("draft", "2026-04-01")
    assert [row["body"] for row in made["parties"]] == [
        scene.lead.body["id"],
        scene.partner.body["id"],
    ]
    assert document["filename"] == "signed.pdf"


def test_mistake_without_a_file_keeps_every_answer(visit, scene):
    data = answers(scene, start_date="30 Febuary", **{"parties-1-body": "Nowhere Council"})

    page = parsed(visit("/agreement/new/existing", scene.lead.editor, data, status=400))

    assert words(page.find(".//title")).startswith("Error:")
    assert page.xpath("//input[@name='start_date']/@value") == ["30 Febuary"]
    assert page.xpath("//input[@name='parties-1-body']/@value") == ["Nowhere Council"]
    assert page.xpath("//input[@name='title']/@value") == ["Parking permits"]
    assert len(mistakes(page)) == 2
    for link in select(page, ".ds-summary li a"):
        assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_mistake_with_a_file_saves_what_is_right(visit, scene):
    data = answers(scene, upload=file(), start_date="30 Febuary")

    page = parsed(visit("/agreement/new/existing", scene.lead.editor, data, status=400))

    (form,) = select(page, "form.ds-form")
    id = form.get("action").split("/")[-2]
    (document,) = factories.call("datashare_document_list", scene.lead.editor["name"], id=id)
    assert document["filename"] == "signed.pdf"
    assert page.xpath("//input[@name='start_date']/@value") == ["30 Febuary"]
    assert "Your document is saved with the answers that were right" in words(page)


def test_wrong_file_is_refused_at_its_field_and_the_answers_stay(visit, scene):
    data = answers(scene, upload=file(b"plain words", "signed.txt"))

    page = parsed(visit("/agreement/new/existing", scene.lead.editor, data, status=400))

    assert "The selected file must be a PDF or DOCX." in mistakes(page)[0]
    assert "Your answers are saved as a draft." in words(page)


def test_button_for_another_row_works_without_a_script(visit, scene):
    data = answers(scene, add_row="parties")
    del data["save"]

    page = parsed(visit("/agreement/new/existing", scene.lead.editor, data))

    assert page.xpath("//input[@name='parties-1-body']/@value") == ["Maple Council"]
    assert page.xpath("//input[@name='parties-3-body']")


def test_lead_that_is_not_ones_own_is_refused(visit, scene):
    data = answers(scene, owner_org=scene.partner.body["id"])

    response = visit("/agreement/new/existing", scene.lead.editor, data, status=403)

    assert heading(parsed(response)) == "You cannot do this"


def test_edit_changes_a_draft_and_keeps_what_was_not_asked(visit, scene):
    made = draft(scene.lead, scene.partner, purpose="To help.")

    data = {"title": "New title", "start_date": "1 May 2026"}
    visit(f"/agreement/{made['id']}/edit", scene.lead.editor, data, status=302)

    now = factories.call("package_show", scene.lead.editor["name"], id=made["id"])
    assert (now["title"], now["purpose"]) == ("New title", "To help.")


def test_edit_of_a_registered_agreement_asks_only_what_may_change(visit, scene):
    made = registered(scene.lead, scene.partner)

    page = parsed(visit(f"/agreement/{made['reference']}/edit", scene.lead.editor))

    assert page.xpath("//input[@name='review_date']")
    assert not page.xpath("//input[@name='title']")
    data = {"review_date": "1 March 2031", "title": "Another title"}
    refused = visit(f"/agreement/{made['reference']}/edit", scene.lead.editor, data, status=400)
    assert "register a new version" in mistakes(parsed(refused))[0]


def test_edit_is_for_the_leads_editors(visit, scene):
    made = draft(scene.lead, scene.partner)
    path = f"/agreement/{made['id']}/edit"

    assert visit(path, status=302)
    assert heading(parsed(visit(path, factories.user(), status=404))) == "Page not found"
    assert heading(parsed(visit(path, scene.lead.dpo, status=403))) == "You cannot do this"


def test_act_asks_before_it_acts_and_wants_its_reason(visit, scene):
    made = in_review(scene.lead, scene.partner)
    path = f"/agreement/{made['id']}/act/return"

    asked = parsed(visit(path, scene.lead.reviewer))
    refused = parsed(visit(path, scene.lead.reviewer, {"reason": " "}, status=400))
    visit(path, scene.lead.reviewer, {"reason": "The summary is too short."}, status=302)

    assert heading(asked) == "Return it to its writers"
    assert mistakes(refused) == ["Enter a reason."]
    assert refused.xpath("//textarea[@aria-invalid='true']")
    now = factories.call("package_show", scene.lead.editor["name"], id=made["id"])
    assert (now["status"], now["status_reason"]) == ("draft", "The summary is too short.")


def test_act_that_is_not_ones_own_is_refused_with_its_reason(visit, scene):
    made = in_review(scene.lead, scene.partner)

    response = visit(f"/agreement/{made['id']}/act/register", scene.lead.dpo, {}, status=302)
    assert response.headers["Location"].endswith(
        factories.call("package_show", "", id=made["id"])["reference"]
    )
    refused = visit(f"/agreement/{made['id']}/act/end", scene.lead.dpo, {"reason": "x"}, status=403)
    assert "SIRO or information asset owner" in words(parsed(refused))


@pytest.mark.parametrize("path", ["act/return", "act/nothing", "edit", "document/new", "review"])
def test_pages_of_what_is_hidden_are_missing(visit, scene, path):
    hidden = draft(scene.lead, scene.partner)
    stranger = factories.user()

    page = parsed(visit(f"/agreement/{hidden['id']}/{path}", stranger, status=404))

    assert heading(page) == "Page not found"


def test_acts_need_the_token_of_their_form(csrf_app, scene):
    made = in_review(scene.lead, scene.partner)
    client = csrf_app.flask_app.test_client()
    client.post(
        "/user/login",
        data={"login": scene.lead.admin["name"], "password": factories.PASSWORD},
        base_url="http://test.ckan.net",
    )

    answer = client.post(
        f"/agreement/{made['id']}/act/withdraw",
        data={"reason": "forged"},
        base_url="http://test.ckan.net",
    )

    assert answer.status_code == 400
    now = factories.call("package_show", scene.lead.editor["name"], id=made["id"])
    assert now["status"] == "review"


def test_party_joins_and_leaves_on_pages_of_their_own(visit, scene):
    made = registered(scene.lead, scene.partner)
    body = scene.partner.body["id"]

    join = f"/agreement/{made['id']}/party/{body}/join"
    asked = parsed(visit(join, scene.partner.dpo))
    visit(join, scene.partner.dpo, {}, status=302)
    joined = parsed(visit(f"/agreement/{made['reference']}"))
    visit(
        f"/agreement/{made['id']}/party/{body}/leave",
        scene.partner.dpo,
        {"reason": "It is done."},
        status=302,
    )
    left = parsed(visit(f"/agreement/{made['reference']}"))

    assert heading(asked) == "Join this agreement for Maple Council"
    assert "Maple Council joined." in words(joined)
    assert "Maple Council left." in words(left)


def test_public_copy_needs_the_findings_to_be_read(visit, scene):
    made = draft(scene.lead, scene.partner, document_not_public_reason="")
    upload = f"/agreement/{made['id']}/document/new"
    data = {"upload": file(pdf("Write to jane.doe@example.org"))}
    visit(upload, scene.lead.editor, data, status=302)
    review = f"/agreement/{made['id']}/review"

    page = parsed(visit(review, scene.lead.editor))
    (form,) = select(page, "form.ds-form")
    fields = {field.get("name"): field.get("value") for field in form.iter("input")}
    del fields["read"]
    unread = parsed(visit(review, scene.lead.editor, fields, status=400))
    visit(review, scene.lead.editor, {**fields, "read": "yes"}, status=302)

    assert "An e-mail address: jane.doe@example.org" in words(page)
    assert mistakes(unread) == ["Read what the scan found, and say so."]
    now = factories.call("package_show", scene.lead.editor["name"], id=made["id"])
    assert len(now["resources"]) == 1
