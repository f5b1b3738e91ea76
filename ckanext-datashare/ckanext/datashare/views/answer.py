"""What all our pages answer alike: safe headers, “Page not found”, and refusals with a reason."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

# Everything comes from this site; nothing is inline, framed or sent elsewhere.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# What a page asks of an organisation: counting its datasets would need the search engine.
ABOUT = {
    "include_datasets": False,
    "include_dataset_count": False,
    "include_groups": False,
    "include_followers": False,
    "include_users": False,
}


def protect(blueprint: Blueprint) -> Blueprint:
    """Have every answer of a blueprint carry the headers of our pages."""
    blueprint.after_request(_headers)
    return blueprint


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if tk.request.method != "GET" or not tk.current_user.is_anonymous:
        keep_private(response)
    return response


def keep_private(response: Response) -> Response:
    """Keep an answer out of every cache."""
    # CKAN writes Cache-Control after us and reads this mark.
    tk.request.environ["__no_cache__"] = True
    response.cache_control.private = True
    response.cache_control.no_store = True
    return response


def missing() -> Response:
    """Answer for what is missing and for what the reader may not know of: the same words."""
    return make_response(tk.render("datashare/answer/missing.html"), 404)


def refused(error: Exception, *, agreement: dict[str, Any] | None = None) -> Response:
    """Answer for what the reader may see but not do: the reason, the next step, whom to ask."""
    reason = str(getattr(error, "message", None) or error or "")
    extra = {"reason": reason, "agreement": agreement}
    return keep_private(make_response(tk.render("datashare/answer/refused.html", extra), 403))


def sign_in() -> Response | None:
    """Send whoever has not signed in to do so, and back here afterwards."""
    if tk.current_user.is_anonymous:
        return tk.redirect_to("user.login", came_from=tk.request.path)
    return None


def call(action: str, **data: Any) -> Any:
    """Call an action as the reader."""
    return tk.get_action(action)({"user": tk.current_user.name}, data)


def nothing_saved() -> str:
    """Return what to say when search is away and a write was refused whole."""
    return str(
        tk._(
            "Search is not available, so nothing was saved. Your answers are still on this page. "
            "Try again in a few minutes."
        )
    )
