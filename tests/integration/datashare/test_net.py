"""The net in the database: no path changes an agreement without an event, by hand or by ORM."""

import time

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.party import Party

from tests import factories
from tests.factories import call
from tests.integration.datashare.test_agreement import Scene

BY_HAND = {
    "collaborator": "INSERT INTO package_member (package_id, user_id, capacity, modified)"
    " VALUES (:id, :user, 'editor', now())",
    "group": "INSERT INTO member (id, table_id, table_name, group_id, capacity, state)"
    " VALUES (:new, :id, 'package', :body, 'public', 'active')",
    "group changed": "UPDATE member SET state = 'deleted' WHERE table_id = :id",
    "group moved away": "UPDATE member SET table_id = :other WHERE table_id = :id",
    "group removed": "DELETE FROM member WHERE table_id = :id",
    "relationship as subject": "INSERT INTO package_relationship"
    " (id, subject_package_id, object_package_id, type, state)"
    " VALUES (:new, :id, :other, 'depends_on', 'active')",
    "relationship as object": "INSERT INTO package_relationship"
    " (id, subject_package_id, object_package_id, type, state)"
    " VALUES (:new, :other, :id, 'depends_on', 'active')",
    "deletion": "UPDATE package SET state = 'deleted' WHERE id = :id",
    "publication": "UPDATE package SET private = false WHERE id = :id",
    "change of type": "UPDATE package SET type = 'dataset' WHERE id = :id",
    "another lead": "UPDATE package SET owner_org = :body WHERE id = :id",
    "many at once": "UPDATE package SET title = title || '!' WHERE type = 'agreement'",
    "another state": "UPDATE datashare_agreement SET status = 'withdrawn' WHERE package_id = :id",
    "partners only": "UPDATE datashare_agreement SET partners_only_reason = 'x'"
    " WHERE package_id = :id",
    "party joined": "UPDATE datashare_party SET status = 'joined' WHERE package_id = :id",
    "notice waived": "UPDATE datashare_party SET notice_waived_at = now() WHERE package_id = :id",
    "another party": "INSERT INTO datashare_party (id, package_id, body_id, position, status)"
    " VALUES (:new, :id, 'a-body', 9, 'joined')",
}


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture(scope="module")
def draft(scene):
    return scene.draft()


@pytest.fixture
def other(scene):
    return call("package_create", name=factories.unique("plain"), owner_org=scene.camden["id"])


@pytest.mark.parametrize("statement", BY_HAND.values(), ids=BY_HAND)
def test_statement_by_hand_is_refused_at_the_commit(scene, draft, other, statement):
    named = {
        "id": draft["id"],
        "other": other["id"],
        "user": scene.stranger["id"],
        "body": scene.hackney["id"],
        "new": factories.unique("row"),
    }
    used = {name: value for name, value in named.items() if f":{name}" in statement}
    changed = model.Session.execute(sa.text(statement), used).rowcount

    assert changed
    with pytest.raises(sa.exc.IntegrityError, match="no event was recorded"):
        model.Session.commit()


def test_bulk_update_of_the_orm_is_refused_at_the_commit(draft):
    model.Session.query(model.Package).filter_by(id=draft["id"]).update({"notes": "Quietly"})

    with pytest.raises(sa.exc.IntegrityError):
        model.Session.commit()


def test_row_of_the_orm_is_refused_at_the_commit(draft):
    Agreement.get(draft["id"]).status = "refused"

    with pytest.raises(sa.exc.IntegrityError):
        model.Session.commit()


def test_party_that_was_told_is_not_removed_by_hand(scene):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    model.Session.delete(Party.of(draft["id"])[1])

    with pytest.raises(sa.exc.IntegrityError):
        model.Session.commit()


def test_other_datasets_change_as_ever(scene, other):
    group = call("group_create", name=factories.unique("group"))
    call("member_create", id=group["id"], object=other["id"], object_type="package", capacity="x")
    second = call("package_create", name=factories.unique("plain"), owner_org=scene.camden["id"])
    model.Session.execute(
        sa.text(
            "INSERT INTO package_relationship"
            " (id, subject_package_id, object_package_id, type, state)"
            " VALUES (:new, :one, :other, 'depends_on', 'active')"
        ),
        {"new": factories.unique("row"), "one": second["id"], "other": other["id"]},
    )
    model.Session.query(model.Package).filter_by(id=other["id"]).update({"notes": "Quietly"})
    begun = time.perf_counter()

    model.Session.commit()

    assert time.perf_counter() - begun < 1
    assert model.Package.get(other["id"]).notes == "Quietly"
