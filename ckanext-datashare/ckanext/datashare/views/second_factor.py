"""/user/second-factor: set up the app that signing asks for; /confirm: give password and code."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import segno
from ckan.types import Response
from flask import Blueprint, make_response
from markupsafe import Markup

from .. import form, second_factor
from ..domain import second_factor as rules
from ..domain.freshness import local_path
from . import answer

blueprint = answer.protect(Blueprint("datashare_second_factor", __name__))


@blueprint.before_request
def sign_in() -> Response | None:
    """Send whoever has not signed in to do so, and back here afterwards."""
    if tk.current_user.is_anonymous:
        here = tk.request.full_path if tk.request.method == "GET" else tk.request.path
        return tk.redirect_to("user.login", came_from=here)
    return None


@blueprint.get("/user/second-factor")
def show() -> Response:
    """Show whether a second factor is set up, and the way to set it up, renew or remove it."""
    return _page("show", {"factor": answer.call("datashare_second_factor_show")})


@blueprint.post("/user/second-factor/start")
def start() -> Response:
    """Show a new secret, as a square code and as text, and ask for its first code."""
    password = tk.request.form.get("password", "")
    try:
        offer = answer.call("datashare_second_factor_start", password=password)
    except tk.ValidationError as error:
        factor = answer.call("datashare_second_factor_show")
        return _page("show", {"factor": factor}, wrong=error, at="password")
    except tk.NotAuthorized as error:
        return _confirm_first(error)
    return _page("setup", _drawn(offer))


@blueprint.post("/user/second-factor/enrol")
def enrol() -> Response:
    """Take the first code, and show the recovery codes this once."""
    try:
        made = answer.call("datashare_second_factor_enrol", code=tk.request.form.get("code", ""))
    except tk.ValidationError as error:
        return _again(error)
    except tk.NotAuthorized as error:
        return _confirm_first(error)
    except tk.ObjectNotFound as error:
        tk.h.flash_error(str(error.message))
        return tk.redirect_to("datashare_second_factor.show")
    return _page("codes", {"codes": made["recovery_codes"]})


@blueprint.post("/user/second-factor/remove")
def remove() -> Response:
    """Remove one's own second factor."""
    try:
        answer.call("datashare_second_factor_remove")
    except tk.NotAuthorized as error:
        return _confirm_first(error)
    except tk.ObjectNotFound as error:
        tk.h.flash_error(str(error.message))
    else:
        tk.h.flash_success(tk._("Your second factor is removed."))
    return tk.redirect_to("datashare_second_factor.show")


@blueprint.route("/confirm", methods=["GET", "POST"])
def confirm() -> Response:
    """Ask for password and code, then go back to where the person came from."""
    home = tk.h.url_for("datashare_second_factor.show")
    back = local_path(tk.request.args.get("back"), otherwise=home)
    if not answer.call("datashare_second_factor_show")["enrolled"]:
        return _page("none", {})
    if tk.request.method == "GET":
        return _page("confirm", {"back": back})
    given = {name: tk.request.form.get(name, "") for name in ("password", "code")}
    try:
        answer.call("datashare_second_factor_confirm", **given)
    except tk.ValidationError as error:
        return _page("confirm", {"back": back}, wrong=error)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    return make_response("", 303, {"Location": back})


def _again(error: tk.ValidationError) -> Response:
    """Show the secret again that the page showed before; what counts is the one that is kept."""
    try:
        secret = rules.from_text(tk.request.form.get("secret", ""))
    except rules.SecretRefused:
        return tk.redirect_to("datashare_second_factor.show")
    shown = second_factor.shown(secret, account=tk.current_user.name)
    return _page("setup", _drawn(shown), wrong=error)


def _drawn(offer: dict[str, str]) -> dict[str, Any]:
    code = segno.make(offer["address"], error="m", micro=False)
    # Black on white in every theme: cameras need the contrast.
    square = code.svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return {"secret": offer["secret"], "square": Markup(square)}  # noqa: S704  segno's own markup


def _confirm_first(error: Exception) -> Response:
    """Send whoever has a second factor to confirm with it; refuse an API token."""
    if not answer.call("datashare_second_factor_show")["enrolled"]:
        return answer.refused(error)
    back = tk.h.url_for("datashare_second_factor.show")
    return tk.redirect_to("datashare_second_factor.confirm", back=back)


def _page(
    name: str,
    extra: dict[str, Any],
    *,
    wrong: tk.ValidationError | None = None,
    at: str = "code",
) -> Response:
    errors: dict[str, Any] = wrong.error_dict if wrong is not None else {}
    # What does not say which part was wrong stands by the last field of the form.
    shown = {(at if field == "code" else field): texts for field, texts in errors.items()}
    mistakes = [form.Mistake(f"#field-{field}", str(texts[0])) for field, texts in shown.items()]
    extra = {**extra, "errors": shown, "mistakes": mistakes}
    page = make_response(tk.render(f"datashare/second_factor/{name}.html", extra))
    page.status_code = 400 if errors else 200
    return answer.keep_private(page)
