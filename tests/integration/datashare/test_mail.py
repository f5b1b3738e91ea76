"""Mail leaves over a real mail server, verified, to the address of the moment."""

import pytest
from ckanext.datashare.domain.notice import Recipient
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.outbox import send
from ckanext.datashare.outbox.server import ServerDown

from tests import factories, postbox
from tests.integration.datashare.sending import ABOUT, AT, only_row, tell

pytestmark = pytest.mark.usefixtures("clean_db")


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
