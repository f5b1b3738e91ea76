"""Searching the register, against CKAN's dataset search at the same size; and their two pages.

10,000 agreements and as many datasets lie in one search core (`--quick`: 300), copies of one each
under other titles. The register asks what its page asks, the dataset search what CKAN's page asks.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests import factories, reset

BATCH = 1000
WORDS = [
    "housing",
    "school",
    "parking",
    "health",
    "library",
    "council",
    "tax",
    "fraud",
    "care",
    "road",
    "water",
    "waste",
]
CORE_FACETS = ["organization", "groups", "tags", "res_format", "license_id"]


def measure(*, number: int, rounds: int) -> list[tuple[str, float, float, float]]:
    """Return (name, our milliseconds, CKAN's milliseconds, ratio), medians."""
    from ckanext.datashare.search import Asked

    agreement, dataset = _one_each()
    for made in (agreement, dataset):
        _multiply(made["id"], number)

    def ours(words: str) -> Any:
        return factories.call("package_search", "", **Asked(words=words).parameters())

    def plain(words: str) -> Any:
        fq = "+dataset_type:dataset"
        return factories.call(
            "package_search", "", q=words, fq=fq, rows=20, **{"facet.field": CORE_FACETS}
        )

    for search in (ours, plain):
        found = search("")["count"]
        if found != number:
            raise RuntimeError(f"{found} of {number} are found")
    rows = [
        _compared("search, no words", lambda: ours(""), lambda: plain(""), rounds),
        _compared("search, two words", lambda: ours(_two()), lambda: plain(_two()), rounds),
    ]
    client = _client()

    def get(address: str) -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")

    for name, mine, core in (
        ("search page", "/agreement", "/dataset/"),
        ("page of one", f"/agreement/{agreement['reference']}", f"/dataset/{dataset['name']}"),
    ):
        rows.append(
            _compared(name, lambda at=mine: get(at), lambda at=core: get(at), max(rounds // 3, 3))
        )
    return rows


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


def _two() -> str:
    return " ".join(random.sample(WORDS, 2))


def _one_each() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a registered agreement and a public dataset of the same body."""
    from tests.integration.datashare.test_agreement import Scene

    scene = Scene()
    made = scene.registered(title="About housing")
    dataset = factories.call(
        "package_create",
        name=factories.unique("plain"),
        title="About housing",
        notes="Camden asks Hackney who holds a Blue Badge.",
        owner_org=scene.camden["id"],
    )
    return factories.call("package_show", "", id=made["id"]), dataset


def _multiply(package_id: str, number: int) -> None:
    """Put `number` documents like that of the dataset into search, itself among them."""
    from ckan.lib.search.common import make_connection

    connection = make_connection(decode_dates=False)
    (document,) = connection.search(f"id:{package_id}", fl="*").docs
    for stamped in ("_version_", "indexed_ts", "score"):
        document.pop(stamped, None)
    for batch in _batches(document, number - 1):
        connection.add(batch, commit=False)
    connection.commit()


def _batches(document: dict[str, Any], number: int) -> Iterator[list[dict[str, Any]]]:
    for first in range(0, number, BATCH):
        batch = []
        for one in range(first, min(first + BATCH, number)):
            title = f"About {_two()} {one}"
            key = f"{document['id']}-{one}"
            batch.append(
                {**document, "id": key, "index_id": key, "name": key, "title": title}
                | {"title_string": title, "permission_labels": ["public"]}
            )
        yield batch


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
    quick = "--quick" in sys.argv
    number, rounds = (300, 5) if quick else (10_000, 40)
    print(f"{number} agreements beside {number} datasets, as nobody")
    for name, ours, plain, ratio in measure(number=number, rounds=rounds):
        print(f"{name:<20}{ours:8.1f} ms  CKAN's own {plain:8.1f} ms  ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
