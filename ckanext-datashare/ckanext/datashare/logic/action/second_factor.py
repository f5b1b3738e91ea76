"""A person's own second factor: shown, set up, confirmed with, removed.

Setting up and confirming need a browser session: an API token has no second factor and gets none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import clock, content, fresh, second_factor, unconfirm
from ...model.second_factor import RecoveryCode, SecondFactor
from ...unit_of_work import unit_of_work
from ..schema import second_factor as schema
from .agreement import validated

__all__ = [
    "datashare_second_factor_confirm",
    "datashare_second_factor_enrol",
    "datashare_second_factor_remove",
    "datashare_second_factor_show",
    "datashare_second_factor_start",
]


@tk.side_effect_free
def datashare_second_factor_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show whether one has a second factor. Never its secret.

    Who: whoever has signed in, their own. Event: none, nothing is written.

    :returns: ``{enrolled, since, recovery_codes}``: since when, and how many codes are unused
    """
    tk.check_access("datashare_second_factor_show", context, data_dict)
    user = content.actor(context)
    row = SecondFactor.of(user)
    since = row.enrolled_at if row is not None else None
    return {
        "enrolled": since is not None,
        "since": since.isoformat() if since is not None else None,
        "recovery_codes": RecoveryCode.unused(user),
    }


def datashare_second_factor_start(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Get a secret for an app; it counts once a code has proven that it arrived.

    Who: a person signed in with a browser, for themselves; who has a second factor already
    confirms with it before. Event: ``second_factor:app:offered``.

    :param password: one's password; not needed after a confirmation
    :returns: ``{secret, address}``: the secret in base32, and the ``otpauth:`` address
    """
    data, user = _of_browser("start", schema.second_factor_start(), context, data_dict)
    at, renews = clock.now(), _is_enrolled(user.id)
    if renews:
        fresh.require(context, at=at)
    elif not data.get("password"):
        raise tk.ValidationError({"password": [tk._("Enter your password.")]})

    def check() -> bytes | None:
        right = renews or user.validate_password(data["password"])
        return second_factor.offer(user.id, at=at) if right else None

    wrong = tk._("The password is not right.")
    secret = second_factor.attempt(user.id, at=at, check=check, wrong=wrong)
    return second_factor.shown(secret, account=user.name)


def datashare_second_factor_enrol(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Prove with a code that the offered secret is in the app; from then on it counts.

    A second factor of before, its recovery codes and confirmations end.
    Who: a person signed in with a browser, for themselves. Event: ``second_factor:app:enrolled``.

    :param code: the six digits that the app shows
    :returns: ``{recovery_codes}``: ten of them, never shown again
    :raises ckan.logic.NotFound: when no secret waits: it was not asked for, or half an hour ago
    """
    data, user = _of_browser("enrol", schema.second_factor_enrol(), context, data_dict)
    at = clock.now()
    if _is_enrolled(user.id):
        fresh.require(context, at=at)
    if not _is_offered(user.id, at=at):
        raise tk.ObjectNotFound(tk._("Start again: there is no secret that waits for its code."))
    codes = second_factor.attempt(
        user.id,
        at=at,
        check=lambda: second_factor.accept(user.id, given=data["code"], at=at),
        wrong=tk._("The code is not right. Enter the one that the app shows now."),
    )
    return {"recovery_codes": codes}


def datashare_second_factor_confirm(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Confirm with password and code that it is oneself; counts ten minutes, in this browser.

    Who: a person signed in with a browser, for themselves. Event:
    ``second_factor:code:accepted``, ``second_factor:recovery:used`` or
    ``second_factor:code:refused``.

    :param password: one's password
    :param code: the six digits of the app, or a recovery code
    :returns: ``{method}``: ``totp`` or ``recovery``
    """
    data, user = _of_browser("confirm", schema.second_factor_confirm(), context, data_dict)
    at = clock.now()
    method = second_factor.attempt(
        user.id,
        at=at,
        check=lambda: second_factor.prove(
            user, password=data["password"], given=data["code"], at=at
        ),
        wrong=tk._("The password or the code is not right, or the code was used before."),
    )
    fresh.set_mark(user, method=method, at=at)
    return {"method": method}


def datashare_second_factor_remove(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Remove a second factor with its recovery codes.

    Who: the person after a confirmation; for one who lost it, an administrator of a body of theirs
    or of the site, and then the person's roles that sign count again only once another
    administrator has confirmed them. Event: ``second_factor:app:removed``; the person is told.

    :param user: id or name of the person (optional, default oneself)
    :returns: ``{user, unconfirmed}``: the person's id, and roles to confirm, ``body/role`` each
    :raises ckan.logic.NotFound: when there is no such person or second factor
    """
    data = validated(schema.second_factor_remove(), context, data_dict)
    by, at = content.actor(context), clock.now()
    person = model.User.get(data.get("user") or by)
    # Who is nobody to the caller and who does not exist are answered alike.
    known = {"user": person.id if person is not None else ""}
    tk.check_access("datashare_second_factor_remove", context, known)
    if person is None or not _is_enrolled(person.id):
        raise tk.ObjectNotFound(tk._("This person has no second factor."))
    if person.id == by:
        fresh.require(context, at=at)
    with unit_of_work():
        unconfirmed = [] if person.id == by else unconfirm.roles(person.id, by=by, at=at)
        second_factor.remove(person.id, by=by, at=at, unconfirmed=unconfirmed)
    return {"user": person.id, "unconfirmed": unconfirmed}


def _of_browser(
    verb: str, shape: dict[str, Any], context: Any, data_dict: dict[str, Any]
) -> tuple[dict[str, Any], model.User]:
    data = validated(shape, context, data_dict)
    tk.check_access(f"datashare_second_factor_{verb}", context, data)
    return data, fresh.browser_user(context)


def _is_enrolled(user: str) -> bool:
    row = SecondFactor.of(user)
    return row is not None and row.sealed is not None


def _is_offered(user: str, *, at: datetime) -> bool:
    row = SecondFactor.of(user)
    if row is None or row.offered_at is None:
        return False
    return at - row.offered_at <= second_factor.OFFER_LASTS
