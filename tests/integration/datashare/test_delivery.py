"""Mail that is refused or cut off comes again or is parked; of many senders one sends each."""

import threading
from datetime import timedelta

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckanext.datashare.domain.delivery import WAITS
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.outbox import send
from ckanext.datashare.outbox.server import ServerDown

from tests import factories, postbox
from tests.integration.datashare.sending import AT, only_row, rows, tell

pytestmark = pytest.mark.usefixtures("clean_db")


def test_send_refused_for_now_waits_longer_each_time_and_then_parks(box, person):
    box.refuse = "451 4.3.0"
    tell(person["id"])

    at, waits = AT, []
    for _ in range(len(WAITS)):
        send.run(at)
        waits.append(only_row().due_at - at)
        at = only_row().due_at
    send.run(at)

    assert waits == list(WAITS)
    row = only_row()
    assert (row.status, row.attempts) == ("parked", len(WAITS) + 1)
    assert row.last_error == "the mail server answered 451 4.3.0"


def test_send_refused_keeps_no_address_in_the_error(box, person):
    box.refuse = "550 5.1.1"
    tell(person["id"])

    send.run(AT)

    assert only_row().last_error == "the mail server answered 550 5.1.1"


def test_send_before_the_wait_is_over_does_nothing(box, person):
    box.refuse = "451 4.3.0"
    tell(person["id"])
    send.run(AT)
    box.refuse = ""

    send.run(AT + timedelta(seconds=59))
    early = len(box.mails)
    send.run(AT + timedelta(seconds=60))

    assert (early, len(box.mails)) == (0, 1)


def test_send_goes_on_after_one_mail_is_refused(box, person):
    other = factories.user()
    tell(person["id"], other["id"])
    answers = iter(["554 5.6.0 no", "250 2.0.0 kept"])
    box.answer = lambda mail: next(answers)

    done = send.run(AT)

    assert (done.sent, done.delayed) == (1, 1)


def test_send_goes_on_after_the_server_hangs_up(box, person):
    other = factories.user()
    tell(person["id"], other["id"])
    answers = iter(["421 4.3.2 closing", "250 2.0.0 kept"])
    box.answer = lambda mail: next(answers)

    done = send.run(AT)

    assert (done.sent, done.delayed) == (1, 1)


def test_send_while_the_server_is_down_loses_nothing(configure, certificates, person):
    port = postbox.free_port()
    configure(
        server=f"{postbox.HOST}:{port}",
        security="starttls",
        ca_file=str(certificates / "ca.pem"),
    )
    for number in range(3):
        tell(person["id"], key=f"mail-{number}")
    for minute in range(20):
        with pytest.raises(ServerDown):
            send.run(AT + timedelta(minutes=minute))
    box = postbox.Postbox()

    with postbox.running(box, port=port, folder=certificates):
        send.run(AT + timedelta(minutes=20))

    assert len(box.mails) == 3
    assert {row.status for row in rows()} == {"sent"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "deleted"}, "the account is not active"),
        ({"email": None}, "the account has no e-mail address"),
        ({"email": "two@@example.org\nBcc: x"}, "the e-mail address is not valid"),
    ],
)
def test_send_without_a_usable_address_parks_and_says_why(box, person, change, why):
    tell(person["id"])
    model.Session.execute(
        sa.update(model.User).where(model.User.id == person["id"]).values(**change)
    )
    model.Session.commit()

    send.run(AT)

    assert (only_row().status, only_row().last_error) == ("parked", why)
    assert box.mails == []


def test_send_that_parks_tells_the_administrators_of_the_body_once(box):
    body = factories.body(title="Camden Council")
    admin = factories.person_of(body["id"], "admin")
    reader = factories.person_of(body["id"], "editor")
    model.Session.execute(
        sa.update(model.User).where(model.User.id == reader["id"]).values(email=None)
    )
    tell(reader["id"], key="a")
    tell(reader["id"], key="b")

    send.run(AT)

    (notice,) = Notice.of(admin["id"], unread=True, limit=10, offset=0)
    assert (notice.template, notice.about_id) == ("mail:undelivered", reader["id"])
    assert notice.facts == {"body": "Camden Council"}
    assert Notice.count(reader["id"], unread=True) == 2


def test_send_by_four_at_once_sends_each_mail_once(box, person):
    for number in range(40):
        tell(person["id"], key=f"mail-{number}")
    senders = [threading.Thread(target=send.run, args=(AT,)) for _ in range(4)]

    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)

    sent = [mail["Message-ID"] for mail in box.mails]
    assert len(sent) == len(set(sent)) == 40
    assert {row.status for row in rows()} == {"sent"}
