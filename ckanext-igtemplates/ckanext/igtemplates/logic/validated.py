"""The first step of every action."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def validated(schema: dict[str, Any], context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the data as the schema takes it.

    :raises ckan.logic.ValidationError: naming each field that is wrong
    """
    data, errors = tk.navl_validate(data_dict, schema, context)
    if errors:
        raise tk.ValidationError(errors)
    return dict(data)
