"""`./dev up` and `./dev down`."""

from __future__ import annotations

from . import (
    login,
    machine,
    mail,
    port,
    postgres,
    redis,
    service,
    site,
    solr,
    ticker,
    turn,
    web,
    worker,
)
from .report import Failure, say

# In the order in which they are ended: who asks before who answers.
SERVICES = (ticker, worker, web, mail, solr, redis, postgres)


def up(arguments: list[str]) -> int:
    """Bring up everything, load the sample register, and print the address and the logins."""
    say("Datashare London: bringing up the site")
    machine.prepare_packages()
    machine.prepare_python()
    with turn.alone():
        machine.prepare_services()
        mail.ensure()
        if not service.running(web.NAME):
            port.claim(web.NAME)
        changed = site.configure()
        changed = site.prepare() or changed
        changed = site.code_changed() or changed
        if changed:
            for part in (ticker, worker, web):
                part.stop()
        site.people()
        site.templates()
        for part in (worker, ticker, web):
            part.ensure()
        # With the site up already, a fault in a sample file leaves a register to look at.
        site.fill()
        site.tell()
        resting = [part.NAME for part in SERVICES if not service.running(part.NAME)]
    if resting:
        raise Failure(
            f"ended soon after its start: {', '.join(resting)}",
            do=f"read .local/log/{resting[0]}.log, then run ./dev up again",
        )
    _tell()
    return 0


def down(arguments: list[str]) -> int:
    """End everything that `up` started; the data stay."""
    with turn.alone():
        ended = [part.NAME for part in SERVICES if part.stop()]
    say("Ended: " + (", ".join(ended) or "nothing was running"))
    return 0


def _tell() -> None:
    print(f"The register is at {site.address()}/agreement")
    print(f"Letters that the site sends are kept in {mail.HOME}")
    print(f"\n{'login':18} {'password':44} {'role':10} body")
    for person in login.everyone():
        facts = f"{person['name']:18} {person['password']:44} {person['role']:10}"
        print(facts, person["body"] or "")
