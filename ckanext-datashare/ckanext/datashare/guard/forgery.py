"""Exemptions from the check for forged requests last for the request that they were made in.

CKAN exempts a view while it serves a caller without a session; the next request decides anew. A
CKAN that has exemptions for one request keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableSet
from typing import Any

from ckan.config.middleware.flask_app import csrf
from flask import g, has_request_context

_KEY = "datashare_exempt_views"


class Exemptions(MutableSet[str]):
    """Views exempt for good, from declarations at start-up, and those of the present request."""

    def __init__(self, declared: set[str]) -> None:
        self._declared = declared

    def __contains__(self, view: object) -> bool:
        return view in self._declared or view in self._of_request()

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared | self._of_request())

    def __len__(self) -> int:
        return len(self._declared | self._of_request())

    def add(self, value: str) -> None:
        """Exempt a view: inside a request for that request alone."""
        if has_request_context():
            setattr(g, _KEY, self._of_request() | {value})
        else:
            self._declared.add(value)

    def discard(self, value: str) -> None:
        """Check a view again."""
        self._declared.discard(value)
        if has_request_context():
            setattr(g, _KEY, self._of_request() - {value})

    @staticmethod
    def _of_request() -> set[str]:
        found: set[str] = g.get(_KEY) or set() if has_request_context() else set()
        return found


def install(protection: Any = csrf) -> bool:
    """Have exemptions end with their request; return whether there was anything to do."""
    if hasattr(protection, "exempt_this_request"):
        return False
    if not isinstance(protection._exempt_views, Exemptions):
        protection._exempt_views = Exemptions(set(protection._exempt_views))
    return True
