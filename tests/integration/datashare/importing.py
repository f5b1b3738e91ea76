"""What the import's tests share: runs, the slow way through the actions, and everything stored."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import ckanext.datashare
import sqlalchemy as sa
from ckan.lib.search.common import make_connection
from ckanext.datashare import clock
from ckanext.datashare.audit.record import record
from ckanext.datashare.domain.reference import dataset_name
from ckanext.datashare.importers import entry, match, read, write
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.party import Party
from ckanext.datashare.model.power import Power
from ckanext.datashare.succession import give_reference
from ckanext.datashare.unit_of_work import unit_of_work

SAMPLE = Path(ckanext.datashare.__file__).parent / "sample"
MADE = Path(__file__).parents[2] / "data" / "import"
DEA = (SAMPLE / "dea_isa_register_2018.csv", SAMPLE / "dea_isa_register_2019-02_update.tsv")
NHS = tuple(sorted(SAMPLE.glob("nhs_digital_*.csv")))
# Columns that say when a row was made and under which chance name.
_CHANCE = {"id", "name", "indexed_ts", "_version_", "index_id"}
_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)*")


def run(format: str, *files: Path, **options: Any) -> list[write.Outcome]:
    """Import files and return the outcomes."""
    rows = list(read(format, files))
    options.setdefault("create_bodies", True)
    return list(write.Import(rows, now=clock.now, **options).run())


def results(outcomes: list[write.Outcome]) -> list[str]:
    """Return the result words."""
    return [outcome.result.value for outcome in outcomes]


def row_of(source_id: str) -> Agreement:
    """Return the newest version of an imported agreement."""
    query = (
        sa.select(Agreement)
        .where(Agreement.source_id == source_id)
        .order_by(Agreement.version.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return model.Session.scalars(query).one()


def events(package_id: str) -> list[Event]:
    """Return the events about a dataset, oldest first."""
    query = sa.select(Event).where(Event.subject_id == package_id).order_by(Event.at)
    return list(model.Session.scalars(query))


def all_events() -> int:
    """Return how many events there are about agreements."""
    query = sa.select(sa.func.count()).where(Event.subject_type == "agreement")
    return int(model.Session.execute(query).scalar_one())


def by_actions(format: str, *files: Path) -> None:
    """Import new rows one by one through CKAN's dataset action, a unit of work each."""
    bodies = match.Bodies(create=True)
    for row in read(format, files):
        if row.refusal or row.source_version == "1.2":
            continue
        found = entry.prepare(row, bodies)
        with unit_of_work() as unit:
            at = clock.now()
            reference = give_reference(at=at)
            data = {**found.data, "name": dataset_name(reference, version=1)}
            package_id = tk.get_action("package_create")(
                dict(entry.context(bodies.user), defer_commit=True, return_id_only=True), data
            )
            package = model.Package.get(package_id)
            package.metadata_created = package.metadata_modified = at.replace(tzinfo=None)
            stored = Agreement.get(package_id)
            stored.reference, stored.status, stored.registered_at = reference, "registered", at
            stored.created_by = write.BY
            stored.created_at = stored.changed_at = stored.status_since = at
            model.Session.flush()
            record(
                "agreement:content:created",
                ("agreement", package_id),
                by=write.BY,
                at=at,
                body=stored.lead,
                reference=reference,
                version=1,
                origin="imported",
                source=row.source,
                source_id=row.source_id,
            )
            unit.index(package_id)


def everything() -> dict[str, Any]:
    """Return all that an import leaves, with chance ids and moments put out of sight."""
    names = {}
    for body in model.Session.query(model.Group):
        names[body.id] = f"body {body.name}"
    for user in model.Session.query(model.User):
        names[user.id] = f"user {user.name}"
    stored = list(model.Session.scalars(sa.select(Agreement)))
    for row in stored:
        known = f"{row.source_id} {row.source_version or ''}"
        names[row.package_id] = f"package {known}"
        names[str(row.reference)] = f"reference {known}"
        names[str(row.reference).lower()] = f"reference {known}"
    packages = model.Session.query(model.Package).filter_by(type="agreement")
    found = {
        "packages": [_columns(package) for package in packages],
        "members": [
            _columns(member)
            for member in model.Session.query(model.Member).filter_by(table_name="package")
        ],
        "agreements": [_columns(row) for row in stored],
        "parties": [_columns(party) for party in model.Session.scalars(sa.select(Party))],
        "powers": [_columns(power) for power in model.Session.scalars(sa.select(Power))],
        "events": [
            {
                name: value
                for name, value in _columns(event).items()
                if name not in ("actor_salt", "nonce", "canonical", "leaf_hash", "transaction")
            }
            for event in model.Session.scalars(
                sa.select(Event).where(Event.subject_type == "agreement")
            )
        ],
        "documents": [
            {name: value for name, value in document.items() if name not in _CHANCE}
            for document in make_connection().search("entity_type:package", rows=1000).docs
        ],
    }
    return {what: sorted(_plain(row, names) for row in rows) for what, rows in found.items()}


def _columns(row: Any) -> dict[str, Any]:
    names = [column.key for column in sa.inspect(type(row)).column_attrs]
    return {name: getattr(row, name) for name in names if name not in _CHANCE}


def _plain(row: dict[str, Any], names: dict[str, str]) -> str:
    opened = {
        name: json.loads(value) if name.endswith("data_dict") else value
        for name, value in row.items()
    }
    for name in ("data_dict", "validated_data_dict"):
        if name in opened:
            opened[name]["extras"] = sorted(
                (extra["key"], extra["value"]) for extra in opened[name].get("extras", [])
            )
            opened[name].get("organization", {}).pop("created", None)
    opened = {  # search sorts several values of a field by ids, which are chance
        name: sorted(names.get(str(item), str(item)) for item in value)
        if isinstance(value, list)
        else value
        for name, value in opened.items()
    }
    text = json.dumps(opened, sort_keys=True, default=str, ensure_ascii=False)
    for chance, plain in names.items():
        text = text.replace(chance, plain)
    text = re.sub(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?(\+00:00)?", "moment", text)
    return _MOMENT.sub("moment", text)
