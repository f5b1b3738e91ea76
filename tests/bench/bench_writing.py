"""A section of a draft of 120 questions: opening and saving it, and how complete the draft is.

Against CKAN's own page to edit a dataset, and `package_show`, in the same run.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from tests import factories, reset, writing
from tests.team import Team

QUESTIONS = 120
TEXT = "The council tells the school which families may have free meals. " * 5


def measure(*, rounds: int) -> list[tuple[str, float, float, float]]:
    """Return (name, our milliseconds, CKAN's milliseconds, ratio), medians."""
    team = Team()
    name = team.editor["name"]
    draft, dataset = _draft(team), _dataset(team)
    client, headers = _client(), factories.headers(name)
    section = f"/agreement/{draft}/write/section/part-0"
    edit = f"/dataset/edit/{dataset['name']}"

    def get(address: str) -> str:
        answer = client.get(address, headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")
        return str(answer.get_data(as_text=True))

    def post(address: str, data: dict[str, str]) -> None:
        answer = client.post(address, headers=headers, data=data)
        if answer.status_code != 302:
            raise RuntimeError(f"{address} answers {answer.status_code}")

    turns = iter(range(10_000))

    def save() -> None:
        seen = get(section).split('name="seen" value="')[1].split('"')[0]
        data = {"seen": seen, _first_text(): f"{TEXT} {next(turns)}", "go": "later"}
        begun.append(time.perf_counter())
        post(section, data)

    def save_dataset() -> None:
        fields = {"title": "Meals", "name": dataset["name"], "owner_org": team.body["id"]}
        data = {**fields, "notes": f"{TEXT} {next(turns)}", "save": "go-metadata"}
        begun.append(time.perf_counter())
        post(edit, data)

    begun: list[float] = []

    def show() -> Any:
        return factories.call("igtemplates_writing_show", name, id=draft)

    def show_dataset() -> Any:
        return factories.call("package_show", name, id=dataset["id"])

    return [
        _compared("open a section", lambda: get(section), lambda: get(edit), rounds),
        _compared("save a section", save, save_dataset, rounds, begun),
        _compared("completeness", show, show_dataset, rounds),
        _compared(
            "task list page",
            lambda: get(f"/agreement/{draft}/write"),
            lambda: get(edit),
            rounds,
        ),
    ]


def _compared(
    name: str,
    ours: Callable[[], Any],
    plain: Callable[[], Any],
    rounds: int,
    begun: list[float] | None = None,
) -> tuple[str, float, float, float]:
    ours(), plain()  # warm caches
    mine, core = [], []
    for _round in range(rounds):  # in turns, so that a machine that slows down slows both
        core.append(_time(plain, begun))
        mine.append(_time(ours, begun))
    ratio = statistics.median(o / p for o, p in zip(mine, core, strict=True))
    return name, statistics.median(mine), statistics.median(core), ratio


def _time(work: Callable[[], Any], begun: list[float] | None) -> float:
    """Return milliseconds; from when `work` says that it begins, where it says so."""
    start = time.perf_counter()
    work()
    if begun:
        start = begun[-1]
    return (time.perf_counter() - start) * 1000


def _draft(team: Team) -> str:
    template = factories.unique("long")
    writing.publish(team.body["id"], writing.long(template, questions=QUESTIONS))
    made = factories.call(
        "package_create",
        team.editor["name"],
        type="agreement",
        origin="new",
        title="Free school meals",
        owner_org=team.body["id"],
        template=template,
        template_version="1",
        **dict.fromkeys(_texts(), TEXT),
    )
    return str(made["id"])


def _texts() -> list[str]:
    from ckanext.datashare.shared import schemas

    known = schemas.fields("agreement")
    return [name for name, field in known.items() if field.on_form and field.kind == "text"]


def _first_text() -> str:
    return _texts()[0]


def _dataset(team: Team) -> dict[str, Any]:
    made: dict[str, Any] = factories.call(
        "package_create",
        team.editor["name"],
        name=factories.unique("plain"),
        title="Meals",
        notes=TEXT,
        owner_org=team.body["id"],
    )
    return made


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
    rounds = 5 if "--quick" in sys.argv else 30
    print(f"a draft of {QUESTIONS} questions beside a dataset, as their editor")
    for name, ours, plain, ratio in measure(rounds=rounds):
        print(f"{name:<20}{ours:8.1f} ms  CKAN's own {plain:8.1f} ms  ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
