"""Fixtures of the register's integration tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.datashare.answers import bodies  # noqa: F401
from tests.integration.datashare.documents import (  # noqa: F401
    admin,
    camden,
    copy,
    draft,
    editor,
    hackney,
    original,
)
from tests.integration.datashare.sending import (  # noqa: F401
    box,
    certificates,
    configure,
    person,
)


@pytest.fixture
def signing_key(suite_app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give the audit log a fresh key; return its public half."""
    import ckan.plugins.toolkit as tk
    from ckanext.datashare.audit import key

    path = tmp_path / "audit.key"
    monkeypatch.setitem(tk.config, "ckanext.datashare.audit.key_file", str(path))
    return key.generate()
