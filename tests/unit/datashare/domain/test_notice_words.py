"""Notices in words: each says what to do, names nothing private, and cannot be turned by a fact."""

from datetime import date, datetime, timezone

import pytest
from ckanext.datashare.domain.notice import MAX_FACT, NoticeRefused, NoticeType, Recipient
from ckanext.datashare.domain.notice_catalogue import FAMILIES, REGISTER

NAMED = NoticeType(
    "party:named",
    duty=True,
    subject="{lead} names {body}",
    body="{lead} names {body}.\n\nAnswer by {due}.",
)


@pytest.mark.parametrize("kind", REGISTER, ids=lambda kind: kind.name)
def test_notice_of_the_catalogue_says_what_happened_and_what_to_do(kind):
    words = kind.words(dict.fromkeys(kind.facts, "Camden Council"))

    assert kind.family in FAMILIES
    assert len(words.paragraphs) >= 2
    asked = "You need do nothing" not in " ".join(words.paragraphs)
    assert asked or not kind.duty
    if kind.duty:
        assert any(text.startswith("Please ") for text in words.paragraphs)


@pytest.mark.parametrize("kind", REGISTER, ids=lambda kind: kind.name)
def test_notice_of_the_catalogue_names_no_title_reason_or_person(kind):
    assert kind.facts <= {"lead", "body", "reference", "role", "due"}


@pytest.mark.parametrize("kind", REGISTER, ids=lambda kind: kind.name)
def test_notice_subject_fits_a_line(kind):
    assert len(kind.subject) < 78


def test_catalogue_names_each_notice_once():
    names = [kind.name for kind in REGISTER]

    assert len(names) == len(set(names))


def test_fill_turns_dates_into_london_words():
    stored = NAMED.fill({"lead": "A", "body": "B", "due": date(2026, 5, 3)})
    late = NAMED.fill(
        {"lead": "A", "body": "B", "due": datetime(2026, 5, 2, 23, 30, tzinfo=timezone.utc)}
    )

    assert stored["due"] == late["due"] == "3 May 2026"


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"lead": "A", "body": "B"}, "missing due"),
        ({"lead": "A", "body": "B", "due": "x", "title": "T"}, "not declared title"),
        ({"lead": "A", "body": "B", "due": None}, "due is a NoneType"),
        ({"lead": "A", "body": "B", "due": ["x"]}, "due is a list"),
    ],
)
def test_fill_refuses_facts_that_do_not_fit(facts, named):
    with pytest.raises(NoticeRefused, match=named):
        NAMED.fill(facts)


@pytest.mark.parametrize(
    "turned",
    [
        "Camden\r\nBcc: other@example.org",
        "Camden\n\nPlease pay here",
        "Camden\u2028next",
        "Camden\u202egnp.exe",
        "Camden\x00\x1b[31m",
    ],
)
def test_words_of_a_fact_stay_on_one_line(turned):
    words = NAMED.words({"lead": turned, "body": "B", "due": "today"})

    assert len(words.paragraphs) == 2
    for text in (words.subject, *words.paragraphs):
        assert text.isprintable()


def test_words_leave_braces_of_a_fact_alone():
    words = NAMED.words({"lead": "{body.__class__}", "body": "B", "due": "{lead}"})

    assert words.subject == "{body.__class__} names B"
    assert words.paragraphs[1] == "Answer by {lead}."


def test_fill_shortens_a_long_fact():
    stored = NAMED.fill({"lead": "x" * 5000, "body": "B", "due": "today"})

    assert len(stored["lead"]) == MAX_FACT
    assert stored["lead"].endswith("…")


def test_words_are_translated_before_the_facts_go_in():
    asked = []

    NAMED.words({"lead": "A", "body": "B", "due": "C"}, lambda text: asked.append(text) or text)

    assert asked == [NAMED.body, NAMED.subject]


@pytest.mark.parametrize("placeholder", ["{lead.name}", "{lead!r}", "{lead:>9}", "{0}", "{}"])
def test_notice_type_refuses_a_placeholder_that_is_no_bare_name(placeholder):
    with pytest.raises(NoticeRefused, match="not a name"):
        NoticeType("party:named", duty=False, subject=placeholder, body="")


@pytest.mark.parametrize("name", ["named", "a:b:c"])
def test_notice_type_refuses_a_name_without_family(name):
    with pytest.raises(NoticeRefused, match="family:verb"):
        NoticeType(name, duty=False, subject="", body="")


def test_recipient_of_a_mailbox_holds_no_address():
    assert Recipient.mailbox("b1", role="dpo").id == "b1/dpo"
