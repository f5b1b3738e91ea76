"""The shape of what the notice actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.delivery import Cadence
from ...outbox.catalogue import families

MAX_IDS = 100
MAX_LIMIT = 100
MAX_OFFSET = 100_000


def notice_list() -> dict[str, Any]:
    """Return the schema of a question about one's own notices."""
    return {
        "unread": [tk.get_validator("default")(False), tk.get_validator("boolean_validator")],
        "limit": [tk.get_validator("default")(20), tk.get_validator("natural_number_validator")],
        "offset": [tk.get_validator("default")(0), tk.get_validator("natural_number_validator")],
    }


def notice_read() -> dict[str, Any]:
    """Return the schema of marking notices as read: some by id, or all."""
    return {
        "ids": [tk.get_validator("default")([]), _ids],
        "all": [tk.get_validator("default")(False), tk.get_validator("boolean_validator")],
    }


def notice_preference_update() -> dict[str, Any]:
    """Return the schema of a choice: one family, one cadence."""
    one_of = tk.get_validator("one_of")
    required = [tk.get_validator("not_empty"), tk.get_validator("unicode_safe")]
    return {
        "family": [*required, one_of(list(families()))],
        "cadence": [*required, one_of([cadence.value for cadence in Cadence])],
    }


def _ids(value: Any) -> list[str]:
    ids = [value] if isinstance(value, str) else value
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise tk.Invalid(tk._("Give the ids of notices as a list."))
    if len(ids) > MAX_IDS:
        raise tk.Invalid(tk._("Give at most {limit} ids.").format(limit=MAX_IDS))
    return ids
