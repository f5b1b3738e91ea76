"""Pages on the way to signing: the board, reading, saying, advice, and a person's desk."""

import pytest
from ckanext.datashare.model.decision import Decision

from tests import factories, written
from tests.page import heading, parsed, select, words
from tests.team import Team
from tests.written import say

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Alder Council"), Team(title="Birch Council")
        self.third, self.stranger = Team(title="Cedar Council"), Team(title="Dogwood Council")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def agreement(scene):
    return written.in_review(scene.lead, scene.partner, scene.third)


@pytest.fixture
def visit(app):
    """Return what opens a page as a person, or posts to it."""

    def open_(path, who=None, data=None, status=200):
        headers = factories.headers(who["name"]) if who else {}
        if data is None:
            return app.get(path, headers=headers, status=status, follow_redirects=False)
        return app.post(path, headers=headers, data=data, status=status, follow_redirects=False)

    return open_


def mistakes(page):
    return [words(line) for line in select(page, ".ds-summary li")]


def rows(page):
    found = {}
    for row in select(page, "table.ds-board tbody tr"):
        cells = [words(cell) for cell in row.iter("td")]
        found[cells[0].replace(" (lead)", "")] = cells[1]
    return found


@pytest.mark.feature(77)
def test_board_tells_in_a_sentence_and_by_body_for_whom_to_wait(visit, scene, agreement):
    id = agreement["id"]
    say("approve", scene.partner.siro, id, body=scene.partner.body["id"])

    page = parsed(visit(f"/agreement/{id}/board", scene.lead.editor))

    assert words(select(page, "p.ds-lead")[0]) == "2 approved, 1 reading."
    assert rows(page) == {
        "Cedar Council": "Invited, not read yet",
        "Alder Council": "Approved",
        "Birch Council": "Approved",
    }
    assert next(iter(rows(page))) == "Cedar Council"
    assert scene.third.siro["fullname"] in words(select(page, "table.ds-board")[0])


def test_board_is_for_the_bodies_on_it(visit, scene, agreement):
    sysadmin = factories.sysadmin()
    path = f"/agreement/{agreement['id']}/board"

    visit(path, sysadmin, status=403)
    hidden = visit(path, scene.stranger.siro, status=404)
    never = visit("/agreement/nothing-of-that-name/board", scene.stranger.siro, status=404)

    assert words(parsed(hidden)) == words(parsed(never))
    assert "/user/login" in visit(path, status=302).headers["Location"]


@pytest.mark.feature(60)
def test_party_reads_asks_and_approves_from_the_agreement_s_page(visit, scene, agreement):
    id, siro = agreement["id"], scene.partner.siro
    page = parsed(visit(f"/agreement/{id}", siro))
    (read,) = select(page, ".ds-tasks a.btn-primary")

    text = parsed(visit(read.get("href"), siro))
    body = select(text, "form.ds-form input")
    sent = {one.get("name"): one.get("value") for one in body if one.get("name") == "body"}
    visit(f"/agreement/{id}/read", siro, sent, status=302)
    asked = {"body": scene.partner.body["id"], "text": HOSTILE}
    visit(f"/agreement/{id}/say/query", siro, asked, status=302)
    approved = {"body": scene.partner.body["id"], "text": ""}
    visit(f"/agreement/{id}/say/approve", siro, approved, status=302)

    assert words(read) == "Read and approve"
    assert heading(text) == "Read the agreement"
    assert [one.kind for one in Decision.of(id)] == ["read", "query", "approve"]
    board = visit(f"/agreement/{id}/board", scene.third.dpo)
    assert HOSTILE in words(parsed(board))
    assert "<script>alert(1)" not in board.body


def test_question_is_answered_on_its_own_page(visit, scene, agreement):
    id = agreement["id"]
    asked = say("query", scene.partner.dpo, id, body=scene.partner.body["id"], text="Why?")
    path = f"/agreement/{id}/say/answer"

    form = visit(f"{path}?in_reply_to={asked['id']}", scene.lead.reviewer)
    empty = visit(path, scene.lead.reviewer, {"in_reply_to": asked["id"], "text": ""}, status=400)
    done = {"in_reply_to": asked["id"], "text": "Because it is cold."}
    visit(path, scene.lead.reviewer, done, status=302)

    assert "Why?" in words(parsed(form))
    assert mistakes(parsed(empty)) == ["Enter your answer."]
    page = words(parsed(visit(f"/agreement/{id}/board", scene.partner.dpo)))
    assert "Because it is cold." in page and "No answer yet" not in page


