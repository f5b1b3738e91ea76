"""A 20-page agreement as PDF, Word file and HTML, against CKAN's dataset edit page."""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from tests import factories, reset

ITEMS = 340
PARAGRAPH = "Each body keeps the data safe, and tells the others at once when it is lost. " * 30
LONG_FIELDS = (
    *("purpose", "disclosed_information", "benefits_expected", "what_happens_at_each_stage"),
    *("security_measures", "breach_procedure", "termination", "retention_details"),
)


def measure(*, rounds: int) -> tuple[int, list[tuple[str, float, float, float]]]:
    """Return the PDF's pages, and (name, ours, CKAN's, ratio) in milliseconds, medians."""
    import pypdfium2 as pdfium
    from ckanext.datashare import content
    from ckanext.igtemplates import agreement_document, records
    from ckanext.igtemplates.render import docx, html, pdf

    agreement, edit = _one_each()
    stored = content.of(agreement["id"])

    def model() -> Any:
        return agreement_document.document(
            stored, reference="DSL-2026-000000", version=1, root="ab" * 32, withheld={}
        )

    pages = len(pdfium.PdfDocument(io.BytesIO(pdf.render(model()))))
    work: dict[str, Callable[[], Any]] = {
        "PDF": lambda: pdf.render(model()),
        "Word file": lambda: docx.render(model()),
        "HTML": lambda: html.render(model()),
        "records of all": lambda: records.table(records.Records(agreement).entries),
    }
    return pages, [_compared(name, ours, edit, rounds) for name, ours in work.items()]


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


def _one_each() -> tuple[dict[str, Any], Callable[[], Any]]:
    """Return an agreement of 20 pages, and what opens the edit page of a plain dataset."""
    from ckan.tests.helpers import _get_test_app

    from tests.team import Team, draft

    lead, partner = Team(), Team()
    made = draft(
        lead,
        partner,
        data_items=[
            {"name": f"Item {number}", "needed_why": "Because it is needed. " * 4}
            for number in range(ITEMS)
        ],
        **dict.fromkeys(LONG_FIELDS, PARAGRAPH),
    )
    dataset = factories.call(
        "package_create",
        name=factories.unique("plain"),
        title="Plain",
        owner_org=lead.body["id"],
    )
    client = _get_test_app().flask_app.test_client()
    headers = factories.headers(lead.editor["name"])

    def edit() -> None:
        answer = client.get(f"/dataset/edit/{dataset['id']}", headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"the edit page answers {answer.status_code}")

    return factories.call("package_show", lead.editor["name"], id=made["id"]), edit


def main() -> int:
    """Print the table."""
    from ckan.cli import load_config
    from ckan.config.environment import load_environment

    load_environment(load_config(os.environ["CKAN_INI"]))
    reset.database(os.environ["DATASHARE_OWNER_URL"])
    pages, rows = measure(rounds=3 if "--quick" in sys.argv else 20)
    print(f"an agreement of {pages} pages, beside CKAN's page to edit a dataset")
    for name, ours, plain, ratio in rows:
        print(f"{name:<20}{ours:8.1f} ms  CKAN's own {plain:8.1f} ms  ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
