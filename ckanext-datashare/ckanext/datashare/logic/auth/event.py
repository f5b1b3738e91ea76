"""Who may read the audit log: everyone may ask; what each is shown depends on the event.

A public event is for whoever may see its subject. The others are for the bodies concerned: members
of the lead and of the parties invited or joined, members of a body for events about the body, a
person for events about their own account, and those who run the site.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult

__all__ = ["datashare_checkpoint_show", "datashare_event_list", "datashare_event_show"]


@tk.auth_allow_anonymous_access
def datashare_event_list(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Everyone; the action leaves out what the caller may not see."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def datashare_event_show(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Everyone; the action answers "not found" for what the caller may not see."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def datashare_checkpoint_show(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Everyone: a checkpoint is worth something only where many keep it."""
    return {"success": True}
