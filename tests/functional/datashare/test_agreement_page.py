"""The page of one agreement: for residents, for those who look after it, and for nobody else."""

import pytest
from ckanext.datashare.prose import FOLD_AFTER

from tests import factories
from tests.page import heading, parsed, select, words
from tests.team import Team, act, draft, in_review, registered

LONG = " ".join(f"Word{number}." for number in range(3 * FOLD_AFTER))
HOSTILE = "<script>alert(1)</script>"


class Scene:
    def __init__(self):
        self.lead = Team(title="Gorse Council", rights_mailbox="rights@gorse.example")
        self.partner = Team(title="Hazel Council")
        self.other = Team(title="Ivy Council")
        self.full = registered(
            self.lead,
            self.partner,
            title="Meals at home: Gorse to Hazel",
            purpose=LONG + " […]",
            benefits_expected="Fewer people go hungry.",
            benefits_achieved="40 people got meals.",
            disclosed_information="Name and address.",
            legal_powers=["dea-2017-s35"],
            theme=["housing"],
            areas=["E09000018"],
            onward_sharing="no",
            retention_period="P3Y11M",
            start_date="2026-01-01",
            end_date="2030-12-31",
            review_date="2026-02-01",
            releases=[
                {"dataset": "Meals list", "recipient": self.partner.body["id"]},
                {"dataset": "Second list", "frequency_words": "Now and then"},
            ],
            source_words={"method": "By System Access"},
            notes=HOSTILE,
        )
        self.bare = registered(self.lead, self.partner, title="Bare: Gorse to Hazel")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def read(app, scene):
    def open_(id, who=None, status=200):
        headers = factories.headers(who["name"]) if who else {}
        return parsed(app.get(f"/agreement/{id}", headers=headers, status=status))

    return open_


def answers(page):
    rows = [row for row in select(page, "dl.ds-answers div") if row.find("dt") is not None]
    return {words(row.find("dt")): words(row.find("dd")) for row in rows}


def facts(page):
    rows = [row for row in select(page, "dl.ds-facts div") if row.find("dt") is not None]
    return {words(row.find("dt")): words(row.find("dd")) for row in rows}


@pytest.mark.feature(2)
@pytest.mark.feature(25)
def test_agreement_answers_a_resident_first(read, scene):
    page = read(scene.full["reference"])

    found = answers(page)
    assert heading(page) == "Meals at home: Gorse to Hazel"
    assert words(select(page, ".ds-lead")[0]).startswith("One council asks another")
    assert found["Who gives data"] == "Gorse Council"
    assert found["Who gets it"] == "Hazel Council"
    assert found["What is shared"] == "Name and address."
    assert "rights@gorse.example" in found["Your rights"]


@pytest.mark.feature(5)
@pytest.mark.feature(6)
def test_agreement_says_its_state_with_effect_and_date_and_an_overdue_review(read, scene):
    page = read(scene.full["reference"])

    assert [words(state) for state in select(page, "p.ds-state")] == [
        "Active: Data may be shared until 31 December 2030.",
        "Review overdue: A review was due by 1 February 2026. Sharing goes on.",
    ]
    assert "Next review: 1 February 2026." in answers(page)["How long"]


@pytest.mark.feature(27)
def test_agreement_says_how_long_data_is_kept(read, scene):
    page = read(scene.full["reference"])

    assert scene.full["retention_period"] == "P3Y11M"
    assert "The data is kept for 3 years 11 months." in answers(page)["How long"]


@pytest.mark.feature(9)
@pytest.mark.feature(19)
@pytest.mark.feature(22)
@pytest.mark.feature(23)
@pytest.mark.feature(26)
def test_agreement_states_benefits_onward_sharing_theme_and_area(read, scene):
    found = facts(read(scene.full["reference"]))

    assert found["Benefits expected"] == "Fewer people go hungry."
    assert found["Benefits achieved"] == "40 people got meals."
    assert found["Onward sharing"] == "Not allowed"
    assert found["Theme"] == "Housing and homelessness"
    assert found["Areas"] == "Hounslow"


