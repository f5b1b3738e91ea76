"""From a plain question to an agreement that three bodies signed, by visible labels alone."""

from __future__ import annotations

import pytest

from tests import library, signing
from tests.accessibility import violations
from tests.live import log_in
from tests.team import Team

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OUTCOME = (
    "We want to find families who miss out on free school meals, so that schools can offer them."
)
TITLE = "Free school meals: Alder, Birch and Cedar"
# What is asked for, section by section: the words of the question, and the answer.
ANSWERS = {
    "who": {
        "How do they share?": "Joint controllers' arrangement",
        "Which way does the data move?": "Both ways",
        "When does it come into force?": "When every organisation has signed",
        "How does another body join later?": "It signs the agreement as it stands.",
        "How does a body leave?": "It says so in writing and destroys what it holds.",
    },
    "outcome": {
        "What should people see as the title?": TITLE,
        "How would you explain it to a resident?": (
            "Councils compare who receives housing benefit with who receives free school meals, "
            "and offer the meals to families who miss out."
        ),
        "Who will be better off, how, and how will you know?": "Every entitled child eats.",
        "What happens if the data is not shared?": "Children go hungry at school.",
        "Which themes is it about?": ["Children and families"],
    },
    "what": {
        "What information is shared, in plain words?": "Names, addresses and benefits.",
        "What types of data are these?": ["Personal data"],
        "Whom is the data about?": ["Children", "Parents and carers"],
        "How do you make sure that the data is right": "Mistakes are corrected in five days.",
    },
    "law": {
        "Which laws let the bodies share this data?": ["Localism Act 2011, section 1"],
        "What is the lawful basis?": ["Public task"],
        "Does a competent authority use the data for law enforcement?": "No",
        "Where is the data protection impact assessment?": (
            "The assessment of the programme found two risks, both made small."
        ),
    },
    "how": {
        "How is the data sent?": ["This site's exchange"],
        "How often?": "Every school term",
        "What happens to the data, from collecting it to destroying it?": "Sent, used, destroyed.",
        "How is the data kept safe?": "Sealed while it travels and while it is kept.",
        "Does any of it leave the United Kingdom?": "No",
        "May a recipient pass the data on?": "No",
        "Is any of it used commercially?": "No",
    },
    "keep": {
        "How long will each body keep the data?": "1 year",
        "From when is that counted?": "The day the data is received",
        "What happens to the data after that?": "Destroyed, with a certificate",
        "What happens to the data when the agreement ends or a body leaves?": "It is destroyed.",
    },
    "rights": {
        "Whom do people ask about their data?": "The information governance team.",
        "Who answers requests under the Freedom of Information Act?": "Whoever is asked.",
        "How can people complain?": "To the organisation, then to the Commissioner.",
        "What happens if data is lost or reaches the wrong person?": "All officers are told.",
        "Within how many hours does a body tell the others?": "24",
    },
    "dates": {
        "From when may data be shared?": "1 April 2026",
        "When will you look at the agreement again?": "1 April 2028",
    },
}


