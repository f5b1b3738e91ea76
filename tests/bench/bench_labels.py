"""Labels of an administrator of 33 bodies, against CKAN's own: in turns, in one process.

Both sides begin each time with nothing remembered: a session without objects, no request's cache.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

from tests import factories, reset

BODIES = 33
ROUNDS = 60


def measure() -> list[tuple[str, float, float, float]]:
    """Return (capacity, our milliseconds, core's milliseconds, ratio)."""
    from ckan.lib.plugins import DefaultPermissionLabels
    from ckanext.datashare import labels

    core = DefaultPermissionLabels().get_user_dataset_labels
    rows = []
    for capacity in ("admin", "editor", "member"):
        user = _person(capacity)
        theirs, mine = core(_again(user)), labels.of_user(_again(user))
        if len(theirs) < BODIES or not set(theirs) < set(mine):
            raise RuntimeError("the two sides do not answer for the same bodies")
        ours, plain = [], []
        for _round in range(ROUNDS):
            plain.append(_time(core, user))
            ours.append(_time(labels.of_user, user))
        ratio = statistics.median(o / p for o, p in zip(ours, plain, strict=True))
        rows.append((capacity, statistics.median(ours), statistics.median(plain), ratio))
    return rows


def _time(labels_of: Callable[..., list[str]], user: str) -> float:
    person = _again(user)
    begun = time.perf_counter()
    labels_of(person)
    return (time.perf_counter() - begun) * 1000


def _again(user: str):
    import ckan.model as model

    model.Session.remove()
    return model.User.get(user)


def _person(capacity: str) -> str:
    person = factories.user()
    for body in _bodies():
        factories.member(body, person["name"], capacity)
    name: str = person["name"]
    return name


def _bodies() -> list[str]:
    """Return the ids of 33 bodies, made once."""
    import ckan.model as model

    found = [row.id for row in model.Session.query(model.Group).filter_by(is_organization=True)]
    made = [factories.body()["id"] for _missing in range(BODIES - len(found))]
    return (found + made)[:BODIES]


def main() -> int:
    """Print the table."""
    from ckan.cli import load_config
    from ckan.config.environment import load_environment

    load_environment(load_config(os.environ["CKAN_INI"]))
    reset.database(os.environ["DATASHARE_OWNER_URL"])
    print(f"labels of a person in {BODIES} bodies")
    for capacity, ours, plain, ratio in measure():
        print(f"{capacity:<20}{ours:8.2f} ms  CKAN's own {plain:8.2f} ms  ratio {ratio:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
