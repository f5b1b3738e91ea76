"""Dataset hooks."""

from typing import Any


def created(context: Any, pkg_dict: dict[str, Any]) -> None: ...


def changed(context: Any, pkg_dict: dict[str, Any]) -> None: ...


def shown(context: Any, pkg_dict: dict[str, Any]) -> dict[str, Any]:
    return pkg_dict
