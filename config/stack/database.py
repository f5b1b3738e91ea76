"""Databases of the cluster: made by the superuser, owned and migrated by the owner role."""

from __future__ import annotations

import hashlib
from pathlib import Path

from . import postgres
from .command import run
from .place import CKAN, CONFIG, LOCAL, ROOT, VENV
from .report import step

# A database with CKAN's own tables, copied for each test slot: cheaper than migrating anew.
CORE = "datashare_core"


def exists(name: str) -> bool:
    """Tell whether the cluster has the database."""
    rows = postgres.sql("SELECT datname FROM pg_database").splitlines()
    return name in rows


def create(name: str, *, template: str = "template0", durable: bool = True) -> None:
    """Create a database of the owner role; one that is not `durable` may lose its last second."""
    postgres.sql(f"CREATE DATABASE {name} OWNER {postgres.OWNER} TEMPLATE {template}")
    postgres.sql(
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;"
        f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {postgres.WEB}, {postgres.OWNER};"
    )
    if not durable:
        postgres.sql(f"ALTER DATABASE {name} SET synchronous_commit = off")


def drop(name: str) -> None:
    """Remove a database and cut off who still uses it."""
    postgres.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def migrate(name: str, settings: Path, *, core: bool = True) -> None:
    """Bring the tables of CKAN (`core`) and of the plugins up to date, as the owner."""
    scope = [] if core else ["--skip-core"]
    run(
        [CKAN, "-c", settings, "db", "upgrade", *scope],
        env={"CKAN_SQLALCHEMY_URL": postgres.url(name, postgres.OWNER)},
        do="mend the migration or module that it names, then run the command again",
    )
    grant(name)


def grant(name: str) -> None:
    """Give the web role its rights on CKAN's own tables."""
    statements = (CONFIG / "sql" / "web_role.sql").read_text("utf-8")
    postgres.sql(f"\\set web {postgres.WEB}\n{statements}", database=name, role=postgres.OWNER)


def ensure_core(settings: Path) -> None:
    """Make the database with CKAN's own tables that test slots copy, once for each version."""
    mark = LOCAL / "core.schema"
    want = _digest(sorted(VENV.glob("lib/python3*/site-packages/ckan-*.dist-info/METADATA")))
    if mark.exists() and mark.read_text("ascii") == want and exists(CORE):
        return
    with step("tables of CKAN itself"):
        drop(CORE)
        create(CORE, durable=False)
        run(
            [CKAN, "-c", settings, "db", "upgrade", "--skip-plugins"],
            env={"CKAN_SQLALCHEMY_URL": postgres.url(CORE, postgres.OWNER)},
            do="read the error above",
        )
        grant(CORE)
    mark.write_text(want, "ascii")


def fingerprint() -> str:
    """Return a digest of our migrations and grants, which changes when one of them does."""
    found = ROOT.glob("ckanext-*/ckanext/*/migration/**/*.py")
    return _digest([*sorted(found), CONFIG / "sql" / "web_role.sql"])


def digest(*texts: str) -> str:
    """Return a digest of texts in their order."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(f"{len(text)}:{text}".encode())
    return whole.hexdigest()


def _digest(paths: list[Path]) -> str:
    return digest(*(word for path in paths for word in (path.name, path.read_text("utf-8"))))
