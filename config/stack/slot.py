"""A test slot: a database, a search core and a Redis number that no other slot uses."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from . import database, ini, postgres, redis, solr, turn
from .place import LOCAL
from .report import Failure, step
from .secret import path, secret

# In the order that a site names them: ours first, so that its templates and guards win.
PLUGINS = (
    "datashare scheming_datasets scheming_organizations igtemplates secureexchange subjectaccess"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The slot of a number from 0 to 62."""

    number: int

    @property
    def home(self) -> Path:
        """Return the folder of the slot."""
        return LOCAL / f"test-{self.number}"

    @property
    def settings(self) -> Path:
        """Return the path of the slot's settings file."""
        return self.home / "test.ini"

    @property
    def database(self) -> str:
        """Return the name of the slot's database."""
        return f"datashare_test_{self.number}"

    @property
    def core(self) -> str:
        """Return the name of the slot's search core."""
        return f"test_{self.number}"


def chosen() -> Slot:
    """Return the slot that DATASHARE_SLOT names, 0 without it."""
    text = os.environ.get("DATASHARE_SLOT", "0")
    # Redis number 0 is the site's, so slot n has number n + 1.
    if not text.isdecimal() or int(text) > redis.DATABASES - 2:
        raise Failure(
            f"DATASHARE_SLOT is {text!r}", do=f"give a number from 0 to {redis.DATABASES - 2}"
        )
    return Slot(int(text))


def prepare(slot: Slot) -> None:
    """Bring the slot's settings, tables and search core up to date."""
    (slot.home / "storage").mkdir(parents=True, exist_ok=True)
    ini.write("test", slot.settings, _values(slot, plugins=PLUGINS))
    # The tests' resets go through the owner: the web role cannot delete evidence.
    owner = slot.home / "owner_url"
    owner.touch(mode=0o600)
    owner.write_text(postgres.url(slot.database, postgres.OWNER), "utf-8")
    with turn.alone():
        # CKAN's own tables are made without plugins: one of ours in the making does not matter.
        ini.write("test", LOCAL / "core.ini", _values(slot, plugins=""))
        database.ensure_core(LOCAL / "core.ini")
        solr.ensure_core(slot.core)
    _migrate(slot)


def _values(slot: Slot, *, plugins: str) -> dict[str, str]:
    return {
        "slot": str(slot.number),
        "plugins": plugins,
        "secret_key": secret("test_secret_key"),
        "jwt_key": secret("test_jwt_key"),
        "database_url": postgres.url(slot.database),
        "solr_url": solr.url(slot.core),
        "redis_url": redis.url(slot.number + 1),
        "web_role": postgres.WEB,
        "second_factor_key": str(path("test_second_factor.key")),
        "audit_key": str(slot.home / "audit.key"),
        "storage": str(slot.home / "storage"),
    }


def _migrate(slot: Slot) -> None:
    mark = slot.home / "schema"
    want = database.fingerprint()
    if mark.exists() and mark.read_text("ascii") == want and database.exists(slot.database):
        return
    with step(f"tables of test slot {slot.number}"):
        mark.unlink(missing_ok=True)
        database.drop(slot.database)
        with turn.alone("copy"):
            # PostgreSQL copies a database only while nobody is connected to it.
            database.create(slot.database, template=database.CORE, durable=False)
        database.migrate(slot.database, slot.settings, core=False)
    mark.write_text(want, "ascii")
