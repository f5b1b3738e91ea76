"""The search document."""

from typing import Any


def document(pkg_dict: dict[str, Any]) -> dict[str, Any]:
    return pkg_dict
