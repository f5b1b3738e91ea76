"""The scene of the contract tests, made once a module."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="module")
def scene(suite_app: Any) -> Any:
    """Return people and agreements in each state."""
    from .scene import Scene

    return Scene()
