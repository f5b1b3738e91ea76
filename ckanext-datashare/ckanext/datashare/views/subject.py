"""What the pages about one agreement share: the agreement, its address, or the missing answer."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response

from .. import results
from . import answer


def find(id: str) -> dict[str, Any] | None:
    """Return an agreement that the reader may read, with its ``address``; None for any other."""
    try:
        agreement: dict[str, Any] = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    if agreement["type"] != "agreement":
        return None
    return {**agreement, "address": results.address(agreement)}


def attempt(action: str, agreement: dict[str, Any], **data: Any) -> dict[str, Any] | Response:
    """Call an action about an agreement; return what is wrong by field, or a page of refusal."""
    try:
        answer.call(action, id=agreement["id"], **data)
    except tk.ValidationError as error:
        wrong: dict[str, Any] = error.error_dict
        return wrong
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    except tk.ObjectNotFound:
        return answer.missing()
    except SearchError:
        return {"": [answer.nothing_saved()]}
    return {}
