"""The first check: is an impact assessment needed?"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain import screening
from ..schema.screening import screening_assess
from ..validated import validated

__all__ = ["igtemplates_screening_assess"]


@tk.side_effect_free
def igtemplates_screening_assess(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say whether an impact assessment is needed (UK GDPR Article 35), with the reasons.

    Who: anyone. Event: none.

    :param data_matching: whether data from several sources is brought together; so each ground
        of ``domain/screening.py``, what is left out is not so
    :returns: ``{needed, reasons}``
    """
    data = validated(screening_assess(), context, data_dict)
    tk.check_access("igtemplates_screening_assess", context, data)
    known = {ground.id for ground in screening.GROUNDS}
    answer = screening.assess({key: bool(value) for key, value in data.items() if key in known})
    return {"needed": answer.needed, "reasons": [tk._(reason) for reason in answer.reasons]}
