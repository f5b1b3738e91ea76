"""The web server: gunicorn with the application of config/wsgi.py."""

from __future__ import annotations

import os
import urllib.error
import urllib.request

from . import port, service, site
from .place import CONFIG, LOCAL, VENV
from .report import Failure

NAME = "web"


def ensure() -> None:
    """Start the server if it rests, and wait until the site answers."""
    if service.running(NAME):
        return
    number = port.known(NAME)
    service.start(
        NAME,
        [
            *(VENV / "bin" / "gunicorn", "--bind", f"127.0.0.1:{number}"),
            *("--workers", str(min(4, (os.cpu_count() or 1))), "--threads", "4"),
            # A large upload may take so many seconds before it is given up.
            *("--timeout", "120", "--graceful-timeout", "20", "--no-control-socket"),
            *("--chdir", CONFIG, "wsgi:application"),
        ],
        answers=_answers,
        env={"CKAN_INI": str(site.SETTINGS), "HOME": os.environ.get("HOME", str(LOCAL))},
        seconds=120,
    )


def stop() -> bool:
    """End the server after the requests in hand."""
    return service.stop(NAME, seconds=30)


def _answers() -> bool:
    address = f"{site.address()}/api/3/action/status_show"
    try:
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 (our own server)
            return page.status == 200
    except urllib.error.HTTPError as refused:
        # It answers: waiting does not make better what its log explains.
        raise Failure(
            f"the site answers with {refused.code}", do=f"read .local/log/{NAME}.log"
        ) from refused
    except OSError:
        return False
