"""A draft with its documents, and what became of them: for tests of documents."""

import io

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckanext.datashare.document import storage
from ckanext.datashare.model.event import Event
from werkzeug.datastructures import FileStorage

from tests import by_hand, factories
from tests.data.documents import make_documents as made
from tests.factories import call

NEVER = "00000000-0000-0000-0000-000000000000"


def upload(data, filename="Blue Badge (signed by Alex Imaginary).pdf"):
    return FileStorage(io.BytesIO(data), filename=filename)


def events(package_id):
    query = sa.select(Event.action).where(Event.subject_id == package_id).order_by(Event.at)
    return list(model.Session.scalars(query))


def event(package_id, action):
    query = sa.select(Event).where(Event.subject_id == package_id, Event.action == action)
    return model.Session.scalars(query).one()


def bytes_kept():
    found = files_storage().scan()
    return set(found)


def files_storage():
    from ckan.lib import files

    return files.get_storage(storage.NAME)


def invite(draft, hackney):
    by_hand.change(
        "UPDATE datashare_party SET status = 'invited'"
        " WHERE package_id = %(id)s AND body_id = %(body)s",
        id=draft["id"],
        body=hackney["id"],
    )


def set_status(package_id, status):
    by_hand.change(
        "UPDATE datashare_agreement SET status = %(status)s WHERE package_id = %(id)s",
        id=package_id,
        status=status,
    )


@pytest.fixture
def camden():
    return factories.body(title="Camden Council")


@pytest.fixture
def hackney():
    return factories.body(title="Hackney Council")


@pytest.fixture
def editor(camden):
    return factories.person_of(camden["id"], "editor")["name"]


@pytest.fixture
def admin(camden):
    return factories.person_of(camden["id"], "admin")["name"]


@pytest.fixture
def draft(camden, hackney, editor):
    return call(
        "package_create",
        editor,
        type="agreement",
        title="Blue Badge checks",
        owner_org=camden["id"],
        lay_summary="Camden checks who may hold a Blue Badge.",
        parties=[{"body": hackney["id"]}, {"body": camden["id"]}],
    )


@pytest.fixture
def original(draft, editor):
    return call(
        "datashare_document_upload", editor, id=draft["id"], upload=upload(made.contact_pdf())
    )


@pytest.fixture
def copy(original, editor):
    return call(
        "datashare_document_publish",
        editor,
        id=original["id"],
        confirm_findings=original["findings_hash"],
    )
