"""The transition table over the API: every act from every state, by a right and a wrong person."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.domain.state import TRANSITIONS, State, Who
from ckanext.datashare.model.agreement import Agreement

from tests import by_hand, factories
from tests.factories import call
from tests.integration.datashare.test_agreement import Scene, events

# Freezing and signing are proved with signatures; succession has no action of its own. What
# agreeing needs beside the right state is proved with decisions.
ACTS = [act for act in TRANSITIONS if act not in ("freeze", "sign", "supersede")]
NEED_MORE = ("agree",)
PEOPLE = {
    Who.LEAD_EDITOR: "editor",
    Who.LEAD_ADMIN: "admin",
    Who.LEAD_ADMIN_OR_SYSADMIN: "admin",
    Who.REVIEWER: "reviewer",
    Who.IG_LEAD: "reviewer",
    Who.PARTY_OR_REVIEWER: "partner",
    Who.ACCOUNTABLE: "siro",
    Who.GUARDIANS: "siro",
}


@pytest.fixture(scope="module")
def scene(suite_app):
    made = Scene()
    made.member = factories.person_of(made.camden["id"], "member")
    made.agreement = made.registered()
    return made


@pytest.fixture
def standing(scene):
    """Return what puts the agreement into a state, by hand, as fits an act."""

    def put(state, act):
        origin = TRANSITIONS[act].origin
        by_hand.change(
            "UPDATE datashare_agreement SET status = %(state)s, origin = %(origin)s,"
            " status_before = CASE WHEN %(state)s = 'taken_down' THEN 'ended' END"
            " WHERE package_id = %(id)s",
            state=state.value,
            origin=origin.value if origin else "existing",
            id=scene.agreement["id"],
        )
        return scene.agreement["id"]

    return put


def attempt(act, who, id):
    return call(f"datashare_agreement_{act}", who["name"], id=id, reason="It is a test.")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ACTS)
def test_act_by_the_right_person_moves_as_the_table_says_or_not_at_all(scene, standing, act, state):
    id, move = standing(state, act), TRANSITIONS[act]
    if act in NEED_MORE and state in move.sources:
        return
    who, before = getattr(scene, PEOPLE[move.who]), events(id)

    if state in move.sources:
        shown = attempt(act, who, id)
        assert shown["status"] == (move.target or State.ENDED).value
        assert events(id) == [*before, move.event]
    elif who is scene.partner and state is State.TAKEN_DOWN:  # the lead's alone
        with pytest.raises(tk.ObjectNotFound):
            attempt(act, who, id)
    else:
        with pytest.raises(tk.ValidationError) as refused:
            attempt(act, who, id)
        model.Session.rollback()
        assert Agreement.get(id).state is state and events(id) == before
        assert list(refused.value.error_dict) in (["state"], ["id"])


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ACTS)
def test_act_by_a_wrong_person_is_refused_in_every_state(scene, standing, act, state):
    id = standing(state, act)
    before = events(id)

    for who in (scene.member, scene.stranger):
        with pytest.raises((tk.NotAuthorized, tk.ObjectNotFound)):
            attempt(act, who, id)

    model.Session.rollback()
    assert Agreement.get(id).state is state and events(id) == before