def test_say_page_refuses_who_may_not_and_hides_from_who_may_not_know(visit, scene, agreement):
    path = f"/agreement/{agreement['id']}/say/approve"

    visit(path, scene.lead.siro, status=403)
    visit(path, scene.partner.editor, status=403)
    visit(path, scene.stranger.siro, status=404)
    visit(f"/agreement/{agreement['id']}/say/nonsense", scene.partner.siro, status=404)
    visit(f"/agreement/{agreement['id']}/say/read", scene.partner.siro, status=404)


@pytest.mark.feature(59)
def test_advice_is_given_and_overruled_with_reasons(visit, scene, agreement):
    id = agreement["id"]
    path = f"/agreement/{id}/say/advise"
    given = {"body": scene.lead.body["id"], "outcome": "do_not", "text": "The list is too long."}
    nothing = visit(path, scene.lead.dpo, {"body": scene.lead.body["id"], "text": "x"}, status=400)
    visit(path, scene.lead.dpo, given, status=302)
    (advice,) = Decision.of(id)

    decide = f"/agreement/{id}/say/settle"
    settled = {"in_reply_to": advice.id, "outcome": "overruled"}
    bare = visit(decide, scene.lead.siro, settled, status=400)
    visit(decide, scene.lead.siro, {**settled, "text": "We cut it."}, status=302)

    assert mistakes(parsed(nothing)) == ["Choose one of the answers."]
    assert mistakes(parsed(bare)) == ["Enter your reasons."]
    page = words(parsed(visit(f"/agreement/{id}/advice", scene.partner.siro)))
    assert "Alder Council: Do not go ahead" in page and "The list is too long." in page
    assert "Overruled by Alder Council" in page and "We cut it." in page


def test_lead_reminds_those_it_waits_for_once_a_day(visit, scene, agreement):
    path = f"/agreement/{agreement['id']}/board"
    page = parsed(visit(path, scene.lead.editor))
    (button,) = select(page, ".ds-buttons form button")

    visit(path, scene.lead.editor, {}, status=302)
    again = visit(path, scene.lead.editor, {}, status=400)

    assert words(button) == "Remind 2 bodies"
    assert "Give them a day" in mistakes(parsed(again))[0]
    assert not select(parsed(visit(path, scene.lead.editor)), ".ds-buttons form button")
    visit(path, scene.partner.siro, {}, status=403)


def test_ig_lead_agrees_from_the_agreement_s_page(visit, scene, agreement):
    id = agreement["id"]
    before = words(parsed(visit(f"/agreement/{id}", scene.lead.reviewer)))
    for team in (scene.partner, scene.third):
        say("approve", team.siro, id, body=team.body["id"])

    page = parsed(visit(f"/agreement/{id}", scene.lead.reviewer))
    (button,) = select(page, ".ds-tasks a.btn-primary")
    visit(button.get("href"), scene.lead.reviewer, {}, status=302)

    assert "These have not approved it yet: Birch Council, Cedar Council." in before
    assert words(button) == "Agree this text"
    assert "Agreed" in words(
        select(parsed(visit(f"/agreement/{id}", scene.lead.siro)), ".ds-state")[0]
    )


def test_sign_page_tells_who_may_not_sign_yet(visit, scene, agreement):
    refused = visit(f"/agreement/{agreement['id']}/sign", scene.partner.siro, status=403)
    visit(f"/agreement/{agreement['id']}/sign", scene.stranger.siro, status=404)

    assert "You cannot sign this now" in words(parsed(refused))


def test_desk_tells_what_to_do_and_leads_there(visit, scene):
    lead, partner = Team(title="Elm Council"), Team(title="Fir Council")
    one = written.in_review(lead, partner, title="Warm homes: Elm to Fir")

    desk = parsed(visit("/desk", partner.siro))
    (button,) = select(desk, ".ds-task a.btn")
    visit(button.get("href"), partner.siro)
    say("approve", partner.siro, one["id"], body=partner.body["id"])
    after = words(parsed(visit("/desk", partner.siro)))

    assert heading(desk) == "Your tasks"
    assert words(button) == "Read and approve: Warm homes: Elm to Fir"
    assert "You hold a role for Fir Council" in words(desk)
    assert "Nothing to do." in after
    assert "Fir Council approved it. Warm homes: Elm to Fir" in after
    assert "Agree" in words(parsed(visit("/desk", lead.reviewer)))


def test_desk_shows_nobody_else_s_tasks(visit, scene):
    page = visit("/desk", factories.user())

    assert "Nothing to do." in words(parsed(page))
    assert "/user/login" in visit("/desk", status=302).headers["Location"]


def test_account_menu_leads_to_the_desk(visit, scene):
    page = parsed(visit("/desk", scene.lead.siro))

    assert "/desk" in [link.get("href") for link in select(page, "header a")] + [
        link.get("href") for link in page.iter("a")
    ]
