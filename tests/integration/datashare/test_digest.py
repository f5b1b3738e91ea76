"""What people choose: digests, and nothing but duties."""

from datetime import timedelta

import ckan.model as model
import pytest
from ckanext.datashare.domain.delivery import Cadence
from ckanext.datashare.model.notice import Notice, NoticePreference
from ckanext.datashare.outbox import send

from tests.integration.datashare.sending import AT, rows, tell

pytestmark = pytest.mark.usefixtures("clean_db")


def prefer(person, cadence, family="agreement"):
    model.Session.add(
        NoticePreference(user_id=person["id"], family=family, cadence=cadence.value, changed_at=AT)
    )
    model.Session.commit()


def test_digest_gathers_a_day_into_one_mail(box, person):
    prefer(person, Cadence.DAILY)
    tell(person["id"], key="a", lead="Camden Council")
    tell(person["id"], key="b", lead="Hackney Council", at=AT + timedelta(hours=1))

    send.run(AT + timedelta(hours=2))
    early = len(box.mails)
    send.run(AT + timedelta(days=1))

    (mail,) = box.mails
    assert early == 0
    assert mail["Subject"].startswith("2 notices from ")
    text = mail.get_body(("plain",)).get_content()
    assert text.index("Camden Council") < text.index("Hackney Council")
    assert {row.status for row in rows()} == {"sent"}
    assert len({row.message_id for row in rows()}) == 1


def test_digest_refused_comes_again_under_the_same_message_id(box, person):
    prefer(person, Cadence.WEEKLY)
    tell(person["id"], key="a")
    tell(person["id"], key="b")
    answers = iter(["451 4.3.0 later", "250 2.0.0 kept"])
    box.answer = lambda mail: next(answers)

    send.run(AT + timedelta(days=7))
    tell(person["id"], key="c", at=AT + timedelta(days=7))
    send.run(AT + timedelta(days=7, minutes=5))

    first, second = box.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_body(("plain",)).get_content() == second.get_body(("plain",)).get_content()


def test_digest_with_nothing_to_say_is_not_sent(box, person):
    prefer(person, Cadence.DAILY)

    send.run(AT + timedelta(days=1))

    assert box.mails == []


def test_preference_off_sends_no_mail_of_news_but_keeps_the_inbox(box, person):
    prefer(person, Cadence.OFF)
    tell(person["id"], template="agreement:registered", lead="A", reference="DSL-2026-100000")

    send.run(AT)

    assert box.mails == []
    assert Notice.count(person["id"], unread=True) == 1


def test_preference_off_still_sends_a_duty(box, person):
    prefer(person, Cadence.OFF)
    tell(person["id"], template="agreement:submitted")

    send.run(AT)

    assert len(box.mails) == 1
