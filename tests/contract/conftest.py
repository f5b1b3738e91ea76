"""The scene of the contract tests, made once unless another module emptied the site."""

from __future__ import annotations

from typing import Any

import pytest

_made: list[Any] = []


@pytest.fixture(scope="module")
def scene(suite_app: Any) -> Any:
    """Return people and agreements in each state."""
    from .scene import Scene

    if not _made or not _made[0].stands():
        _made[:] = [Scene()]
    return _made[0]
