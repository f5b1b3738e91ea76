"""Search parameters."""

from typing import Any


def allowed(search_params: dict[str, Any]) -> dict[str, Any]:
    return search_params
