"""CKAN's own mails: sent to a server whose certificate is good, and to no other."""

import ssl
from types import SimpleNamespace

import ckan.lib.mailer as mailer
import ckan.plugins.toolkit as tk
import pytest
from ckan.common import config_declaration
from ckan.config.declaration import Key
from ckanext.datashare.guard import mail_tls

from tests import postbox


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return postbox.certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def send(suite_app, monkeypatch):
    def send(port, ca_file):
        monkeypatch.setitem(tk.config, "smtp.server", f"{postbox.HOST}:{port}")
        monkeypatch.setitem(tk.config, "smtp.starttls", True)
        monkeypatch.setitem(tk.config, "ckanext.datashare.mail.ca_file", str(ca_file or ""))
        mailer.mail_recipient("A person", "person@example.org", "Subject", "Words")

    return send


def test_mail_to_a_server_with_a_good_certificate_is_sent(send, certificates):
    box = postbox.Postbox()
    with postbox.running(box, folder=certificates) as port:
        send(port, certificates / "ca.pem")

    assert [mail["Subject"] for mail in box.mails] == ["Subject"]


@pytest.mark.parametrize("host", [None, "10.9.8.7"])
def test_mail_to_a_server_without_a_good_certificate_is_not_sent(send, tmp_path, host):
    folder = postbox.certificates(tmp_path / "other", host=host or postbox.HOST)
    box = postbox.Postbox()

    with postbox.running(box, folder=folder) as port, pytest.raises(mailer.MailerException):
        # A certificate of nobody we trust, and one that names another server.
        send(port, folder / "ca.pem" if host else None)

    assert box.mails == []


def test_nothing_is_done_where_ckan_verifies_by_itself(suite_app, monkeypatch):
    later = SimpleNamespace(smtplib=ssl)
    monkeypatch.setitem(config_declaration._options, Key().smtp.starttls_verify, object())

    assert mail_tls.install(later) is False
    assert later.smtplib is ssl
