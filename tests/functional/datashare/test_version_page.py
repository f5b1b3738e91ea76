"""Pages of versions and of acts on a running agreement: what each tells, asks and refuses."""

from datetime import timedelta

import pytest
from ckanext.datashare import london

from tests import factories
from tests.page import heading, parsed, select, words
from tests.team import Team, act, registered

pytestmark = pytest.mark.feature(16)


class Scene:
    def __init__(self):
        self.lead = Team(title="Juniper Council")
        self.partner = Team(title="Laurel Council")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def read(app):
    def open_(path, who=None, status=200):
        headers = factories.headers(who["name"]) if who else {}
        return parsed(app.get(f"/agreement/{path}", headers=headers, status=status))

    return open_


@pytest.fixture
def post(app):
    def send(path, who, status=302, **data):
        headers = factories.headers(who["name"])
        return app.post(
            f"/agreement/{path}",
            headers=headers,
            data=data,
            status=status,
            follow_redirects=False,
        )

    return send


def two_versions(scene, **changed):
    old = registered(
        scene.lead,
        scene.partner,
        title="Meals: Juniper to Laurel",
        purpose="We share names.\nIt helps.",
        theme=["housing"],
    )
    start = factories.call("datashare_version_start", scene.lead.editor["name"], id=old["id"])
    factories.call("package_patch", scene.lead.editor["name"], id=start["id"], **changed)
    act("submit", scene.lead.editor, start["id"])
    body = scene.partner.body["id"]
    dpo = scene.partner.dpo["name"]
    factories.call("datashare_party_waive_notice", dpo, id=start["id"], body=body)
    act("register", scene.lead.reviewer, start["id"])
    return old, factories.call("package_show", "", id=start["id"])


def joined(scene, **data):
    made = registered(scene.lead, scene.partner, title="Joined: Juniper to Laurel", **data)
    body = scene.partner.body["id"]
    factories.call("datashare_party_join", scene.partner.dpo["name"], id=made["id"], body=body)
    return made


def party_cell(page):
    (table,) = select(page, "table.ds-parties")
    rows = [[words(cell) for cell in row.iter("td")] for row in table.find("tbody").iter("tr")]
    return rows[1][-1]


def test_replaced_version_says_by_which_and_the_reference_opens_the_new_one(read, scene):
    _old, new = two_versions(scene, purpose="We share dates.")

    before, after = read(f"{new['reference'].lower()}-v1"), read(new["reference"])

    assert "This is version 1. Replaced by version 2." in words(before)
    (link,) = [a for a in before.iter("a") if words(a) == "version 2"][:1]
    assert link.get("href").endswith(f"/agreement/{new['reference']}")
    history = [words(line) for line in select(before, "ol.ds-history li")]
    assert any(line.endswith("Replaced by version 2.") for line in history)
    listed = [words(line) for line in select(after, "ol.ds-versions li")]
    assert listed[0].startswith("Version 2: registered on")
    assert listed[1].startswith("Version 1: registered on") and "replaced on" in listed[1]


def test_comparison_marks_the_words_that_went_and_came(read, scene):
    _old, new = two_versions(scene, purpose="We share dates.\nIt helps.", theme=["housing"])

    page = read(f"{new['reference']}/versions")

    (section,) = select(page, "section.ds-difference")
    assert words(section.find("h3")) == "Purpose"
    assert [words(part) for part in section.iter("del")] == ["[removed: names]"]
    assert [words(part) for part in section.iter("ins")] == ["[added: dates]"]
    assert "The same in both:" in words(page) and "Theme" in words(page)


def test_comparison_of_rows_and_of_markup_shows_text(read, scene):
    rows = [{"name": "Name"}, {"name": "<b>Born</b>"}]
    _old, new = two_versions(scene, data_items=rows)

    page = read(f"{new['reference']}/versions?old=2&new=1")

    added = [words(part) for part in page.iter("ins")]
    assert any("<b>Born</b>" in text for text in added)
    assert not list(page.iter("b"))


@pytest.mark.parametrize("asked", ["?old=9&new=x", "?old=", "?old=1&new=1", ""])
def test_versions_page_takes_any_numbers(read, scene, asked):
    made = registered(scene.lead, scene.partner, title="One version")

    assert "nothing to compare" in words(read(f"{made['reference']}/versions{asked}"))


def test_versions_of_a_draft_are_missing_for_a_visitor(read, scene):
    made = registered(scene.lead, scene.partner, title="Successor is hidden")
    draft = factories.call("datashare_version_start", scene.lead.editor["name"], id=made["id"])

    assert heading(read(f"{draft['id']}/versions", status=404)) == "Page not found"
    assert "being written" not in words(read(f"{made['reference']}/versions"))
    assert "being written" in words(read(f"{made['reference']}/versions", scene.lead.editor))
    assert "This is a draft of version 2." in words(read(draft["id"], scene.lead.editor))