@pytest.mark.feature(24)
def test_agreement_lists_the_releases_of_data_under_it(read, scene):
    page = read(scene.full["reference"])

    (table,) = select(page, "table.ds-releases")
    rows = [[words(cell) for cell in row.iter("td")] for row in table.find("tbody").iter("tr")]
    unknown = "Not stated by the source"
    assert rows == [
        ["Meals list", "Hazel Council", unknown, unknown, unknown],
        ["Second list", unknown, unknown, "Now and then", unknown],
    ]
    assert "2 actual releases of data under it are listed." in words(page)


def test_agreement_without_releases_says_so(read, scene):
    assert "No sharing recorded yet." in words(read(scene.bare["reference"]))


def test_agreement_says_what_the_source_leaves_out(read, scene):
    page = read(scene.bare["reference"])

    assert answers(page)["Why"] == "Not stated by the source"
    assert "Legal power: not stated by the source." in words(page)
    assert words(select(page, "p.ds-state")[0]) == (
        "Dates not stated: The source does not say when sharing starts or ends."
    )


def test_long_text_folds_and_a_cut_one_says_so(read, scene):
    page = read(scene.full["reference"])
    (why,) = [row for row in select(page, "dl.ds-answers div") if words(row).startswith("Why")]

    (rest,) = why.iter("details")
    assert len(words(select(why, ".ds-text")[0]).split()) <= FOLD_AFTER + 1
    assert "Word359." in words(rest) and "[…]" not in words(why)
    assert "The source cut this text short." in words(why)


def test_agreement_shows_the_words_of_its_source(read, scene):
    assert facts(read(scene.full["reference"]))["Method"] == "By System Access"


def test_agreement_tells_why_its_document_is_not_public(read, scene):
    page = read(scene.full["reference"])

    assert "The signed document is not public. Reason: Its annex names officers." in words(page)


def test_history_tells_a_visitor_public_events_and_nobodys_name(read, scene):
    page = read(scene.full["reference"])

    lines = [words(line) for line in select(page, "ol.ds-history li")]
    assert any(line.endswith(": Registered.") for line in lines)
    assert not any("Sent for review" in line or "no more time" in line for line in lines)
    for person in (scene.lead.editor, scene.lead.reviewer):
        assert person["name"] not in words(page) and person["fullname"] not in words(page)


def test_history_shows_a_change_with_old_and_new_words(read, scene):
    who = scene.lead.editor["name"]
    changed = registered(scene.lead, scene.partner, title="Changed", review_date="2030-01-01")
    factories.call("package_patch", who, id=changed["id"], review_date="2031-02-03")

    page = read(changed["reference"])

    assert "Changed: Next review." in words(page)
    assert "Removed: 1 January 2030" in words(page) and "Added: 3 February 2031" in words(page)


def test_markup_in_an_agreement_is_text(read, scene):
    page = read(scene.full["reference"])

    assert HOSTILE in words(page)
    assert not [script for script in page.iter("script") if script.text and "alert" in script.text]


def test_every_address_of_an_agreement_leads_to_one(app, scene):
    reference = scene.full["reference"]

    for other in (scene.full["id"], scene.full["name"], reference.lower()):
        response = app.get(f"/agreement/{other}", follow_redirects=False, status=302)
        assert response.headers["Location"].endswith(f"/agreement/{reference}")


def test_missing_and_hidden_are_the_same_page(app, scene):
    hidden = draft(scene.lead, scene.partner, title="Nobody knows")
    stranger = factories.headers(factories.user()["name"])

    for headers in ({}, stranger):
        one, two = (
            app.get(f"/agreement/{id}", headers=headers, status=404)
            for id in (hidden["id"], "0" * 8 + "-0000-4000-8000-" + "0" * 12)
        )
        assert heading(parsed(one)) == "Page not found"
        assert "Page not found. Check the address or search the register." in words(parsed(one))
        assert _plain(one) == _plain(two)


