"""A mail server, a person to tell, and a look at the outbox: for tests of notices and mail."""

from datetime import datetime, timezone

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.model.outbox import Outbox
from ckanext.datashare.outbox.queue import notify

from tests import factories, postbox

AT = datetime(2026, 5, 12, 9, 0, tzinfo=timezone.utc)
ABOUT = ("agreement", "6f0d3b0e-0000-4000-8000-000000000001")


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
