"""Whether a person just gave password and second factor, in this very browser session.

The session holds a random token and nothing else; what it stands for lies on the server, under the
token's digest: who, when, how, and digests of the password's hash and the factor's enrolment. So
a mark ends with the sign-out, with a change of either factor, and after ten minutes; it is of no
use to another person, and nothing that a caller sends can make one.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis
from flask import current_app, g, has_request_context, session

from . import config
from .domain.freshness import FRESH_FOR, is_fresh
from .model.second_factor import SecondFactor

_KEY = "datashare_fresh"


def require(context: Any, *, at: datetime) -> str:
    """Return how the caller proved themself within the last ten minutes, in this browser.

    Neither ``ignore_auth`` nor being a sysadmin stands in for it.

    :param context: of the action that asks
    :param at: the present moment, with its zone
    :returns: ``totp``, ``recovery``, or ``amr`` (the login provider's word)
    :raises ckan.logic.NotAuthorized: for an API token, the command line, a job, another person's
        session, or a confirmation that is missing, older, or of a password or app since changed
    """
    user = browser_user(context)
    mark = _mark()
    if mark is not None and _holds(mark, user, at=at):
        return str(mark["method"])
    if _provider_says_so(at=at):
        return "amr"
    raise tk.NotAuthorized(
        tk._("Confirm that it is you with your password and a code, then do this again.")
    )


def browser_user(context: Any) -> model.User:
    """Return the caller, when they are signed in to the browser session of this request.

    :raises ckan.logic.NotAuthorized: for an API token, the command line, a job or another user
    """
    user = model.User.get(context["user"]) if context.get("user") else None
    if user is None or not has_request_context() or not _is_session_of(user):
        raise tk.NotAuthorized(
            tk._("Only a person signed in with a browser can do this, never an API token.")
        )
    return user


def confirm_address(back: str) -> str:
    """Return the address of the page that asks for password and code, and then leads ``back``.

    :param back: a path of this site, such as ``/agreement/DSL-2026-483920``
    """
    return str(tk.h.url_for("datashare_second_factor.confirm", back=back))


def set_mark(user: model.User, *, method: str, at: datetime) -> None:
    """Mark this browser session as confirmed; the caller has checked both factors and committed.

    The session gets a new id, as at a sign-in: one that somebody planted is of no use.
    """
    clear()
    regenerate = getattr(current_app.session_interface, "regenerate", None)
    if regenerate is not None:
        regenerate(session)
    token = secrets.token_urlsafe(32)
    session[_KEY] = token
    mark = {"user": user.id, "at": at.isoformat(), "method": method, "of": _factors(user)}
    connect_to_redis().set(_place(token), json.dumps(mark), ex=int(FRESH_FOR.total_seconds()))


def clear() -> None:
    """End the confirmation of this browser session."""
    token = session.pop(_KEY, None)
    if isinstance(token, str):
        connect_to_redis().delete(_place(token))


def on_sign_in(_sender: Any, **_named: Any) -> None:
    """Start each sign-in without a confirmation."""
    clear()


def on_sign_out(_sender: Any, **_named: Any) -> None:
    """Let neither a confirmation nor the login provider's word outlast a sign-out."""
    clear()
    for key in config.trusted_amr()[:2]:
        session.pop(key, None)


def _is_session_of(user: model.User) -> bool:
    # An API token takes precedence over a session where both are sent.
    token = tk.request.headers.get(tk.config["apitoken_header_name"])
    if token or g.get("login_via_auth_header"):
        return False
    # Asking who calls has CKAN look at the session, after a remembered sign-in too.
    return bool(tk.current_user.name == user.name and session.get("_user_id") == user.id)


def _mark() -> Mapping[str, Any] | None:
    token = session.get(_KEY)
    if not isinstance(token, str):
        return None
    stored = connect_to_redis().get(_place(token))
    found: Mapping[str, Any] | None = json.loads(stored) if stored else None
    return found


def _holds(mark: Mapping[str, Any], user: model.User, *, at: datetime) -> bool:
    return (
        mark["user"] == user.id
        and mark["of"] == _factors(user)
        and is_fresh(datetime.fromisoformat(mark["at"]), at=at)
    )


def _factors(user: model.User) -> str:
    """Return a digest that changes with the password and with each enrolment."""
    row = SecondFactor.of(user.id)
    enrolled = row.enrolled_at.isoformat() if row is not None and row.enrolled_at else ""
    return hashlib.sha256(f"{user.password}\0{enrolled}".encode()).hexdigest()


def _provider_says_so(*, at: datetime) -> bool:
    trusted = config.trusted_amr()
    if not trusted:
        return False
    methods, moment, *values = trusted
    given, when = session.get(methods), session.get(moment)
    named = [given] if isinstance(given, str) else given
    if not isinstance(named, list) or not set(values) & {str(one) for one in named}:
        return False
    if isinstance(when, bool) or not isinstance(when, int | float):
        return False
    return is_fresh(datetime.fromtimestamp(when, timezone.utc), at=at)


def _place(token: str) -> str:
    digest = hashlib.sha256(token.encode()).hexdigest()
    return f"{tk.config['ckan.site_id']}:datashare:fresh:{digest}"
