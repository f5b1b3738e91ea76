"""What becomes public of a signed agreement: its fields and its PDF, without withheld parts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.model.types import make_uuid

from . import freezing, vocabulary
from .document import intake, published, storage
from .document.examine import examine
from .domain.document import Kind, Status
from .model.agreement import Agreement
from .model.document import Document
from .model.frozen import Frozen, FrozenPart
from .model.withheld import Withheld

_PDF = "application/pdf"


def publish(
    row: Agreement, kept: Frozen, *, by: str, at: datetime, disclosed: str = ""
) -> str | None:
    """Make the dataset and its public copy say what is public now, inside a unit of work.

    What is withheld leaves the dataset: it stays in the frozen text, for the parties.

    :param disclosed: path of a part that was withheld until now
    :returns: id of the resource that was replaced, whose bytes are to go after the commit
    """
    withheld = Withheld.standing(row.package_id)
    parts = FrozenPart.of(kept.id)
    sentences = {path: sentence(one) for path, one in withheld.items()}
    pdf = freezing.document(kept, parts, withheld=sentences).pdf if withheld else kept.pdf
    earlier = Document.public_copy(row.package_id)
    old = earlier.resource_id if earlier is not None else None
    if earlier is not None:
        model.Session.delete(earlier)
        model.Session.flush()
    copy = _copy(row, pdf, by=by, at=at)
    model.Session.add(copy)
    model.Session.flush()
    published.replace_resource(
        row.package_id,
        user=_site_user(),
        old=old,
        new=copy,
        data=pdf,
        fields=_fields(freezing.agreement(kept, parts), set(withheld), disclosed),
    )
    return old


def sentence(one: Withheld) -> str:
    """Return what stands in place of a withheld part."""
    exemption = vocabulary.label("exemption", one.exemption or "")
    return str(
        tk._("Withheld: {reason} ({exemption})").format(reason=one.reason, exemption=exemption)
    )


def _fields(signed: dict[str, Any], withheld: set[str], disclosed: str) -> dict[str, Any]:
    """Return what of the dataset changes: withheld fields say nothing, a disclosed one its value.

    The words of a withheld clause stand in the list of changes to the approved text.
    """
    fields: dict[str, Any] = {}
    for path in withheld | {disclosed}:
        name = path.removeprefix(freezing.FIELD)
        if path.startswith(freezing.FIELD) and name in signed:
            nothing: Any = [] if isinstance(signed[name], list) else ""
            fields[name] = nothing if path in withheld else signed[name]
    if signed.get("deviations") and freezing.FIELD + "deviations" not in withheld:
        fields["deviations"] = [
            one
            for one in signed["deviations"]
            if freezing.CLAUSE + str(one.get("clause")) not in withheld
        ]
    return fields


def _copy(row: Agreement, pdf: bytes, *, by: str, at: datetime) -> Document:
    copy = Document(
        package_id=row.package_id,
        kind=Kind.PUBLIC_COPY.value,
        filename=published.filename(row.package_id, mimetype=_PDF),
        mimetype=_PDF,
        sha256=storage.sha256(pdf),
        size=len(pdf),
        status=Status.READY.value,
        uploaded_by=by,
        uploaded_at=at,
        confirmed_by=by,
        confirmed_at=at,
        resource_id=make_uuid(),
    )
    intake.fill(copy, examine(pdf, filename="agreement.pdf"))
    return copy


def _site_user() -> str:
    return str(tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"])
