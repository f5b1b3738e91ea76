"""New versions: started as drafts, one at a time, taking the old one's place in one transaction."""

import threading

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice

from tests import by_hand, factories
from tests.factories import call
from tests.integration.datashare.test_agreement import Scene, events

pytestmark = pytest.mark.feature(16)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def start(scene, package_id, who=None, **data):
    who = who or scene.editor
    return call("datashare_version_start", who["name"], id=package_id, **data)


def ready(scene, draft):
    """Bring a draft to where its registration is all that is missing."""
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)


def replaced(scene, **data):
    """Return an agreement and the registered version that took its place."""
    old = scene.registered(**data)
    new = start(scene, old["id"])
    ready(scene, new)
    scene.act("register", scene.reviewer, new["id"])
    return old, new


def versions(package_id, who=""):
    found = call("datashare_version_list", who, id=package_id)
    return [(row["version"], row["status"]) for row in found["versions"]], found["next"]


def test_start_makes_a_draft_with_the_same_content_and_leaves_one_event(scene):
    old = scene.registered(purpose="To stop misuse.", theme=["housing"], start_date="2026-01-01")

    new = start(scene, old["id"], reason="A party comes in.")

    draft = call("package_show", scene.editor["name"], id=new["id"])
    assert (draft["status"], draft["replaces"], draft["version"]) == ("draft", old["id"], 2)
    assert draft["private"] and draft["reference"] is None and draft["resources"] == []
    for name in ("title", "lay_summary", "purpose", "theme", "start_date"):
        assert draft[name] == old[name], name
    assert [row["body"] for row in draft["parties"]] == [row["body"] for row in old["parties"]]
    assert {row["status"] for row in draft["parties"]} == {"named"}
    assert events(new["id"]) == ["agreement:content:created"]
    event = model.Session.scalars(sa.select(Event).where(Event.subject_id == new["id"])).one()
    assert event.facts["replaces"] == old["id"] and event.facts["reason"] == "A party comes in."
    assert Agreement.get(old["id"]).status == "registered"


def test_start_leaves_out_parties_that_left(scene):
    old = scene.registered()
    scene.party("join", scene.partner, old["id"], scene.hackney)
    scene.party("leave", scene.partner, old["id"], scene.hackney, reason="A new system.")

    draft = call("package_show", scene.editor["name"], id=start(scene, old["id"])["id"])

    assert [row["body"] for row in draft["parties"]] == [scene.camden["id"]]


def test_second_start_is_refused_until_the_first_is_given_up(scene):
    old = scene.registered()
    first = start(scene, old["id"])

    with pytest.raises(tk.ValidationError) as refused:
        start(scene, old["id"])
    scene.act("withdraw", scene.admin, first["id"], reason="Not now.")
    second = start(scene, old["id"])
    scene.act("submit", scene.editor, second["id"])
    scene.act("refuse", scene.partner, second["id"], reason="No.")
    third = start(scene, old["id"])

    assert list(refused.value.error_dict) == ["replaces"]
    assert len({first["id"], second["id"], third["id"]}) == 3
    with pytest.raises(tk.ValidationError) as reopened:
        scene.act("reopen", scene.reviewer, second["id"], reason="Again.")
    assert list(reopened.value.error_dict) == ["replaces"]


def test_two_starts_at_once_make_one_draft(scene):
    old = scene.registered()
    go, outcomes = threading.Barrier(2), []

    def begin():
        go.wait()
        try:
            outcomes.append(start(scene, old["id"])["id"])
        except tk.ValidationError as error:
            outcomes.append(list(error.error_dict))
        finally:
            model.Session.remove()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = [one for one in outcomes if isinstance(one, str)]
    assert len(made) == 1 and ["replaces"] in outcomes
    assert Agreement.successor(old["id"]).package_id == made[0]


def test_start_by_others_than_the_leads_editors_is_refused(scene):
    old = scene.registered()

    for who in (scene.stranger, scene.partner, scene.reviewer, factories.sysadmin()):
        with pytest.raises(tk.NotAuthorized):
            start(scene, old["id"], who)

    assert versions(old["id"], scene.editor["name"])[1] is None


@pytest.mark.parametrize("state", ["draft", "review", "ended", "superseded", "withdrawn"])
def test_start_from_another_state_is_refused(scene, state):
    made = scene.registered()
    by_hand.change(
        "UPDATE datashare_agreement SET status = %(state)s WHERE package_id = %(id)s",
        state=state,
        id=made["id"],
    )

    with pytest.raises(tk.ValidationError) as refused:
        start(scene, made["id"])

    assert list(refused.value.error_dict) == ["state"]


