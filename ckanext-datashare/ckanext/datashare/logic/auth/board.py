"""Who sees the board of an agreement, and who reads its text."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.decision_rule import BOARD
from .agreement import answer

__all__ = ["datashare_board_show", "datashare_text_show"]


@tk.auth_sysadmins_check
def datashare_board_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: a member or role holder of a body on the board."""
    return answer(context, BOARD, data_dict["id"])


@tk.auth_sysadmins_check
def datashare_text_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: as the board; others read the public copy, which keeps back what is withheld."""
    return answer(context, BOARD, data_dict["id"])
