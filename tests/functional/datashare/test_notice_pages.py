"""A person's notices on the site: their own, in plain words, marked as read one by one."""

from datetime import datetime, timedelta, timezone

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.outbox.queue import notify
from lxml import html

from tests import factories
from tests.factories import call

AT = datetime(2026, 5, 12, 9, 4, tzinfo=timezone.utc)


@pytest.fixture
def person():
    return factories.user()


@pytest.fixture
def signed_in(person):
    return factories.headers(person["name"])


def headings(response):
    return page(response).xpath("//article/h2[starts-with(@id, 'notice-')]")


def tell(person, *, key="one", template="agreement:returned", at=AT, **facts):
    facts = facts or {"lead": "Camden Council"}
    notify(template, [person["id"]], about=("agreement", "x1"), key=key, at=at, **facts)
    model.Session.commit()


def ids_of(person):
    query = sa.select(Notice.id).where(Notice.user_id == person["id"]).order_by(Notice.at)
    return list(model.Session.scalars(query))


def events_of(person):
    model.Session.rollback()
    query = sa.select(Event.action).where(Event.subject_id == person["id"])
    return list(model.Session.scalars(query))


def page(response):
    return html.fromstring(response.body)


def words(element):
    return " ".join(element.text_content().split())


# Pages


def test_inbox_of_a_visitor_asks_to_sign_in(app):
    response = app.get("/notices/", follow_redirects=False, status=302)

    assert "/user/login" in response.headers["Location"]


def test_inbox_shows_what_happened_what_to_do_and_when_in_london(app, person, signed_in):
    tell(person)

    shown = page(app.get("/notices/", headers=signed_in))

    (notice,) = shown.find_class("ds-notice")
    text = words(notice)
    assert "An agreement of Camden Council came back from review" in text
    assert "You are asked to act." in text
    assert "10:04am, 12 May 2026" in text
    assert notice.xpath(".//a/@href")[0].endswith("/agreement/x1")
    assert [words(heading) for heading in shown.iter("h1")] == ["Your notices"]


def test_inbox_without_notices_says_what_will_come(app, signed_in):
    shown = page(app.get("/notices/", headers=signed_in))

    assert "Nothing here." in words(shown)


def test_inbox_shows_a_name_as_text_and_never_as_markup(app, person, signed_in):
    tell(person, lead="<img src=x onerror=alert(1)> Council")

    body = app.get("/notices/", headers=signed_in).body

    assert "<img src=x" not in body
    assert "&lt;img src=x" in body


def test_inbox_pages_hold_twenty_and_the_newest_come_first(app, person, signed_in):
    for number in range(25):
        tell(person, key=f"k{number}", lead=f"Body {number}.", at=AT + timedelta(minutes=number))

    first = headings(app.get("/notices/", headers=signed_in))
    second = headings(app.get("/notices/?page=2", headers=signed_in))

    assert (len(first), len(second)) == (20, 5)
    assert "Body 24." in words(first[0])


def test_header_counts_what_is_not_marked_as_read(app, person, signed_in):
    tell(person)

    (link,) = page(app.get("/about", headers=signed_in)).xpath("//a[@href='/notices/']")

    assert words(link) == "Notices 1 not marked as read"


def test_button_marks_one_notice_as_read(app, person, signed_in):
    tell(person, key="a")
    tell(person, key="b")

    app.post("/notices/read", data={"id": ids_of(person)[0]}, headers=signed_in)

    assert Notice.count(person["id"], unread=True) == 1
    assert events_of(person) == ["notice:inbox:read"]


def test_button_marks_all_notices_as_read(app, person, signed_in):
    tell(person, key="a")
    tell(person, key="b")

    app.post("/notices/read", data={}, headers=signed_in)

    assert Notice.count(person["id"], unread=True) == 0
    assert events_of(person) == ["notice:inbox:read"]


def test_button_for_the_notice_of_another_answers_as_for_none(app, person, signed_in):
    other = factories.user()
    tell(other)

    theirs = app.post("/notices/read", data={"id": ids_of(other)[0]}, headers=signed_in)
    nobodys = app.post("/notices/read", data={"id": "unheard-of"}, headers=signed_in)

    assert theirs.status_code == nobodys.status_code == 404
    assert Notice.count(other["id"], unread=True) == 1