def test_start_from_an_imported_agreement_is_refused(scene):
    made = scene.registered()
    by_hand.change(
        "UPDATE datashare_agreement SET origin = 'imported' WHERE package_id = %(id)s",
        id=made["id"],
    )

    with pytest.raises(tk.ValidationError) as refused:
        start(scene, made["id"])

    assert list(refused.value.error_dict) == ["origin"]


def test_registered_successor_supersedes_and_both_stay_public(scene):
    old, new = replaced(scene)

    reference = Agreement.get(old["id"]).reference
    shown = {id: call("package_show", "", id=id) for id in (old["id"], new["id"])}
    assert (shown[old["id"]]["status"], shown[old["id"]]["version"]) == ("superseded", 1)
    assert (shown[new["id"]]["status"], shown[new["id"]]["version"]) == ("registered", 2)
    assert shown[new["id"]]["reference"] == reference
    assert shown[old["id"]]["name"] == f"{reference.lower()}-v1"
    assert shown[new["id"]]["name"] == f"{reference.lower()}-v2"
    assert call("package_show", "", id=reference)["id"] == new["id"]
    assert events(old["id"])[-1] == "agreement:state:superseded"
    assert events(new["id"])[-1] == "agreement:state:registered"
    assert versions(reference)[0] == [(2, "registered"), (1, "superseded")]


def test_both_events_of_a_succession_share_one_transaction(scene):
    old, new = replaced(scene)

    query = sa.text(
        "SELECT DISTINCT transaction::text FROM datashare_event WHERE subject_id = ANY(:ids) "
        "AND action IN ('agreement:state:superseded', 'agreement:state:registered') "
        "AND agreement_version = 2 OR subject_id = :old AND action = 'agreement:state:superseded'"
    )
    found = model.Session.execute(query, {"ids": [old["id"], new["id"]], "old": old["id"]})
    assert len(list(found)) == 1


def test_third_version_follows_the_second(scene):
    old, second = replaced(scene)
    third = start(scene, second["id"])
    ready(scene, third)

    shown = scene.act("register", scene.reviewer, third["id"])

    assert shown["version"] == 3
    assert versions(old["id"])[0] == [(3, "registered"), (2, "superseded"), (1, "superseded")]


@pytest.mark.parametrize(
    ("act", "who"), [("suspend", "siro"), ("end", "siro"), ("take_down", "admin")]
)
def test_successor_of_one_that_no_longer_stands_is_not_registered(scene, act, who):
    old = scene.registered()
    new = start(scene, old["id"])
    ready(scene, new)
    scene.act(act, getattr(scene, who), old["id"], reason="A breach.")
    before = Agreement.get(old["id"]).status

    with pytest.raises(tk.ValidationError) as refused:
        scene.act("register", scene.reviewer, new["id"])

    assert list(refused.value.error_dict) == ["replaces"]
    assert Agreement.get(new["id"]).status == "review" and Agreement.get(old["id"]).status == before


def test_draft_of_a_version_is_for_its_bodies_alone(scene):
    old = scene.registered()
    new = start(scene, old["id"])

    assert versions(old["id"])[1] is None
    assert versions(old["id"], scene.partner["name"])[1] is None
    assert versions(old["id"], scene.editor["name"])[1]["id"] == new["id"]
    with pytest.raises(tk.ObjectNotFound):
        call("datashare_version_list", "", id=new["id"])


def test_party_that_the_new_version_leaves_out_is_told(scene):
    old = scene.registered()
    scene.party("join", scene.partner, old["id"], scene.hackney)
    new = start(scene, old["id"])
    third = factories.body()
    parties = [{"body": scene.camden["id"]}, {"body": third["id"]}]
    call("package_patch", scene.editor["name"], id=new["id"], parties=parties)
    scene.act("submit", scene.editor, new["id"])
    by_hand.change(
        "UPDATE datashare_party SET notice_waived_at = now() WHERE package_id = %(id)s",
        id=new["id"],
    )

    scene.act("register", scene.reviewer, new["id"])

    told = model.Session.scalars(
        sa.select(Notice.template).where(
            Notice.about_id == new["id"], Notice.user_id == scene.partner["id"]
        )
    ).all()
    assert told == ["agreement:superseded"]
