"""/agreement/<id>/signatures: who signed, and the proof that anyone can check."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from ..domain.role import LABELS, Role
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_signature", __name__))


@blueprint.get("/agreement/<id>/signatures")
def show(id: str) -> Response:
    """Show who signed, and how to check it offline."""
    agreement, proof = _found(id)
    if agreement is None or proof is None:
        return answer.missing()
    signatures = answer.call("datashare_signature_list", id=agreement["id"])
    extra = {
        "agreement": agreement,
        "proof": proof,
        "signatures": [{**one, "called": LABELS[Role(one["role"])]} for one in signatures],
        "withheld": answer.call("datashare_part_list", id=agreement["id"]),
        "address": tk.h.url_for("datashare_signature.proof", id=agreement["address"]),
    }
    return _kept(make_response(tk.render("datashare/signature/show.html", extra)), agreement)


@blueprint.get("/agreement/<id>/proof.json")
def proof(id: str) -> Response:
    """Give the proof as a file."""
    agreement, found = _found(id)
    if agreement is None or found is None:
        return answer.missing()
    response = make_response(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    response.content_type = "application/json; charset=utf-8"
    name = f"{agreement['name']}-proof.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _kept(response, agreement)


def _found(id: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    agreement = subject.find(id)
    if agreement is None:
        return None, None
    try:
        return agreement, answer.call("datashare_signature_proof", id=agreement["id"])
    except tk.ObjectNotFound:
        return agreement, None


def _kept(response: Response, agreement: dict[str, Any]) -> Response:
    return answer.keep_private(response) if agreement["private"] else response
