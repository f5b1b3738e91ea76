"""/agreement/<id>/write/clause/<clause>: the part of a clause that may be changed, and why."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from ckanext.datashare.shared import answer, form
from flask import Blueprint

from .. import written
from ..domain import deviation
from ..domain.clause import Clause
from . import section_form, writing

blueprint = answer.protect(Blueprint("igtemplates_clause", __name__))
blueprint.before_request(answer.sign_in)

_FIELDS = frozenset({"deviations"})


@blueprint.route(f"/{writing.KINDS}/<id>/write/clause/<clause>", methods=["GET", "POST"])
def change(kind: str, id: str, clause: str) -> Response:
    """Show a clause, its fixed text and the part that may be changed; save a change of it."""
    found = writing.opened(kind, id)
    if isinstance(found, Response):
        return found
    package, text = found
    asked = text.template.clause(clause)
    if asked is None or not asked.may_change:
        return answer.missing()
    row = next((row for row in written.rows_of(text.content) if row.get("clause") == clause), {})
    approved = deviation.approved_text(asked, text.words)
    if tk.request.method == "GET":
        said = {"change": row.get("change") or approved, "reason": row.get("reason", "")}
        return _page(package, text, asked, said, {})
    said = {name: tk.request.form.get(name, "") for name in ("change", "reason")}
    errors = _mistakes(said, approved)
    if tk.request.form.get("seen") != section_form.token(text.content, _FIELDS):
        words = tk._("Someone else changed the text meanwhile. Save again to keep your words.")
        errors.setdefault("change", []).append(words)
    return (
        _page(package, text, asked, said, errors) if errors else _save(package, text, asked, said)
    )


def _mistakes(said: dict[str, str], approved: str) -> dict[str, list[str]]:
    changed = not _same(said["change"], approved)
    if changed and not said["change"].strip():
        return {"change": [tk._("Enter the text. Use the approved text if nothing changes.")]}
    if changed and not said["reason"].strip():
        return {"reason": [tk._("Enter why this agreement needs other words.")]}
    return {}


def _save(
    package: dict[str, Any], text: written.Written, asked: Clause, said: dict[str, str]
) -> Response:
    rows = [dict(row) for row in written.rows_of(text.content) if row.get("clause") != asked.id]
    if not _same(said["change"], deviation.approved_text(asked, text.words)):
        rows.append({"clause": asked.id, **said})
    try:
        answer.call("package_patch", id=package["id"], deviations=rows)
    except tk.ValidationError as error:
        return _page(package, text, asked, said, _errors_of_row(error.error_dict))
    except tk.NotAuthorized as error:
        return writing.refused(error, package)
    except SearchError:
        return _page(package, text, asked, said, {"": [answer.nothing_saved()]})
    tk.h.flash_success(tk._("Saved."))
    return tk.redirect_to("igtemplates_check.read", kind=package["type"], id=package["id"])


def _errors_of_row(errors: dict[str, Any]) -> dict[str, list[str]]:
    """Return the mistakes of the changed row, which is the last."""
    rows = errors.get("deviations") or []
    last = rows[-1] if rows else None
    if isinstance(last, dict):
        return {name: list(texts) for name, texts in last.items()}
    return (
        {"change": [str(row) for row in rows]} if rows else {"": [str(v) for v in errors.values()]}
    )


def _page(
    package: dict[str, Any],
    text: written.Written,
    asked: Clause,
    said: dict[str, str],
    errors: dict[str, list[str]],
) -> Response:
    approved = deviation.approved_text(asked, text.words)
    mistakes = [
        form.Mistake(f"#field-{name}" if name else "", words)
        for name, sentences in errors.items()
        for words in sentences
    ]
    return writing.page(
        "clause",
        package,
        text,
        status=400 if mistakes else 200,
        clause=asked,
        fixed=text.fixed_part(asked),
        approved=approved,
        said=said,
        errors=errors,
        mistakes=mistakes,
        passages=deviation.compare(approved, said["change"].replace("\r\n", "\n").strip()),
        is_changed=not _same(said["change"], approved),
        seen=section_form.token(text.content, _FIELDS),
    )


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
