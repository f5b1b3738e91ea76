"""Fixtures of all tests. CKAN is imported inside them: unit tests run without it.

One database, search core and application serve a whole session; a test that counts rows asks for
`clean_db`, the others use names of their own (see `factories`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from . import proof, reset

pytest_runtest_makereport = proof.pytest_runtest_makereport
pytest_sessionfinish = proof.pytest_sessionfinish


def _settings(config: pytest.Config) -> str | None:
    """Return the path of CKAN's settings file, nothing in a run of unit tests alone."""
    return config.getoption("ckan_ini", None)


@pytest.fixture(scope="session")
def owner_url(pytestconfig: pytest.Config) -> str:
    """Return the database address of the role that owns the tables."""
    return Path(str(_settings(pytestconfig))).with_name("owner_url").read_text("utf-8")


@pytest.fixture(scope="session")
def suite_plugins() -> Iterator[None]:
    """Load the plugins of the settings file once."""
    import ckan.plugins as p

    p.load_all()
    yield
    p.unload_all()


@pytest.fixture(scope="session")
def suite_app(suite_plugins: None, owner_url: str) -> Any:
    """Make the application once, over an empty database, search core and queue."""
    from ckan.lib import redis, search
    from ckan.tests.helpers import _get_test_app

    _make_keys()
    reset.database(owner_url)
    redis.connect_to_redis().flushdb()
    app = _get_test_app()
    search.clear_all()
    return app


def _make_keys() -> None:
    """Make the key that signs, once a slot: a live site over the slot reads the same file."""
    import ckan.plugins.toolkit as tk
    from ckanext.datashare.audit import key

    if not Path(tk.config["ckanext.datashare.audit.key_file"]).exists():
        key.generate()


@pytest.fixture
def app(suite_app: Any) -> Any:
    """Return the application with a visitor who is nobody and has no cookies."""
    suite_app.client = suite_app.test_client()
    return suite_app


@pytest.fixture
def csrf_app(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the application with its defence against forged requests on, as in production."""
    monkeypatch.setitem(app.flask_app.config, "WTF_CSRF_ENABLED", True)
    return app


@pytest.fixture(autouse=True)
def _session_ends(request: pytest.FixtureRequest) -> Iterator[None]:
    """Use the suite's application in each test on services; leave no transaction open after it."""
    if not _settings(request.config):
        yield
        return
    request.getfixturevalue("suite_app")
    from ckan import model

    yield
    model.Session.rollback()
    model.Session.remove()


@pytest.fixture
def with_request_context(app: Any) -> Iterator[Any]:
    """Run the test inside a request for the front page, as helpers and templates expect."""
    with app.flask_app.test_request_context("/") as context:
        yield context


@pytest.fixture(scope="session")
def reset_db(owner_url: str) -> Callable[[], None]:
    """Return what empties all tables, as their owner."""
    return lambda: reset.database(owner_url)


@pytest.fixture
def clean_db(suite_app: Any, reset_db: Callable[[], None]) -> None:
    """Empty the database before the test."""
    reset_db()


@pytest.fixture
def clean_index(suite_app: Any) -> None:
    """Empty the search core before the test."""
    from ckan.lib import search

    search.clear_all()
