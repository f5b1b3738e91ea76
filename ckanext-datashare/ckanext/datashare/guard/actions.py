"""Puts the guards in front of CKAN's actions, and of ours that are chained to them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import ModuleType
from typing import Any

import ckan.logic.action.create
import ckan.logic.action.delete
import ckan.logic.action.file
import ckan.logic.action.get
import ckan.logic.action.patch
import ckan.logic.action.update
import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import door, identity, listing, refusal
from .addresses import ACTIONS, OPTIONAL, Addresses

Action = Callable[..., Any]
_CORE: tuple[ModuleType, ...] = (
    ckan.logic.action.get,
    ckan.logic.action.create,
    ckan.logic.action.update,
    ckan.logic.action.delete,
    ckan.logic.action.patch,
    ckan.logic.action.file,
)


def guarded(ours: dict[str, Action]) -> dict[str, Action]:
    """Return our actions together with the guards, which ask first."""
    actions = dict(ours)
    for name, addresses in ACTIONS.items():
        _put(actions, name, addresses, _core(name))
    for plugin, rows in OPTIONAL.items():
        if p.plugin_loaded(plugin):
            theirs = p.get_plugin(plugin).get_actions()
            for name, addresses in rows.items():
                _put(actions, name, addresses, theirs.get(name))
    return actions


def _put(
    actions: dict[str, Action], name: str, addresses: Addresses, guarded_action: Action | None
) -> None:
    layers = _layers(name, addresses)
    if guarded_action is not None and layers:
        actions[name] = _chain(name, guarded_action, layers, actions.get(name))


def _layers(name: str, addresses: Addresses) -> list[Action]:
    """Return the guards of an action, the outermost first."""
    layers: list[Action] = []
    if any(address.kind in door.HIDING for address in addresses):
        layers.append(door.conceal(addresses))
    if name in refusal.REFUSED:
        layers.append(refusal.refuse(refusal.REFUSED[name], addresses))
    if name in refusal.WITHOUT_VIEWS:
        layers.append(refusal.without_views(addresses))
    if name in refusal.CLOSING:
        layers.append(refusal.close_body(name))
    if name == "organization_update":
        layers.append(refusal.organization_update)
    for module in (identity, listing):
        if name in module.LAYERS:
            layers.append(module.LAYERS[name])
    return layers


def _chain(name: str, core: Action, layers: list[Action], ours: Action | None) -> Action:
    inner = [*layers, ours] if ours is not None else layers

    @tk.chained_action
    def action(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        for layer in reversed(inner):
            next_ = functools.partial(layer, next_)
        return next_(context, data_dict)

    # CKAN copies these marks to the action it makes, whose help is shown by ``help_show``.
    vars(action).update(__doc__=(ours or core).__doc__, __name__=name, auth_audit_exempt=True)
    if (
        getattr(core, "side_effect_free", False)
        or core.__module__ == ckan.logic.action.get.__name__
    ):
        action = tk.side_effect_free(action)
    return action


def _core(name: str) -> Action | None:
    for module in _CORE:
        found: Action | None = getattr(module, name, None)
        if found is not None:
            return found
    return None
