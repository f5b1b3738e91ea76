"""Signing from the pages: read first, confirm who you are, choose the role, sign."""

import pytest

from tests import factories, signing, written
from tests.integration.datashare.conftest import signing_key  # noqa: F401 - a fixture
from tests.page import heading, parsed, select, words
from tests.team import Team, act
from tests.written import say


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Rowan Council"), Team(title="Sorrel Council")


@pytest.fixture
def scene(suite_app):
    return Scene()


@pytest.fixture
def frozen(scene, signing_key):  # noqa: F811
    made = written.agreed(scene.lead, scene.partner)
    act("freeze", scene.lead.reviewer, made["id"])
    return made["id"]


def path(id, end=""):
    return f"/agreement/{id}{end}"


def mistakes(page):
    return [words(line) for line in select(page, ".ds-summary li")]


def choice(page):
    return [one.get("value") for one in page.iter("input") if one.get("name") == "as"]


@pytest.mark.feature(72)
def test_signatory_reads_confirms_and_signs_for_the_body(app, scene, frozen):
    siro, body = scene.partner.siro, scene.partner.body["id"]
    signing.confirm(app, siro)

    early = app.get(path(frozen, "/sign"), status=400)
    text = app.get(path(frozen, "/read"))
    app.post(path(frozen, "/read"), data={"body": body, "next": "sign"}, follow_redirects=False)
    page = parsed(app.get(path(frozen, "/sign")))
    wrong = app.post(path(frozen, "/sign"), data={}, status=400)
    sent = {"as": choice(page)[0], "assent": "yes"}
    done = app.post(path(frozen, "/sign"), data=sent, follow_redirects=False)

    assert mistakes(parsed(early)) == ["Open the document before you sign."]
    assert "fingerprint" in words(parsed(text))
    assert heading(page) == "Sign this agreement"
    assert choice(page) == [f"{body}/siro"]
    assert mistakes(parsed(wrong)) == ["Choose in which role you sign."]
    assert done.status_code == 302
    board = parsed(app.get(path(frozen, "/board")))
    assert words(select(board, "p.ds-lead")[0]) == "1 signed, 1 approved."


@pytest.mark.feature(72)
def test_sign_page_sends_who_has_not_confirmed_to_do_so(app, scene, frozen):
    siro = scene.partner.siro
    say("read", siro, frozen, body=scene.partner.body["id"])
    headers = factories.headers(siro["name"])

    answer = app.get(path(frozen, "/sign"), headers=headers, follow_redirects=False)

    assert answer.status_code == 302
    assert "/confirm" in answer.headers["Location"]
    assert "sign" in answer.headers["Location"]


def test_sign_page_takes_no_role_of_another_body_and_no_silent_assent(app, scene, frozen):
    siro, body = scene.partner.siro, scene.partner.body["id"]
    say("read", siro, frozen, body=body)
    signing.confirm(app, siro)

    other = {"as": f"{scene.lead.body['id']}/siro", "assent": "yes"}
    foreign = app.post(path(frozen, "/sign"), data=other, status=400)
    silent = app.post(path(frozen, "/sign"), data={"as": f"{body}/siro"}, status=400)

    assert mistakes(parsed(foreign)) == ["Choose in which role you sign."]
    assert mistakes(parsed(silent)) == ["Say that you mean to sign."]


@pytest.mark.feature(77)
def test_last_signature_shows_on_the_board_and_ends_the_waiting(app, scene, frozen):
    for team in (scene.partner, scene.lead):
        say("read", team.siro, frozen, body=team.body["id"])
        signing.confirm(app, team.siro)
        sent = {"as": f"{team.body['id']}/siro", "assent": "yes"}
        app.post(path(frozen, "/sign"), data=sent, follow_redirects=False)

    page = parsed(app.get(path(frozen, "/board")))
    again = app.get(path(frozen, "/sign"), status=403)

    assert heading(page) == "Who has signed"
    assert words(select(page, "p.ds-lead")[0]) == "2 signed."
    assert "You cannot sign this now" in words(parsed(again))


def test_desk_of_a_signatory_tells_that_a_signature_is_due(app, scene, frozen):
    headers = factories.headers(scene.partner.siro["name"])

    page = parsed(app.get("/desk", headers=headers))

    (button,) = [link for link in select(page, ".ds-task a.btn") if frozen in link.get("href", "")]
    assert words(button).startswith("Read and sign")
