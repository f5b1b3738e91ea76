"""The board of an agreement of 33 bodies with six role holders each, against CKAN's dataset pages.

Every body has read; a third has approved and a third has asked. Both sides are asked in turns by
the same person, who leads the agreement and owns the dataset.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests import factories, reset

BODIES = 33
ROLES = ("siro", "iao", "delegated_officer", "ig_lead", "dpo", "caldicott_guardian")
ROUNDS = 30


def measure(rounds: int) -> list[tuple[str, float, float, float]]:
    """Return (name, our milliseconds, CKAN's milliseconds, ratio), medians."""
    lead, agreement, dataset = _scene()
    client, headers = _client(), factories.headers(lead)

    def get(address: str) -> None:
        answer = client.get(address, headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")

    def board() -> None:
        shown = factories.call("datashare_board_show", lead, id=agreement)
        people = sum(len(body["people"]) for body in shown["bodies"])
        if (len(shown["bodies"]), people) != (BODIES, BODIES * len(ROLES)):
            raise RuntimeError(f"{len(shown['bodies'])} bodies with {people} people are shown")

    def plain() -> None:
        factories.call("package_show", lead, id=dataset)

    ours, edit, page = f"/agreement/{agreement}/board", f"/dataset/edit/{dataset}", "/dataset/"
    return [
        _compared("board, package_show", board, plain, rounds),
        _compared("page, dataset page", lambda: get(ours), lambda: get(page + dataset), rounds),
        _compared("page, dataset edit", lambda: get(ours), lambda: get(edit), rounds),
    ]


def _scene() -> tuple[str, str, str]:
    """Return the lead's name, the agreement's id and the name of a dataset of the lead's body."""
    from tests import written
    from tests.team import Team

    lead = Team()
    partners = [factories.body() for _number in range(BODIES - 1)]
    people = {body["id"]: _holders(body["id"]) for body in partners}
    _fill(lead.body["id"], given={"ig_lead", "siro", "dpo"})
    parties = [{"body": body["id"], "role": "controller"} for body in (lead.body, *partners)]
    made = written.in_review(lead, parties=parties)
    _say(made["id"], people)
    dataset = factories.call(
        "package_create",
        name=factories.unique("plain"),
        title=made["title"],
        notes=made["lay_summary"],
        owner_org=lead.body["id"],
        extras=[{"key": f"key {n}", "value": f"value {n}"} for n in range(BODIES)],
    )
    return lead.editor["name"], made["id"], dataset["name"]


def _holders(body: str) -> dict[str, str]:
    return _fill(body, given=set())


def _fill(body: str, *, given: set[str]) -> dict[str, str]:
    """Give a body a person for each role it has nobody in; return the people by role."""
    import ckan.model as model
    from ckanext.datashare import clock
    from ckanext.datashare.model.role_holder import RoleHolder

    at, people = clock.now(), {}
    for role in ROLES:
        if role in given:
            continue
        person = model.User(name=factories.unique("holder"), fullname=f"The {role}")
        model.Session.add(person)
        model.Session.flush()
        people[role] = person.id
        model.Session.add(
            RoleHolder(
                body_id=body,
                user_id=person.id,
                role=role,
                valid_from=at,
                granted_by=person.id,
                granted_at=at,
                confirmed_by=person.id,
                confirmed_at=at,
            )
        )
    model.Session.commit()
    return people


def _say(agreement: str, people: dict[str, dict[str, str]]) -> None:
    import ckan.model as model
    from ckanext.datashare import clock
    from ckanext.datashare.model.decision import Decision

    at = clock.now()
    for number, (body, holders) in enumerate(people.items()):
        kinds = ["read", *(["approve"], ["query"], [])[number % 3]]
        for later, kind in enumerate(kinds):
            said = Decision(
                package_id=agreement,
                kind=kind,
                body_id=body,
                role="siro",
                text="Why monthly?" if kind == "query" else None,
                by=holders["siro"],
                at=at + timedelta(seconds=number * 10 + later),
            )
            model.Session.add(said)
    model.Session.commit()


def _compared(
    name: str, ours: Callable[[], Any], plain: Callable[[], Any], rounds: int
) -> tuple[str, float, float, float]:
    ours(), plain()  # warm caches
    mine, core = [], []
    for _round in range(rounds):  # in turns, so that a machine that slows down slows both
        core.append(_time(plain))
        mine.append(_time(ours))
    ratio = statistics.median(o / p for o, p in zip(mine, core, strict=True))
    return name, statistics.median(mine), statistics.median(core), ratio


def _time(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _client() -> Any:
    from ckan.tests.helpers import _get_test_app

    return _get_test_app().flask_app.test_client()


def main() -> int:
    """Print the table."""
    from ckan.cli import load_config
    from ckan.config.environment import load_environment

    load_environment(load_config(os.environ["CKAN_INI"]))
    from ckan.lib import search

    reset.database(os.environ["DATASHARE_OWNER_URL"])
    search.clear_all()
    print(f"the board of {BODIES} bodies with {len(ROLES)} roles each")
    for name, ours, plain, ratio in measure(5 if "--quick" in sys.argv else ROUNDS):
        print(f"{name:<20}{ours:8.1f} ms  CKAN's own {plain:8.1f} ms  ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
