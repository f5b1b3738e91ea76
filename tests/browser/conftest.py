"""Fixtures of the browser tests: a live site, and Debian's Chromium driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live import Site


@pytest.fixture(scope="session")
def live(pytestconfig: pytest.Config, suite_app: Any) -> Iterator[str]:
    """Return the address of a live site over the suite's database, emptied before."""
    site = Site(Path(pytestconfig.getoption("ckan_ini")), workers=2)
    yield site.address
    site.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            # Containers and root have no user namespaces for Chromium's own sandbox.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def any_visitor(request: pytest.FixtureRequest, chromium: Any, live: str) -> Iterator[Any]:
    """Return a page of a visitor without a login: once with JavaScript, once without."""
    yield from _page(chromium, live, script=request.param)


@pytest.fixture
def visitor(chromium: Any, live: str) -> Iterator[Any]:
    """Return a page of a visitor without a login."""
    yield from _page(chromium, live, script=True)


def _page(chromium: Any, live: str, *, script: bool) -> Iterator[Any]:
    context = chromium.new_context(
        base_url=live, java_script_enabled=script, locale="en-GB", timezone_id="Europe/London"
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