def test_preferences_page_keeps_the_choice(app, person, signed_in):
    app.post("/notices/preferences", data={"agreement": "weekly"}, headers=signed_in)

    shown = page(app.get("/notices/preferences", headers=signed_in))

    checked = set(shown.xpath("//fieldset//input[@checked]/@id"))
    assert {"agreement-weekly", "party-at_once"} <= checked
    assert "agreement-at_once" not in checked
    assert events_of(person) == ["notice:preference:changed"]


def test_preferences_page_names_each_field_for_readers_by_ear(app, signed_in):
    shown = page(app.get("/notices/preferences", headers=signed_in))

    labelled = set(shown.xpath("//fieldset//label/@for"))
    assert set(shown.xpath("//fieldset//input/@id")) == labelled
    assert all(words(group.find("legend")) for group in shown.iter("fieldset"))


def test_preferences_page_refuses_an_answer_it_does_not_offer(app, person, signed_in):
    response = app.post(
        "/notices/preferences", data={"agreement": "never"}, headers=signed_in, status=400
    )

    assert response.status_code == 400
    assert events_of(person) == []


# Actions


def test_notice_list_gives_ones_own_notices_only(person):
    other = factories.user()
    tell(person)
    tell(other, lead="Hackney Council")

    found = call("datashare_notice_list", person["name"])

    assert (found["count"], found["unread"]) == (1, 1)
    assert "Camden" in found["notices"][0]["subject"]


def test_notice_list_gives_a_sysadmin_nobody_elses(person):
    tell(person)
    sysadmin = factories.sysadmin()

    assert call("datashare_notice_list", sysadmin["name"])["count"] == 0


@pytest.mark.parametrize(
    "action",
    [
        "datashare_notice_list",
        "datashare_notice_read",
        "datashare_notice_preference_show",
        "datashare_notice_preference_update",
    ],
)
def test_notice_actions_refuse_a_visitor(action):
    data = {"all": True} if action.endswith("read") else {}
    data |= {"family": "agreement", "cadence": "off"} if action.endswith("update") else {}

    with pytest.raises(tk.NotAuthorized):
        call(action, "", **data)


def test_notice_list_limits_how_much_it_gives(person):
    for number in range(3):
        tell(person, key=f"k{number}")

    assert len(call("datashare_notice_list", person["name"], limit=2)["notices"]) == 2
    with pytest.raises(tk.ValidationError):
        call("datashare_notice_list", person["name"], limit="many")


def test_notice_list_of_a_kind_no_longer_known_still_says_so(person):
    tell(person)
    model.Session.execute(
        sa.update(Notice).where(Notice.user_id == person["id"]).values(template="gone:away")
    )
    model.Session.commit()

    (notice,) = call("datashare_notice_list", person["name"])["notices"]

    assert notice["subject"] == "A notice of a service that is no longer here"


def test_notice_read_again_leaves_no_second_event(person):
    tell(person)
    chosen = ids_of(person)

    call("datashare_notice_read", person["name"], ids=chosen)
    call("datashare_notice_read", person["name"], ids=chosen)

    assert events_of(person) == ["notice:inbox:read"]


def test_notice_read_of_anothers_notice_is_missing_and_marks_nothing(person):
    other = factories.user()
    tell(person)
    tell(other)

    with pytest.raises(tk.ObjectNotFound):
        call("datashare_notice_read", person["name"], ids=[*ids_of(person), *ids_of(other)])

    model.Session.rollback()
    assert Notice.count(person["id"], unread=True) == 1
    assert Notice.count(other["id"], unread=True) == 1


@pytest.mark.parametrize("data", [{}, {"ids": ["a"], "all": True}, {"ids": [3]}, {"ids": {}}])
def test_notice_read_asks_for_ids_or_all(person, data):
    with pytest.raises(tk.ValidationError):
        call("datashare_notice_read", person["name"], **data)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"family": "agreement"},
        {"family": "unheard_of", "cadence": "off"},
        {"family": "agreement", "cadence": "hourly"},
    ],
)
def test_notice_preference_update_refuses_what_it_does_not_know(person, data):
    with pytest.raises(tk.ValidationError):
        call("datashare_notice_preference_update", person["name"], **data)


def test_notice_preference_update_to_the_same_leaves_no_event(person):
    call(
        "datashare_notice_preference_update",
        person["name"],
        family="agreement",
        cadence="at_once",
    )

    assert events_of(person) == []


def test_notice_list_far_beyond_the_last_is_empty(person):
    tell(person)

    found = call("datashare_notice_list", person["name"], offset=10**30)

    assert (found["count"], found["notices"]) == (1, [])
