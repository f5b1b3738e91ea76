"""From a PDF to the register, by what a person can read on the pages and nothing else."""

from __future__ import annotations

import re

import pytest

from tests.live import log_in
from tests.team import Team, pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Scene:
    def __init__(self):
        self.lead = Team(title="Cedar Council")
        self.partner = Team(title="Damson Council")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request):
    return request.param


@pytest.fixture
def person(chromium, live, script):
    """Return what opens a browser for a person: one who is logged in, or a visitor."""
    contexts = []

    def open_(who=None):
        context = chromium.new_context(
            base_url=live, java_script_enabled=script, locale="en-GB", timezone_id="Europe/London"
        )
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
    page.get_by_role("button", name=name, exact=True).last.click()


def follow(page, name):
    page.get_by_role("link", name=name).first.click()


def said(page, words):
    assert words in page.locator("#content").inner_text(), page.locator("#content").inner_text()


def add(page, scene, title, word, tmp_path):
    """Fill in the form as its labels ask; return the address of the draft."""
    document = tmp_path / "signed agreement.pdf"
    document.write_bytes(pdf("Data sharing agreement", f"The parties call this the {word} list."))
    follow(page, "Add an agreement you already have")
    page.get_by_label("The signed agreement").set_input_files(document)
    page.get_by_label("Lead organisation").select_option(label=scene.lead.title)
    page.get_by_label("Title").fill(title)
    page.get_by_label("Summary").fill("One council tells another who needs a school place.")
    for number, (body, tick) in enumerate(
        [(scene.lead.title, "Gives data"), (scene.partner.title, "Receives data")], start=1
    ):
        party = page.get_by_role("group", name=f"Party {number}")
        party.get_by_label("Organisation", exact=True).fill(body)
        party.get_by_label(tick).check()
    page.get_by_label("Start date").fill("1 April 2026")
    press(page, "Save as draft")
    said(page, "Saved as a draft with its document")


@pytest.mark.feature(10)
@pytest.mark.feature(3)
def test_agreement_goes_from_a_pdf_to_the_register_and_is_found_by_a_word_in_it(
    person, scene, script, tmp_path
):
    word = "zibeline" if script else "quillwort"
    title = f"School places {'with' if script else 'without'} script: Cedar to Damson"
    editor = person(scene.lead.editor)
    add(editor, scene, title, word, tmp_path)
    follow(editor, "See what the scan found")
    editor.get_by_label("I have read what the scan found").check()
    press(editor, "Make this the public copy")
    follow(editor, "Send for review")
    press(editor, "Send for review")
    said(editor, "Sent for review.")

    partner = person(scene.partner.dpo)
    follow(partner, "in preparation")
    follow(partner, title)
    follow(partner, "Damson Council needs no more time")
    press(partner, "No more time is needed")

    reviewer = person(scene.lead.reviewer)
    follow(reviewer, "in preparation")
    follow(reviewer, title)
    follow(reviewer, "See what the scan found")
    reviewer.get_by_label("I have read what the scan found").check()
    press(reviewer, "Confirm the public copy")
    follow(reviewer, "Register this agreement")
    press(reviewer, "Register this agreement")
    said(reviewer, "Registered. Everyone can read it now.")

    visitor = person()
    visitor.get_by_label("Search titles, summaries and documents").fill(word)
    press(visitor, "Search")
    said(visitor, f"1 agreement matches “{word}”")
    assert visitor.locator("mark").inner_text() == word
    follow(visitor, title)
    assert re.search(r"/agreement/DSL-\d{4}-\d{6}$", visitor.url)
    said(visitor, "Active")
    with visitor.expect_download() as download:
        follow(visitor, "Download the public copy")
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_mistake_in_the_form_loses_no_answer_and_no_file(person, scene, tmp_path):
    editor = person(scene.lead.editor)
    document = tmp_path / "signed.pdf"
    document.write_bytes(pdf("Signed."))
    follow(editor, "Add an agreement you already have")
    editor.get_by_label("The signed agreement").set_input_files(document)
    editor.get_by_label("Lead organisation").select_option(label=scene.lead.title)
    editor.get_by_label("Title").fill("Library cards")
    editor.get_by_label("Start date").fill("30 Febuary")

    press(editor, "Save as draft")

    assert editor.title().startswith("Error: ")
    said(editor, "Your document is saved with the answers that were right, as a draft.")
    editor.locator("#error-summary:focus").wait_for()
    assert editor.get_by_label("Start date").input_value() == "30 Febuary"
    assert editor.get_by_label("Title").input_value() == "Library cards"
    editor.get_by_role("link", name="Enter a real date").click()
    editor.get_by_label("Start date").fill("28 February 2026")
    press(editor, "Save")
    said(editor, "Saved.")
    said(editor, "signed.pdf")


def test_form_is_filled_with_the_keyboard_alone(person, scene):
    editor = person(scene.lead.editor)
    follow(editor, "Add an agreement you already have")
    editor.get_by_label("The signed agreement").focus()
    reached = []
    for _ in range(60):
        editor.keyboard.press("Tab")
        name = editor.evaluate("document.activeElement.name || ''")
        outline = editor.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", name
        reached.append(name)
        if name == "title":
            editor.keyboard.type("Typed with keys")
        if name == "save":
            break

    order = ["owner_org", "title", "lay_summary", "parties-0-body", "start_date", "save"]
    assert [name for name in reached if name in order] == order
    editor.keyboard.press("Enter")
    editor.wait_for_url(lambda url: "/new/" not in url)
    said(editor, "Typed with keys")
    said(editor, "Saved as a draft")
