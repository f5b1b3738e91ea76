"""One event a unit of work, and beside it none but the declared one of a version replaced."""

import pytest
from ckanext.datashare import clock
from ckanext.datashare.audit.record import record
from ckanext.datashare.unit_of_work import MissingEvent, Unit, unit_of_work

from tests import factories

REPLACED = "agreement:state:superseded"


def leave(event, subject):
    record(event, ("agreement", subject), by="system:test", at=clock.now())


@pytest.fixture
def old(suite_app):
    return factories.unique("old")


@pytest.fixture
def new(suite_app):
    return factories.unique("new")


def test_second_event_that_was_declared_passes(old, new):
    with unit_of_work() as unit:
        unit.also(REPLACED, old)
        leave(REPLACED, old)
        leave("agreement:state:registered", new)


def test_second_event_that_was_not_declared_is_refused(old, new):
    with pytest.raises(MissingEvent, match="one event is due, 2 were left"), unit_of_work():
        leave(REPLACED, old)
        leave("agreement:state:registered", new)


def test_declared_event_that_was_not_left_is_refused(old, new):
    with pytest.raises(MissingEvent, match="declared and not left"), unit_of_work() as unit:
        unit.also(REPLACED, old)
        leave("agreement:state:registered", new)


def test_declared_event_alone_is_not_enough(old):
    with pytest.raises(MissingEvent, match="0 were left"), unit_of_work() as unit:
        unit.also(REPLACED, old)
        leave(REPLACED, old)


def test_declared_event_about_the_same_subject_is_refused(new):
    with pytest.raises(MissingEvent, match="another subject"), unit_of_work() as unit:
        unit.also(REPLACED, new)
        leave(REPLACED, new)
        leave("agreement:state:registered", new)


@pytest.mark.parametrize("event", ["agreement:state:registered", "agreement:content:changed"])
def test_no_other_event_can_be_declared(event, old):
    with pytest.raises(MissingEvent, match="does not stand beside"):
        Unit().also(event, old)
