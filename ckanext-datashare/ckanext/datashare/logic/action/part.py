"""Parts of a text that are kept from the public, each with its reason and exemption."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import agreements, clock, content, withholding
from ...document import published
from ...model.withheld import Withheld
from ...unit_of_work import unit_of_work
from ..schema import agreement as agreement_schema
from ..schema import signature as schema
from .agreement import validated

__all__ = [
    "datashare_part_disclose",
    "datashare_part_list",
    "datashare_part_options",
    "datashare_part_withhold",
]


def datashare_part_withhold(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Keep a part of a text from the public: a field or a clause.

    Before registration it is noted; after it the part leaves the public page, its search document
    and the public copy at once. Parties go on reading it, and its hash stays under the signatures.
    Who: the IG lead or DPO of the lead body. Event: ``agreement:part:withheld``.

    :param id: id, name or reference of the agreement
    :param path: ``field:<name>`` or ``clause:<id>``
    :param reason: why, in words for the public
    :param exemption: a term of the list of exemptions
    :param public_interest: why the public interest in keeping it back is the greater; needed for a
        qualified exemption (FOIA section 2(2)(b); EIR regulation 12(1)(b))
    :returns: ``{path, reason, exemption, public_interest}``
    """
    data = validated(schema.part_withhold(), context, data_dict)
    return _decide(context, data, withheld=True)


def datashare_part_disclose(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a part that was withheld.

    Who: the IG lead or DPO of the lead body. Event: ``agreement:part:disclosed``.

    :param id: id, name or reference of the agreement
    :param path: ``field:<name>`` or ``clause:<id>``
    :param reason: why
    :returns: ``{path, reason, exemption}``
    """
    data = validated(schema.part_disclose(), context, data_dict)
    return _decide(context, data, withheld=False)


@tk.side_effect_free
def datashare_part_list(context: Any, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the parts that are withheld: where, why, by which role; never what they say.

    Who: whoever may read the agreement.

    :param id: id, name or reference of the agreement
    :returns: ``[{path, reason, exemption, role, at}]`` in the order of their paths
    """
    data = validated(agreement_schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_part_list", context, {"id": row.package_id})
    return [
        {**_shown(one), "role": one.role, "at": one.at.isoformat()}
        for _path, one in sorted(Withheld.standing(row.package_id).items())
    ]


@tk.side_effect_free
def datashare_part_options(context: Any, data_dict: dict[str, Any]) -> list[str]:
    """List the paths of parts that could be withheld and are not.

    Who: the IG lead or DPO of the lead body.

    :param id: id, name or reference of the agreement
    :returns: paths, in the order of the text
    """
    data = validated(agreement_schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_part_options", context, {"id": row.package_id})
    standing = Withheld.standing(row.package_id)
    return [path for path in withholding.paths(row) if path not in standing]


def _decide(context: Any, data: dict[str, Any], *, withheld: bool) -> dict[str, Any]:
    act = "withhold" if withheld else "disclose"
    row = agreements.readable(context, data["id"])
    tk.check_access(f"datashare_part_{act}", context, {"id": row.package_id})
    old = published.public_resource(row.package_id)
    with unit_of_work() as unit:
        row = agreements.locked(context, row.package_id, action=f"datashare_part_{act}")
        made = withholding.decide(
            unit,
            row,
            path=data["path"],
            withheld=withheld,
            reason=data["reason"],
            exemption=data.get("exemption"),
            public_interest=data.get("public_interest"),
            by=content.actor(context),
            at=clock.now(),
        )
    if old is not None and old != published.public_resource(row.package_id):
        published.discard(old)
    return _shown(made)


def _shown(one: Withheld) -> dict[str, Any]:
    return {
        "path": one.path,
        "reason": one.reason,
        "exemption": one.exemption,
        "public_interest": one.public_interest,
    }
