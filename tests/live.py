"""A real web server in a process of its own, over the test slot's database and search core."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from stack import ini, port
from stack.place import CONFIG, VENV

from . import factories


class Site:
    """A server on a free port; `address` is where it answers."""

    def __init__(self, settings: Path, *, workers: int = 1) -> None:
        """Start the server over what the slot's `settings` name, and wait until it answers."""
        taken = set(port.USUAL.values())
        number = port.first_free(5100 + os.getpid() % 500, taken=taken)
        self.address = f"http://127.0.0.1:{number}"
        self.settings = settings.with_name(f"browser-{number}.ini")
        self.log = settings.with_name("browser.log")
        values = {
            "settings": str(settings),
            "site_url": self.address,
            "storage": str(settings.parent / "storage"),
        }
        ini.write("browser", self.settings, values)
        command = [
            *(str(VENV / "bin" / "gunicorn"), "--bind", f"127.0.0.1:{number}"),
            *("--workers", str(workers), "--threads", "4", "--timeout", "60"),
            "--no-control-socket",
            *("--chdir", str(CONFIG), "wsgi:application"),
        ]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env={**os.environ, "CKAN_INI": str(self.settings)},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait()

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End the server and remove its settings."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
        self.settings.unlink(missing_ok=True)

    def _wait(self) -> None:
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/api/3/action/status_show", timeout=30):
                    return
            except urllib.error.HTTPError as refused:
                self.stop()
                raise RuntimeError(f"the site answers with {refused.code}: {self._end()}") from None
            except OSError:
                if self.process.poll() is not None:
                    self.stop()
                    raise RuntimeError(f"the site ended: {self._end()}") from None
                time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"the site does not answer: {self._end()}")

    def _end(self) -> str:
        return self.log.read_text("utf-8", errors="replace")[-2000:]


def log_in(page: Any, name: str, password: str = factories.PASSWORD) -> None:
    """Log in as a person made by the factories, through the form."""
    page.goto("/user/login")
    page.get_by_label("Username or Email").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Login").click()
    page.wait_for_url(lambda url: "/user/login" not in url)
