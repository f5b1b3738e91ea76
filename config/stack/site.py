"""The site of `./dev up`: its settings, tables, search core, and what it is filled with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from . import database, ini, login, mail, port, postgres, redis, solr
from .command import run
from .place import CKAN, CONFIG, LOCAL, ROOT
from .report import Failure, say, step
from .secret import FOLDER, secret
from .secret import path as secret_path
from .slot import PLUGINS
from .story import Story

SETTINGS = LOCAL / "site.ini"
DATABASE = "datashare"
CORE = "datashare"
# Holds digests of what was migrated and loaded, so that a second `up` has nothing to do.
MARKS = LOCAL / "site.json"
AUDIT_KEY = FOLDER / "audit.key"
LOADS = CONFIG / "sample" / "loads.json"
# The files ship with the extension, so that any site can load them.
SAMPLE = ROOT / "ckanext-datashare/ckanext/datashare/sample"
LIBRARY = ROOT / "ckanext-igtemplates/ckanext/igtemplates/library"
# What decides, beside the logins, which bodies and people there are.
PEOPLE = (
    ROOT / "ckanext-datashare/ckanext/datashare/cli/sample.py",
    ROOT / "ckanext-datashare/ckanext/datashare/importers/data/bodies.yaml",
)


def address() -> str:
    """Return the site's address."""
    return f"http://127.0.0.1:{port.known('web')}"


def configure() -> bool:
    """Write the settings file; tell whether it changed."""
    storage = LOCAL / "storage"
    (storage / "site").mkdir(parents=True, exist_ok=True)
    return ini.write(
        "site",
        SETTINGS,
        {
            "plugins": PLUGINS,
            "secret_key": secret("secret_key"),
            "jwt_key": secret("jwt_key"),
            "database_url": postgres.url(DATABASE),
            "solr_url": solr.url(CORE),
            "redis_url": redis.url(0),
            "web_role": postgres.WEB,
            "site_url": address(),
            "storage": str(storage),
            "audit_key": str(AUDIT_KEY),
            "second_factor_key": str(secret_path("second_factor.key")),
            "smtp_server": mail.server(),
        },
    )


def prepare() -> bool:
    """Bring tables and search core up to date; tell whether anything changed."""
    solr.ensure_core(CORE)
    known = MARKS.exists()
    if not database.exists(DATABASE):
        database.create(DATABASE)
    changed = _due("tables", database.fingerprint())
    if changed:
        with step("tables of the site"):
            database.migrate(DATABASE, SETTINGS)
        _done("tables", database.fingerprint())
    if _due("index", solr.fingerprint()):
        # A core of another schema was emptied; what a new site holds is indexed as it comes.
        if known:
            with step("search index"):
                ckan("search-index", "rebuild", "--force")
        _done("index", solr.fingerprint())
    return changed


def code_changed() -> bool:
    """Tell whether our code is another than the running site was started with."""
    sources = [path for path in ROOT.glob("ckanext-*/**/*") if path.suffix in (".py", ".yaml")]
    stats = ((path, path.stat()) for path in sorted(sources))
    mark = database.digest(*(f"{path} {stat.st_mtime_ns} {stat.st_size}" for path, stat in stats))
    if not _due("code", mark):
        return False
    _done("code", mark)
    return True


def people() -> None:
    """Make the audit key, the bodies and the logins, once."""
    if not AUDIT_KEY.exists():
        ckan("datashare", "audit", "keygen")
    wanted = json.dumps(login.everyone())
    mark = database.digest(wanted, *(path.read_text("utf-8") for path in PEOPLE))
    if _due("logins", mark):
        with step("bodies and logins"):
            ckan("datashare", "sample", stdin=wanted)
        _done("logins", mark)


def fill() -> None:
    """Load the sample register, each source once."""
    for load in json.loads(LOADS.read_text("utf-8")):
        files = [SAMPLE / name for name in load["files"]]
        mark = database.digest(*(path.read_text("utf-8") for path in files))
        if _due(load["format"], mark):
            with step(f"sample register: {load['format']}"):
                _import(load["format"], files)
            _done(load["format"], mark)


def templates() -> None:
    """Publish the library's templates, kept by the GLA; again when a file has changed."""
    mark = database.digest(*(path.read_text("utf-8") for path in sorted(LIBRARY.glob("*.yaml"))))
    if _due("templates", mark):
        with step("templates"):
            ckan("igtemplates", "load", login.GLA)
        _done("templates", mark)


def tell() -> None:
    """Let the sample's people approve templates, write and sign agreements: once each."""
    for name, play in Story(address(), today=date.today()).chapters().items():
        if _due(f"story: {name}", "told"):
            with step(f"sample story: {name}"):
                play()
            _done(f"story: {name}", "told")


def ckan(*words: str | Path, stdin: str | None = None) -> str:
    """Run CKAN's command line on the site."""
    return run([CKAN, "-c", SETTINGS, *words], stdin=stdin, do="read the error above")


def _import(name: str, files: list[Path]) -> None:
    try:
        ckan("datashare", "import", name, *files, "--create-bodies")
    except Failure as failure:
        # 1: some rows were refused, each with its reason; the others are in.
        if "ended with 1:" not in failure.why:
            raise
        say(f"  {failure.why}")


def _marks() -> dict[str, str]:
    return json.loads(MARKS.read_text("utf-8")) if MARKS.exists() else {}


def _due(what: str, digest: str) -> bool:
    return _marks().get(what) != digest


def _done(what: str, digest: str) -> None:
    MARKS.write_text(json.dumps({**_marks(), what: digest}, indent=1), "utf-8")
