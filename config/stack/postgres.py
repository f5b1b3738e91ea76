"""A PostgreSQL cluster of this checkout's own, on the loopback address, with passwords."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import tempfile
from pathlib import Path

from . import port, service
from .command import run
from .place import LOCAL, ROOT
from .report import Failure
from .secret import secret

NAME = "postgres"
ADVICE = "read .local/log/postgres.log; `./dev down && ./dev up` starts it afresh"
OWNER = "datashare_owner"
WEB = "datashare_web"
# The account that Debian's package makes; PostgreSQL refuses to run as root.
ACCOUNT = "postgres"


def account() -> str | None:
    """Return the account that runs PostgreSQL when ours may not."""
    return ACCOUNT if os.geteuid() == 0 else None


def programs() -> Path:
    """Return the folder of the newest PostgreSQL installed by Debian's packages."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])
    )
    if not found:
        raise Failure("PostgreSQL is not installed", do="apt-get install postgresql")
    return found[-1].parent


def home() -> Path:
    """Return the folder of the cluster: in .local, or where its account can reach it."""
    if account() and any(not parent.stat().st_mode & 0o001 for parent in ROOT.parents):
        mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
        return Path("/var/lib/datashare-london") / mark / "postgres"
    return LOCAL / "postgres"


def ensure() -> None:
    """Make the cluster if there is none, start it if it rests."""
    if service.running(NAME):
        return
    data = home()
    if not (data / "PG_VERSION").exists():
        _make(data)
    _forget_dead_server(data)
    number = port.claim(NAME)
    service.start(
        NAME,
        [programs() / "postgres", "-D", data, "-p", str(number)],
        answers=lambda: _answers(number),
        user=account(),
        cwd=data,
    )
    for role in (OWNER, WEB):
        sql(_role(role))


def stop() -> bool:
    """End the server; its data stay."""
    # SIGINT is PostgreSQL's fast shutdown: clients are cut off, nothing is lost.
    return service.stop(NAME, ask=signal.SIGINT, seconds=60)


def url(database: str, role: str = WEB) -> str:
    """Return the address of a database for a role."""
    return f"postgresql://{role}:{secret(role)}@127.0.0.1:{port.known(NAME)}/{database}"


def sql(statements: str, *, database: str = "postgres", role: str = "postgres") -> str:
    """Run statements, all or none of those in one transaction, and return the rows as text."""
    return run(
        [programs() / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", url(database, role)],
        stdin=statements,
        do=ADVICE,
    ).strip()


def _make(data: Path) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", prefix="datashare-") as password:
        password.write(secret("postgres") + "\n")
        password.flush()
        if account():
            shutil.chown(data, ACCOUNT, ACCOUNT)
            shutil.chown(password.name, ACCOUNT, ACCOUNT)
        run(
            [
                *(programs() / "initdb", "-D", data, "-U", "postgres", "--auth=scram-sha-256"),
                *(f"--pwfile={password.name}", "-E", "UTF8", "--locale=C.UTF-8"),
            ],
            user=account(),
            cwd=data,
            do=f"remove {data} if an earlier attempt left it half made, then try again",
        )
    settings = "\n".join(
        (
            "listen_addresses = '127.0.0.1'",
            # Sockets would need a folder that every account can write.
            "unix_socket_directories = ''",
            "max_connections = 200",
            "shared_buffers = 256MB",
            "timezone = 'UTC'",
            "",
        )
    )
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(settings)


def _forget_dead_server(data: Path) -> None:
    """Remove the mark of a server that was killed, when its number is another program's by now."""
    mark = data / "postmaster.pid"
    if not mark.exists():
        return
    pid = mark.read_text("ascii").split("\n", 1)[0]
    try:
        alive = Path(f"/proc/{pid}/cwd").resolve() == data.resolve()
    except OSError:
        alive = False
    if alive:
        raise Failure(
            f"a PostgreSQL server that ./dev did not start (process {pid}) uses {data}",
            do=f"end it: kill -INT {pid}",
        )
    mark.unlink()


def _answers(number: int) -> bool:
    try:
        run([programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(number)], do="")
    except Failure:
        return False
    return True


def _role(name: str) -> str:
    # Passwords are URL-safe random text: no quote can be in them.
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') "
        f"THEN CREATE ROLE {name} LOGIN PASSWORD '{secret(name)}'; END IF; END $$;"
    )
