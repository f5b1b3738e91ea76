"""A notice is put into the outbox with its change: once for each person, or not at all."""

from datetime import datetime

import ckan.model as model
import pytest
from ckanext.datashare.domain.notice import NoticeRefused
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.outbox.queue import notify

from tests import factories
from tests.integration.datashare.sending import ABOUT, AT, only_row, rows, tell

pytestmark = pytest.mark.usefixtures("clean_db")


def test_notify_puts_one_notice_and_one_mail_for_each_person(person):
    other = factories.user()

    tell(person["id"], other["id"], person["id"])

    assert {row.recipient for row in rows()} == {person["id"], other["id"]}
    assert Notice.count(person["id"], unread=True) == 1


def test_notify_twice_with_one_key_changes_nothing(person):
    tell(person["id"])
    tell(person["id"])

    assert len(rows()) == 1
    assert Notice.count(person["id"], unread=False) == 1


def test_notify_in_a_change_rolled_back_leaves_nothing(person):
    notify("agreement:returned", [person["id"]], about=ABOUT, key="k", at=AT, lead="Camden")
    model.Session.rollback()

    assert rows() == []
    assert Notice.count(person["id"], unread=False) == 0


def test_notify_to_the_site_itself_tells_nobody():
    tell("system:import")

    assert rows() == []


def test_notify_of_an_undeclared_notice_is_refused(person):
    with pytest.raises(NoticeRefused, match="is not declared"):
        tell(person["id"], template="agreement:unheard_of")


def test_notify_without_a_zone_is_refused(person):
    with pytest.raises(NoticeRefused, match="zone"):
        tell(person["id"], at=datetime(2026, 5, 12))


def test_outbox_holds_no_address(person):
    tell(person["id"])

    row = only_row()

    assert person["email"] not in str({c.name: getattr(row, c.name) for c in row.__table__.c})
