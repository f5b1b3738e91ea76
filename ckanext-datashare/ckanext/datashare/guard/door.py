"""The door of every action that names an object: who may not know of it hears that it is missing.

The action is asked about a name that nothing ever had, so status, body and headers are those of a
missing object by construction; where the answer repeats the name, the one that was asked for is
put back.
"""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Callable, Iterable
from typing import Any

import ckan.plugins.toolkit as tk

from .. import unit_of_work
from . import known
from .addresses import Address, Addresses, Kind

HIDING = frozenset(
    {
        *(Kind.DATASET, Kind.RESOURCE, Kind.VIEW, Kind.FILE),
        *(Kind.USER, Kind.MEMBER, Kind.OWNER),
    }
)
Names = dict[str, str]  # the name that never existed: the name that was asked for


def conceal(addresses: Addresses) -> Callable[..., Any]:
    """Return the layer of an action that keeps hidden objects hidden."""
    watched = [address for address in addresses if address.kind in HIDING]

    def layer(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        # A unit of work has asked its own questions; a trusted caller need not.
        if context.get("ignore_auth") or unit_of_work.current() is not None:
            return next_(context, data_dict)
        names, data = replaced(context, watched, data_dict)
        if data is data_dict:
            return next_(context, data_dict)
        try:
            return restored(next_(context, data), names)
        except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError) as error:
            error.args = restored(error.args, names)
            for part in ("message", "error_dict", "_error_summary"):
                if hasattr(error, part):
                    setattr(error, part, restored(getattr(error, part), names))
            raise

    return layer


def replaced(
    context: Any, addresses: Iterable[Address], data_dict: dict[str, Any]
) -> tuple[Names, dict[str, Any]]:
    """Return the hidden names by those put in their place, and the dictionary with these."""
    names: Names = {}
    data = data_dict
    for address in addresses:
        key, values = found(data_dict, address.key)
        for value in values:
            if known.is_hidden(context, address.kind, value, data_dict):
                stand_in, is_made_up = known.stand_in(context, address.kind, value)
                data = write(data, key, value, stand_in)
                if is_made_up:
                    names[stand_in] = value
    return names, data


def restored(answer: Any, names: Names) -> Any:
    """Return an answer with the names that were asked for."""
    if isinstance(answer, str):
        return functools.reduce(lambda text, name: text.replace(name, names[name]), names, answer)
    if isinstance(answer, dict):
        return {restored(key, names): restored(value, names) for key, value in answer.items()}
    if isinstance(answer, list | tuple):
        return type(answer)(restored(item, names) for item in answer)
    return answer


def found(data: Any, keys: str) -> tuple[str, list[Any]]:
    """Return the first of the keys under which something stands, and what stands there."""
    for key in keys.split("|"):
        values = [value for value in read(data, key) if value]
        if values:
            return key, values
    return keys, []


def read(data: Any, key: str) -> list[Any]:
    """Return what stands under a key of the table of addresses; nothing for another shape."""
    head, _, rest = key.partition(".")
    name, is_list = head.removesuffix("[]"), head.endswith("[]")
    value = _opened(data).get(name)
    items = value if is_list and isinstance(value, list) else [] if is_list else [value]
    if not rest:
        return [item for item in items if item is not None]
    return [value for item in items for value in read(item, rest)]


def write(data: Any, key: str, old: str, new: str) -> Any:
    """Return a copy of ``data`` in which ``new`` stands for ``old`` under the key."""
    head, _, rest = key.partition(".")
    name, is_list = head.removesuffix("[]"), head.endswith("[]")
    changed = copy.copy(_opened(data))
    if name not in changed:
        return data
    items = changed[name] if is_list else [changed[name]]
    items = [
        write(item, rest, old, new) if rest else new if item == old else item for item in items
    ]
    changed[name] = items if is_list else items[0]
    return changed


def _opened(data: Any) -> dict[str, Any]:
    """Return an object, also one that came as JSON text, as ``package_revise`` takes it."""
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except ValueError:
            return {}
    return data if isinstance(data, dict) else {}
