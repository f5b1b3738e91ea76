"""Bodies: found by what others call them, confirmed, and made one where one stands here twice."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from ... import bodies, clock, content
from ...audit.record import record
from ...domain.body import SCHEMES, key
from ...model.body import BodyIdentifier, BodyName
from ...model.party import Party
from ...unit_of_work import unit_of_work
from ..schema import body as schema
from .agreement import validated

__all__ = [
    "datashare_body_confirm",
    "datashare_body_match",
    "datashare_body_merge",
    "datashare_body_name_add",
    "datashare_body_name_remove",
]


@tk.side_effect_free
def datashare_body_match(context: Any, data_dict: dict[str, Any]) -> dict[str, str] | None:
    """Find the one body that a name, address or code means; nothing is guessed.

    Who: everyone. Event: none.

    :param named: id, address, name in any spelling, or code (``E09000018``, ``ons:E09000018``)
    :returns: ``{id, name, title}``, or null where no body or more than one answers to it
    """
    data = validated(schema.body_match(), context, data_dict)
    tk.check_access("datashare_body_match", context, data)
    found = bodies.find_id(data["named"])
    card = bodies.cards([found]).get(found) if found is not None else None
    return {"id": str(found), **card} if card else None


def datashare_body_name_add(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let a body be found by other names, in any spelling.

    Who: administrators of the body, and sysadmins. Event: ``body:content:changed``.

    :param body: id or name of the body
    :param names: a list of names, or one
    :returns: ``{body, names}`` with all its other names
    """
    data = _checked("datashare_body_name_add", schema.body_names(), context, data_dict)
    with unit_of_work():
        group = _active(data["body"], lock=True)
        for name in data["names"]:
            _refuse_name(name, group)
            model.Session.add(
                BodyName(body_id=group.id, name=name, normalised=key(name), kind="alias")
            )
            model.Session.flush()
        _record("changed", group.id, context, fields=["names"])
        shown = _named(group)
    return shown


def datashare_body_name_remove(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let a body no longer be found by some of its other names.

    Who: administrators of the body, and sysadmins. Event: ``body:content:changed``.

    :param body: id or name of the body
    :param names: a list of names, or one, in any spelling
    :returns: ``{body, names}`` with the names that are left
    """
    data = _checked("datashare_body_name_remove", schema.body_names(), context, data_dict)
    with unit_of_work():
        group = _active(data["body"], lock=True)
        for name in data["names"]:
            row = BodyName.get(key(name))
            if row is None or row.body_id != group.id:
                sentence = tk._("This organisation has no name “{name}”.").format(name=name)
                raise tk.ValidationError({"names": [sentence]})
            model.Session.delete(row)
            model.Session.flush()
        _record("changed", group.id, context, fields=["names"])
        shown = _named(group)
    return shown


def datashare_body_confirm(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Confirm a body that was read from a register: somebody has checked that it is what it says.

    Who: sysadmins. Event: ``body:content:confirmed``.

    :param body: id or name of the body
    :returns: ``{body, confirmed}``
    """
    data = _checked("datashare_body_confirm", schema.body_one(), context, data_dict)
    with unit_of_work():
        group = _active(data["body"], lock=True)
        if _is_confirmed(group):
            raise tk.ValidationError({"body": [tk._("This organisation is confirmed already.")]})
        group.extras = {**(group.extras or {}), "confirmed": "yes"}
        _record("confirmed", group.id, context)
        body = group.id
    return {"body": body, "confirmed": "yes"}


def datashare_body_merge(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Make one body of two: an unconfirmed double gives its names and codes to the one that stays.

    The double must have no people, datasets or agreements. What the audit log says of it stays.
    Who: sysadmins. Event: ``body:content:merged``.

    :param body: id or name of the double
    :param into: id or name of the body that stays
    :returns: ``{body, names}`` of the body that stays, with its other names
    """
    data = _checked("datashare_body_merge", schema.body_merge(), context, data_dict)
    with unit_of_work():
        double = _active(data["body"], lock=True)
        stays = _active(data["into"], at="into", lock=True)
        _refuse_merge(double, stays)
        _hand_over(double, stays)
        double.state = "deleted"
        _record("merged", stays.id, context, into=stays.id, absorbed=double.id)
        shown = _named(stays)
    return shown


def _checked(
    action: str, shape: dict[str, Any], context: Any, data_dict: dict[str, Any]
) -> dict[str, Any]:
    data = validated(shape, context, data_dict)
    data["body"] = _active(data["body"]).id
    tk.check_access(action, context, data)
    return data


def _active(named: str, *, at: str = "body", lock: bool = False) -> model.Group:
    group = model.Group.get(named)
    if group is None or not group.is_organization or group.state != "active":
        raise tk.ValidationError({at: [tk._("There is no such body.")]})
    if lock:
        model.Session.refresh(group, with_for_update=True)
    return group


def _refuse_name(name: str, group: model.Group) -> None:
    if not key(name):
        raise tk.ValidationError({"names": [tk._("Enter a name.")]})
    holder = bodies.find_id(name)
    if BodyName.get(key(name)) is not None or holder is not None:
        sentence = tk._("An organisation has the name “{name}” already.").format(name=name)
        raise tk.ValidationError({"names": [sentence]})


def _refuse_merge(double: model.Group, stays: model.Group) -> None:
    if double.id == stays.id:
        raise tk.ValidationError({"into": [tk._("Choose another organisation.")]})
    if _is_confirmed(double):
        raise tk.ValidationError({"body": [tk._("This organisation is confirmed: it stays.")]})
    people = sa.exists().where(
        model.Member.group_id == double.id,
        model.Member.table_name == "user",
        model.Member.state == "active",
    )
    datasets = sa.exists().where(
        model.Package.owner_org == double.id, model.Package.state != "deleted"
    )
    parties = sa.exists().where(Party.body_id == double.id)
    if model.Session.execute(sa.select(sa.or_(people, datasets, parties))).scalar_one():
        sentence = tk._("People, datasets or agreements name this organisation: move them first.")
        raise tk.ValidationError({"body": [sentence]})


def _hand_over(double: model.Group, stays: model.Group) -> None:
    """Give names and codes of ``double`` to ``stays``, where it has none of its own."""
    extras = dict(stays.extras or {})
    for row in BodyIdentifier.of(double.id):
        field = SCHEMES[row.scheme]
        if extras.get(field):
            model.Session.delete(row)
        else:
            row.body_id, extras[field] = stays.id, row.value
    stays.extras = extras
    for row in BodyName.of(double.id):
        row.body_id = stays.id
    model.Session.flush()
    own = {key(stays.title or ""), key(str(extras.get("official_name") or ""))}
    for name in (double.title, (double.extras or {}).get("official_name")):
        if name and key(name) not in own and BodyName.get(key(name)) is None:
            model.Session.add(
                BodyName(body_id=stays.id, name=name, normalised=key(name), kind="former")
            )
            model.Session.flush()


def _is_confirmed(group: model.Group) -> bool:
    return (group.extras or {}).get("confirmed") != "no"


def _named(group: model.Group) -> dict[str, Any]:
    return {"body": group.id, "names": [row.name for row in BodyName.of(group.id)]}


def _record(past: str, body: str, context: Any, **facts: Any) -> None:
    record(
        f"body:content:{past}",
        ("body", body),
        by=content.actor(context),
        at=clock.now(),
        body=body,
        **facts,
    )
