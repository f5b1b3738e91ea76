"""Notices leave over a real mail server: once, verified, again after a failure, never lost."""

import threading
from datetime import datetime, timedelta, timezone

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.domain.delivery import WAITS, Cadence
from ckanext.datashare.domain.notice import NoticeRefused, Recipient
from ckanext.datashare.model.notice import Notice, NoticePreference
from ckanext.datashare.model.outbox import Outbox
from ckanext.datashare.outbox import send
from ckanext.datashare.outbox.queue import notify
from ckanext.datashare.outbox.server import ServerDown

from tests import factories, postbox

AT = datetime(2026, 5, 12, 9, 0, tzinfo=timezone.utc)
ABOUT = ("agreement", "6f0d3b0e-0000-4000-8000-000000000001")

pytestmark = pytest.mark.usefixtures("clean_db")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return postbox.certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def configure(monkeypatch):
    def configure(**options):
        for name, value in options.items():
            monkeypatch.setitem(tk.config, f"ckanext.datashare.mail.{name}", value)

    configure(sender="notices@register.example.org")
    return configure


@pytest.fixture
def box(configure, certificates):
    """A mail server that the site is configured for and whose certificate it trusts."""
    box = postbox.Postbox()
    with postbox.running(box, folder=certificates) as port:
        configure(
            server=f"{postbox.HOST}:{port}",
            security="starttls",
            ca_file=str(certificates / "ca.pem"),
        )
        yield box


@pytest.fixture
def person():
    return factories.user(fullname="Marigold of the Tests")


def tell(*recipients, key="one", template="agreement:returned", at=AT, **facts):
    facts = facts or {"lead": "Camden Council"}
    notify(template, recipients, about=ABOUT, key=key, at=at, **facts)
    model.Session.commit()


def rows():
    model.Session.expire_all()
    return list(model.Session.scalars(sa.select(Outbox).order_by(Outbox.created_at, Outbox.id)))


def only_row():
    (row,) = rows()
    return row


# Writing


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


# Sending


def test_send_over_verified_tls_arrives_once(box, person):
    tell(person["id"])

    send.run(AT)
    send.run(AT)

    (mail,) = box.mails
    assert box.readers == [person["email"]]
    assert mail["Subject"] == "An agreement of Camden Council came back from review"
    assert mail["Message-ID"] == only_row().message_id
    assert only_row().status == "sent"


def test_send_writes_a_mail_in_text_and_html_without_attachments(box, person):
    tell(person["id"], lead='<script>alert("x")</script> Council')

    send.run(AT)

    (mail,) = box.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert list(mail.iter_attachments()) == []
    html = mail.get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    text = mail.get_body(("plain",)).get_content()
    assert f"/agreement/{ABOUT[1]}" in text
    assert "/notices/preferences" in text
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == person["email"]
    assert "Marigold" not in mail.as_string(), "a mail goes to an address, not a name"


def test_send_of_a_name_with_line_breaks_adds_no_header(box, person):
    tell(person["id"], lead="Camden\r\nBcc: other@example.org\r\n\r\nPay here")

    send.run(AT)

    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert box.readers == [person["email"]]
    assert "Camden Bcc: other@example.org Pay here" in mail["Subject"]


def test_send_to_a_server_of_an_unknown_authority_is_refused(box, configure, person):
    configure(ca_file="")
    tell(person["id"])

    with pytest.raises(ServerDown, match="certificate that is not trusted"):
        send.run(AT)

    assert box.mails == []
    assert (only_row().status, only_row().attempts) == ("waiting", 0)


def test_send_to_a_server_with_another_name_is_refused(configure, person, tmp_path):
    folder, box = postbox.certificates(tmp_path, host="mail.example.org"), postbox.Postbox()
    tell(person["id"])
    with postbox.running(box, folder=folder) as port:
        configure(server=f"{postbox.HOST}:{port}", ca_file=str(folder / "ca.pem"))

        with pytest.raises(ServerDown, match="certificate that is not trusted"):
            send.run(AT)

    assert box.mails == []


def test_send_to_a_server_without_starttls_is_refused(configure, person):
    box = postbox.Postbox()
    tell(person["id"])
    with postbox.running(box) as port:
        configure(server=f"{postbox.HOST}:{port}", security="starttls")

        with pytest.raises(ServerDown, match="cannot be reached safely"):
            send.run(AT)

    assert box.mails == []


def test_send_with_tls_from_the_first_byte_arrives(configure, certificates, person):
    box = postbox.Postbox()
    tell(person["id"])
    with postbox.running(box, folder=certificates, implicit=True) as port:
        configure(
            server=f"{postbox.HOST}:{port}", security="tls", ca_file=str(certificates / "ca.pem")
        )

        send.run(AT)

    assert box.readers == [person["email"]]


def test_send_without_tls_to_this_machine_arrives(configure, person):
    box = postbox.Postbox()
    tell(person["id"])
    with postbox.running(box) as port:
        configure(server=f"{postbox.HOST}:{port}", security="none")

        send.run(AT)

    assert box.readers == [person["email"]]


def test_send_without_tls_to_another_machine_is_refused(configure, person):
    configure(server="mail.example.org:25", security="none")
    tell(person["id"])

    with pytest.raises(ServerDown, match="this very machine only"):
        send.run(AT)

    assert only_row().status == "waiting"


def test_send_signs_in_when_told_to(box, configure, person):
    configure(user="register", password="right")
    tell(person["id"])

    send.run(AT)

    assert box.logins == [("register", "right")]
    assert box.readers == [person["email"]]


def test_send_with_a_wrong_password_keeps_the_mail_and_the_secret(box, configure, person):
    configure(user="register", password="hunter2-wrong")
    tell(person["id"])

    with pytest.raises(ServerDown) as refused:
        send.run(AT)

    assert str(refused.value) == "the mail server answered 535 to the greeting or sign-in"
    assert only_row().status == "waiting"


@pytest.mark.parametrize(
    ("option", "value"), [("security", "perhaps"), ("server", "host:port"), ("sender", "")]
)
def test_send_with_a_wrong_setting_names_it(box, configure, person, option, value):
    configure(**{option: value})
    tell(person["id"])

    with pytest.raises(ServerDown, match=f"ckanext.datashare.mail.{option}"):
        send.run(AT)


def test_send_without_a_mail_server_keeps_the_mail(configure, person):
    tell(person["id"])

    assert send.run(AT) is None
    assert only_row().status == "waiting"


def test_send_looks_the_address_up_when_the_mail_leaves(box, person):
    tell(person["id"])
    factories.call("user_patch", id=person["id"], email="new-address@example.org")

    send.run(AT)

    assert box.readers == ["new-address@example.org"]


def test_send_to_a_team_mailbox_of_a_body(box):
    body = factories.body(dpo_mailbox="dpo-team@example.org")
    tell(Recipient.mailbox(body["id"], role="dpo"))

    send.run(AT)

    assert box.readers == ["dpo-team@example.org"]
    assert Notice.count("dpo-team@example.org", unread=False) == 0


# Failures


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


# Side by side


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


# Digests and preferences


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
