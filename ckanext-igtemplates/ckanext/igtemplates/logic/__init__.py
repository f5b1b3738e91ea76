"""What callers may ask: the shape (schema), who may (auth), and what happens (action)."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any


def actions() -> dict[str, Callable[..., Any]]:
    """Return the API, name by name."""
    from . import action

    return _gather(action.NOUNS)


def auth_functions() -> dict[str, Callable[..., Any]]:
    """Return who may call each action, name by name."""
    from . import auth

    return _gather(auth.NOUNS)


def _gather(nouns: tuple[ModuleType, ...]) -> dict[str, Callable[..., Any]]:
    return {name: getattr(noun, name) for noun in nouns for name in noun.__all__}