def test_editor_starts_a_version_on_its_page_once(read, post, scene):
    made = registered(scene.lead, scene.partner, title="Started")

    asked = read(f"{made['reference']}/versions/new", scene.lead.editor)
    sent = post(f"{made['reference']}/versions/new", scene.lead.editor, reason="A new field.")
    again = parsed(post(f"{made['reference']}/versions/new", scene.lead.editor, status=400))

    assert heading(asked) == "Start a new version"
    draft = sent.headers["Location"].rsplit("/", 1)[1]
    shown = factories.call("package_show", scene.lead.editor["name"], id=draft)
    assert shown["replaces"] == made["id"]
    assert "A new version is being written already." in words(select(again, ".ds-summary")[0])
    assert read(f"{made['reference']}/versions/new", scene.lead.editor, status=403) is not None
    assert read(f"{made['reference']}/versions/new", scene.lead.siro, status=403) is not None


def test_planned_end_is_announced_to_everyone(read, post, scene):
    made = joined(scene, start_date="2026-01-01")
    last = london.day() + timedelta(days=30)

    post(f"{made['id']}/act/end", scene.lead.siro, reason="The pilot is over.", date=str(last))

    page = read(made["reference"])
    day = f"{last:%-d %B %Y}"
    assert f"Its lead ends it: the last day is {day}. Reason: The pilot is over." in words(page)
    assert words(select(page, "p.ds-state")[0]) == f"Active: Data may be shared until {day}."
    history = [words(line) for line in select(page, "ol.ds-history li")]
    assert any(f"{day} was set as its last day. Reason: The pilot" in line for line in history)


@pytest.mark.parametrize("date", ["yesterday", "2020-01-01", "31 February 2030"])
def test_end_on_a_wrong_day_is_asked_again_at_its_field(post, scene, date):
    made = joined(scene)

    page = parsed(post(f"{made['id']}/act/end", scene.lead.siro, 400, reason="Over.", date=date))

    (link,) = select(page, ".ds-summary a")
    assert link.get("href") == "#field-date"
    (field,) = page.xpath("//input[@id='field-date']")
    assert field.get("value") == date and field.get("aria-invalid") == "true"


def test_party_suspends_and_resumes_its_part_on_its_page(read, post, scene):
    made = joined(scene)
    place = f"{made['id']}/party/{scene.partner.body['name']}"

    asked = read(f"{place}/suspend", scene.partner.siro)
    post(f"{place}/suspend", scene.partner.siro, reason="A breach at Laurel.")
    paused = read(made["reference"])
    post(f"{place}/resume", scene.partner.siro, reason="Mended.")
    again = read(made["reference"])

    assert heading(asked) == "Suspend Laurel Council's part in this agreement"
    assert party_cell(paused).startswith("Suspended since")
    assert party_cell(paused).endswith("Reason: A breach at Laurel.")
    assert "Suspended" not in party_cell(again)
    history = [words(line).partition(": ")[2] for line in select(again, "ol.ds-history li")]
    assert "Laurel Council suspended its part. Reason: A breach at Laurel." in history
    assert "Laurel Council takes part again. Reason: Mended." in history


def test_last_party_that_leaves_says_why_and_the_page_says_nobody_is_left(read, post, scene):
    made = joined(scene)
    place = f"{made['id']}/party/{scene.partner.body['name']}"

    refused = parsed(post(f"{place}/leave", scene.partner.dpo, status=400, reason=" "))
    post(f"{place}/leave", scene.partner.dpo, reason="A new system.")

    page = read(made["reference"])
    assert "Enter a reason." in words(select(refused, ".ds-summary")[0])
    assert "there is nobody to share data with under it" in words(page)
    assert party_cell(page).startswith("Left on")
    assert party_cell(page).endswith("Reason: A new system.")
    history = [words(line).partition(": ")[2] for line in select(page, "ol.ds-history li")]
    assert "Laurel Council left. Reason: A new system." in history


def test_acts_of_parties_are_offered_to_those_who_may(read, scene):
    made = joined(scene)

    def offered(who):
        page = read(made["reference"], who)
        return {words(link) for tasks in select(page, ".ds-tasks") for link in tasks.iter("a")}

    leave, suspend = "Leave this agreement for Laurel Council", "Suspend Laurel Council's part in"
    assert {leave, f"{suspend} this agreement"} <= offered(scene.partner.siro)
    assert leave in offered(scene.partner.reviewer)
    assert f"{suspend} this agreement" not in offered(scene.partner.reviewer)
    assert not any("Juniper" in link for link in offered(scene.lead.siro))
    assert "Start a new version" in offered(scene.lead.editor)
    assert "Start a new version" not in offered(scene.lead.siro)
