"""Signing that dies, and two who sign at once: each signature is wholly there or not at all."""

from __future__ import annotations

import ckan.model as model
import pytest
from ckanext.datashare import check_index, clock
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.signature import Signature

from tests import signing, whole, written
from tests.integration.datashare.test_crash import POINTS, dies_at
from tests.integration.datashare.test_signature import sign
from tests.mortal import Mortal
from tests.team import Team, act


class Scene:
    def __init__(self):
        self.lead, self.second = Team(title="Gorse Council"), Team(title="Hazel Council")

    def frozen(self):
        made = written.agreed(self.lead, self.second)
        act("freeze", self.lead.reviewer, made["id"])
        for team in (self.lead, self.second):
            written.say("read", team.siro, made["id"], body=team.body["id"])
            signing.enrol(team.siro)
        return made["id"]


@pytest.fixture
def scene(clean_db, clean_index, monkeypatch):
    monkeypatch.setattr(check_index, "_SETTLE_SECONDS", 0)
    return Scene()


def signed(id):
    model.Session.rollback()
    return {one.body_id for one in Signature.under(Agreement.get(id).frozen_id)}


def assert_whole():
    assert not whole.halves()
    check_index.repair(at=clock.now())
    model.Session.rollback()
    assert not check_index.compare(at=clock.now())


@pytest.mark.parametrize("point", POINTS)
def test_last_signature_that_dies_is_wholly_there_or_not_at_all(app, scene, point):
    id = scene.frozen()
    sign(app, scene.second, id)

    def work(stop):

        dies_at(point, stop, event="agreement:state:registered")
        sign(app, scene.lead, id)

    with Mortal(work) as process:
        assert process.heard() == point

    both = {scene.lead.body["id"], scene.second.body["id"]}
    done = point == "after the commit"
    assert signed(id) == (both if done else {scene.second.body["id"]})
    assert Agreement.get(id).status == ("registered" if done else "signing")
    assert_whole()


def test_two_who_sign_at_once_both_sign_and_one_registers(app, scene):
    id = scene.frozen()

    def work(stop, team):
        sign(app, team, id)
        return "signed"

    with Mortal(work, scene.lead) as one, Mortal(work, scene.second) as other:
        assert {one.heard(), other.heard()} == {"signed"}

    assert signed(id) == {scene.lead.body["id"], scene.second.body["id"]}
    assert Agreement.get(id).status == "registered"
    registered = model.Session.query(Event).filter_by(
        subject_id=id, action="agreement:state:registered"
    )
    assert registered.count() == 1
    assert_whole()


def test_two_who_sign_for_one_body_at_once_leave_one_signature(app, scene):
    id = scene.frozen()

    def work(stop):
        sign(app, scene.second, id)
        return "signed"

    with Mortal(work) as one, Mortal(work) as other:
        heard = sorted([one.heard(), other.heard()])

    assert heard[-1] == "signed" and heard[0].startswith("ValidationError")
    assert signed(id) == {scene.second.body["id"]}
    assert_whole()