def _plain(response):
    body = response.body.split("</head>", 1)[1]
    import re

    return re.sub(r'value="[^"]{20,}"', "", body)


def test_draft_shows_its_lead_what_is_next_and_nothing_is_cached(app, read, scene):
    made = draft(scene.lead, scene.partner, title="On its way", document_not_public_reason="")
    headers = factories.headers(scene.lead.editor["name"])

    page = read(made["id"], scene.lead.editor)

    (tasks,) = select(page, ".ds-tasks")
    assert "Before it can be sent for review:" in words(tasks)
    assert "Add the signed agreement" in words(tasks) and "Edit" in words(tasks)
    assert not [link for link in tasks.iter("a") if words(link) == "Send for review"]
    control = app.get(f"/agreement/{made['id']}", headers=headers).headers["Cache-Control"]
    assert "no-store" in control


def test_tasks_follow_what_the_reader_may_do(read, scene):
    made = in_review(scene.lead, scene.partner, title="Waits")

    def offered(who):
        page = read(made["id"], who)
        return {words(link) for tasks in select(page, ".ds-tasks") for link in tasks.iter("a")}

    assert offered(scene.lead.reviewer) == {
        "Register this agreement",
        "Return it to its writers",
        "Refuse this agreement",
    }
    assert "Withdraw this agreement" in offered(scene.lead.admin)
    assert offered(scene.partner.dpo) == {
        "Refuse this agreement",
        "Decline the invitation for Hazel Council",
    }
    assert offered(scene.partner.editor) == set()
    assert not select(read(scene.full["reference"]), ".ds-tasks")


def test_agreement_taken_down_keeps_its_reference_reason_and_date_only(read, scene):
    gone = registered(scene.lead, scene.partner, title="Published by mistake")
    act("take_down", scene.lead.admin, gone["id"], reason="It named a resident.")

    page = read(gone["reference"], status=410)

    assert heading(page) == f"Agreement {gone['reference']} was taken down"
    assert "Reason: It named a resident." in words(page)
    assert "Published by mistake" not in words(page)
    assert heading(read(gone["id"], status=404)) == "Page not found"
    assert heading(read(gone["reference"], scene.lead.admin)) == "Published by mistake"


@pytest.mark.parametrize(
    ("move", "who", "sentence"),
    [
        ("suspend", "dpo", "Suspended: No data may be shared since"),
        ("end", "siro", "Ended: No data may be shared since"),
    ],
)
def test_moved_agreement_says_so_to_everyone(read, scene, move, who, sentence):
    made = registered(scene.lead, scene.partner, title="Moved")
    act(move, getattr(scene.lead, who), made["id"], reason="A breach.")

    page = read(made["reference"])

    assert words(select(page, "p.ds-state")[0]).startswith(sentence)
    assert "Reason: A breach." in words(page)


def test_party_of_an_imported_kind_is_flagged_where_the_source_contradicts_itself(read, scene):
    made = registered(
        scene.lead,
        scene.partner,
        title="Contradicts itself",
        parties=[
            {"body": scene.lead.body["id"], "role": "controller", "discloses": True},
            {
                "body": scene.partner.body["id"],
                "role": "controller",
                "discloses": True,
                "receives": True,
                "to_check": "The list says it gives, the text says it receives.",
            },
        ],
    )

    found = answers(read(made["reference"]))

    assert found["To check"] == "The list says it gives, the text says it receives."
    assert found["Who gets it"] == "Hazel Council"


@pytest.mark.feature(12)
def test_agreement_links_itself_as_data(app, read, scene):
    page = read(scene.full["reference"])

    (link,) = [a for a in page.iter("a") if words(a) == "This entry as data (JSON)"]
    shown = app.get(link.get("href")).json
    assert shown["result"]["reference"] == scene.full["reference"]


def test_print_carries_reference_version_date_and_address(read, scene):
    (line,) = select(read(scene.full["reference"]), ".ds-print-head")

    assert scene.full["reference"] in words(line) and "version 1" in words(line)
    assert f"/agreement/{scene.full['reference']}" in words(line)