class Scene:
    def __init__(self):
        library.loaded()
        names = ("Alder", "Birch", "Cedar")
        self.lead, self.second, self.third = (Team(title=f"{name} Council") for name in names)
        self.teams = (self.lead, self.second, self.third)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def person(chromium, live):
    """Return what opens a browser for a person who is signed in, or for a visitor."""
    contexts = []

    def open_(who=None):
        context = chromium.new_context(
            base_url=live,
            viewport={"width": 1280, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if who is not None:
            log_in(page, who["name"])
        page.goto("/agreement")
        return page

    yield open_
    for context in contexts:
        context.close()


def press(page, name):
    page.locator("#content").get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_load_state()


def follow(page, name):
    page.locator("#content").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def said(page, words):
    assert words in page.locator("#content").inner_text(), page.locator("#content").inner_text()


def clean(page):
    assert not violations(page), page.url


def answer(page, question, value):
    """Answer a question as its kind asks: tick, choose or write."""
    group = page.get_by_role("group", name=question)
    if group.count():
        for fold in group.first.locator("details:not([open]) > summary").all():
            fold.click()
        for one in value if isinstance(value, list) else [value]:
            group.first.get_by_label(one).first.check()
        return
    field = page.get_by_label(question).first
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def parties(page, scene):
    for number, team in enumerate(scene.teams, start=1):
        if not page.get_by_role("group", name=f"Party {number}").count():
            press(page, "Add another party")
        party = page.get_by_role("group", name=f"Party {number}")
        party.get_by_label("Organisation", exact=True).fill(team.title)
        party.get_by_label("Role", exact=True).select_option(label="Joint controller")
        party.get_by_label("Gives data").check()
        party.get_by_label("Receives data").check()


def write(page, scene):
    """Answer every section, one page after the other."""
    for _page in range(20):
        place = page.url.rsplit("/", 1)[-1].split("#")[0].split("?")[0]
        if place not in ANSWERS:
            return
        clean(page)
        if place == "who":
            parties(page, scene)
        if place == "outcome":
            use = page.get_by_role("group", name="Use 1")
            use.get_by_label("Use", exact=True).fill("Offer a free school meal")
        if place == "what":
            item = page.get_by_role("group", name="Item 1")
            item.get_by_label("Item", exact=True).fill("Name of the child")
            item.get_by_label("Why it is needed").fill("To offer the meal.")
        if place == "rights":
            notice = page.get_by_role("group", name="Privacy notice 1")
            notice.get_by_label("Organisation").fill(scene.lead.title)
            notice.get_by_label("Link").fill("https://alder.example/privacy")
        for question, value in ANSWERS[place].items():
            answer(page, question, value)
        press(page, "Save and continue")
        assert "There is a problem" not in page.locator("#content").inner_text(), page.locator(
            "#content"
        ).inner_text()
    raise AssertionError("the sections do not end")


@pytest.mark.feature(40)
@pytest.mark.feature(72)
def test_question_becomes_an_agreement_that_three_bodies_signed(person, scene):
    editor = person(scene.lead.editor)
    editor.goto("/agreement/new")
    editor.get_by_label("No, write a new agreement").check()
    press(editor, "Continue")
    clean(editor)
    editor.get_by_label("What you want to achieve").fill(OUTCOME)
    editor.get_by_label("A working title").fill(TITLE)
    answer(editor, "How many organisations take part?", "Three or more")
    answer(editor, "Which way does the data move?", "Both ways")
    answer(editor, "What kind of data is it?", ["Personal data"])
    answer(editor, "Is it about children?", "Yes")
    answer(editor, "How many people is it about?", "1,000 to 9,999")
    press(editor, "Continue")
    clean(editor)
    said(editor, "Pan-London data sharing agreement")
    press(editor, "Use this template “Pan-London data sharing agreement”")
    clean(editor)
    follow(editor, "Continue")
    write(editor, scene)
    clean(editor)
    press(editor, "Send for review")
    said(editor, "Sent for review")

    for team in (scene.second, scene.third):
        partner = person(team.reviewer)
        partner.goto("/desk")
        clean(partner)
        follow(partner, "Read and approve")
        clean(partner)
        press(partner, "I have read it")
        partner.get_by_role("link", name="Approve", exact=True).click()
        clean(partner)
        press(partner, "Approve")

    lead = person(scene.lead.reviewer)
    lead.goto("/desk")
    follow(lead, "Agree")
    press(lead, "Agree this text")
    follow(lead, "Fix the text for signing")
    press(lead, "Fix the text for signing")

    for team in scene.teams:
        signing.enrol(team.siro)
        signatory = person(team.siro)
        signatory.goto("/desk")
        follow(signatory, "Read and sign")
        clean(signatory)
        if team is scene.lead:
            press(signatory, "I have read it")
        else:  # a colleague read it for the body when it was approved
            follow(signatory, "Sign it")
        signing.fill(signatory, signing.code(team.siro))
        clean(signatory)
        signatory.get_by_label("I have read this text").check()
        press(signatory, "Sign")

    visitor = person()
    visitor.get_by_label("Search titles, summaries and documents").fill("school meals")
    press(visitor, "Search")
    follow(visitor, TITLE)
    clean(visitor)
    said(visitor, "Active")
    follow(visitor, "3 signatures")
    clean(visitor)
    said(visitor, "Cedar Council")
    visitor.go_back()
    follow(visitor, "Records and notices")
    clean(visitor)
    with visitor.expect_download() as download:
        follow(visitor, "Download for a spreadsheet (CSV)")
    assert "Alder Council" in download.value.path().read_text("utf-8")
