"""Solr from its jars, with one core for the site and one for each test slot."""

from __future__ import annotations

import hashlib
import json
import shutil
import urllib.error
import urllib.parse
import urllib.request

from . import port, schema, service
from .command import run
from .place import CONFIG, LOCAL
from .report import Failure, say

NAME = "solr"
SOURCE = CONFIG / "solr"
HOME = LOCAL / "solr" / "home"
LIB = LOCAL / "solr" / "lib"
CONF = HOME / "configsets" / "datashare" / "conf"
ADVICE = "read .local/log/solr.log; `./dev down && ./dev up` starts it afresh"


def ensure() -> None:
    """Fetch the jars, make the configuration, start the server: what of it is missing."""
    _fetch()
    changed = _configure()
    if not service.running(NAME):
        _start()
    if changed:
        for core in cores():
            _make_again(core)


def fingerprint() -> str:
    """Return a digest of the cores' configuration, which changes when they are made again."""
    whole = hashlib.sha256()
    for path in sorted(CONF.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _start() -> None:
    number = port.claim(NAME)
    service.start(
        NAME,
        [
            *("java", "-Xmx768m", f"-Dsolr.solr.home={HOME}"),
            f"-Dlog4j2.configurationFile={SOURCE / 'log4j2.xml'}",
            *("-cp", f"{LIB}/*", SOURCE / "SolrServer.java", str(number)),
        ],
        answers=lambda: _answers(number),
        cwd=HOME,
        seconds=120,
    )


def stop() -> bool:
    """End the server; committed documents stay."""
    return service.stop(NAME, seconds=30)


def url(core: str) -> str:
    """Return the address of a core."""
    return f"http://127.0.0.1:{port.known(NAME)}/solr/{core}"


def cores() -> list[str]:
    """Return the names of the cores there are."""
    return list(_admin("STATUS")["status"])


def ensure_core(core: str) -> None:
    """Make the core if there is none of that name."""
    if core not in cores():
        _admin("CREATE", name=core, configSet="datashare")


def _make_again(core: str) -> None:
    """Empty the core: documents of another schema cannot stand beside new ones.

    `./dev up` fills the site's core again from the database.
    """
    _admin("UNLOAD", core=core, deleteInstanceDir="true")
    ensure_core(core)


def _fetch() -> None:
    pom = SOURCE / "pom.xml"
    mark = LIB / ".pom"
    want = hashlib.sha256(pom.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text("ascii") == want:
        return
    say("  Solr: fetching its jars (about 70 MB)")
    shutil.rmtree(LIB, ignore_errors=True)
    run(
        [
            *("mvn", "-B", "-q", "-f", pom, "dependency:copy-dependencies"),
            *("-DincludeScope=runtime", f"-DoutputDirectory={LIB}"),
        ],
        do="check that this machine reaches Maven Central, then run the command again",
    )
    mark.write_text(want, "ascii")


def _configure() -> bool:
    """Write the shared configuration of the cores; tell whether it changed."""
    installed = schema.installed().read_text("utf-8")
    files = {
        "schema.xml": schema.merged(installed, (SOURCE / "conf" / "fields.xml").read_text("utf-8")),
        "solrconfig.xml": (SOURCE / "conf" / "solrconfig.xml").read_text("utf-8"),
        "protwords.txt": "",
        "synonyms.txt": "",
        "stopwords.txt": "",
    }
    CONF.mkdir(parents=True, exist_ok=True)
    (HOME / "empty").mkdir(exist_ok=True)
    (HOME / "solr.xml").write_text("<solr/>\n", "utf-8")
    changed = False
    for name, text in files.items():
        path = CONF / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed = True
    return changed


def _admin(action: str, **arguments: str) -> dict:
    query = urllib.parse.urlencode({"action": action, "wt": "json", **arguments})
    address = f"http://127.0.0.1:{port.known(NAME)}/solr/admin/cores?{query}"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        said = refused.read().decode("utf-8", "replace")[-800:]
        raise Failure(f"Solr refused {action}: {said}", do=ADVICE) from refused
    except OSError as absent:
        raise Failure(f"Solr does not answer: {absent}", do=ADVICE) from absent


def _answers(number: int) -> bool:
    try:
        address = f"http://127.0.0.1:{number}/solr/admin/info/system?wt=json"
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200 and _loaded()
    except OSError:
        return False


def _loaded() -> bool:
    """Tell whether each core on the disk is open: the server answers before they all are."""
    status = _admin("STATUS")
    known = {*status["status"], *status["initFailures"]}
    return {path.parent.name for path in HOME.glob("*/core.properties")} <= known
