"""The audit log, for those who may read it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...audit import key, proof, reader
from ..schema import event as schema

__all__ = ["datashare_checkpoint_show", "datashare_event_list", "datashare_event_show"]


@tk.side_effect_free
@tk.validate_action_data(schema.event_list)
def datashare_event_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List events, the newest first: of one agreement, of one body, or the public log.

    Who: everyone for public events about what they may see; members of an agreement's lead, of its
    parties invited or joined, of the body asked for, and sysadmins, for all of them.
    Event: none, nothing is written.

    :param agreement: id, name or reference of an agreement (optional)
    :param body: instead, id or name of a body (optional)
    :param limit: how many, at most 100 (optional, default 20)
    :param offset: how many to pass over (optional, default 0)
    :returns: ``count``, and ``events``: a list of ``{id, at, action, subject_type, subject_id,
        actor_body, agreement_reference, agreement_version, purpose, facts, leaf}``; ``leaf`` is
        the place in the tree, null until it is sealed; those concerned also get ``actor``
    :raises ckan.logic.NotFound: when the agreement or body is missing or may not be known of
    """
    tk.check_access("datashare_event_list", context, data_dict)
    agreement, body = data_dict.get("agreement"), data_dict.get("body")
    if agreement and body:
        raise tk.ValidationError({"body": [tk._("Give an agreement or a body, not both.")]})
    if agreement:
        scope = reader.of_agreement(context, agreement)
    elif body:
        scope = reader.of_body(context, body)
    else:
        scope = reader.of_everyone()
    found = reader.read(scope, limit=data_dict["limit"], offset=data_dict["offset"])
    return {
        "count": reader.count(scope),
        "events": [reader.shown(event, leaf, insider=scope.insider) for event, leaf in found],
    }


@tk.side_effect_free
@tk.validate_action_data(schema.event_show)
def datashare_event_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show one event with the bytes that were hashed.

    Who: as for ``datashare_event_list``; a person also events about their own account.
    Event: none, nothing is written.

    :param id: id of the event
    :returns: as in ``datashare_event_list``, with ``canonical`` (the text whose SHA-256, after a
        zero byte, is the leaf hash) and ``leaf_hash`` in hexadecimal
    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    tk.check_access("datashare_event_show", context, data_dict)
    scope = reader.of_event(context, data_dict["id"])
    found = reader.read(scope, limit=1)
    if not found:
        raise tk.ObjectNotFound(tk._("Event was not found."))
    event, leaf = found[0]
    return dict(
        reader.shown(event, leaf, insider=scope.insider),
        canonical=bytes(event.canonical).decode(),
        leaf_hash=bytes(event.leaf_hash).hex(),
    )


@tk.side_effect_free
def datashare_checkpoint_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show the newest signed checkpoint of the audit log, to be kept elsewhere.

    Who: everyone. Event: none, nothing is written.

    :returns: ``note``, the signed note (null before the first), and ``public_keys`` of the log
    """
    tk.check_access("datashare_checkpoint_show", context, data_dict)
    try:
        keys = [str(known) for known in key.public()]
    except key.KeyRefused:
        keys = []  # a web server without the key file still gives the note, which stands by itself
    return {"note": proof.last_note(), "public_keys": keys}
