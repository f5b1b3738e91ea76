"""Checks and keeps people's second factors; every attempt leaves an event and is counted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import second_factor_key
from .audit.record import record
from .domain import second_factor as rules
from .model import second_factor as rows
from .model.second_factor import RecoveryCode, SecondFactor
from .outbox.queue import notify
from .unit_of_work import unit_of_work

log = logging.getLogger(__name__)

# How long a person may take to put an offered secret into an app.
OFFER_LASTS = timedelta(minutes=30)

_Found = TypeVar("_Found")


def attempt(user: str, *, at: datetime, check: Callable[[], _Found | None], wrong: str) -> _Found:
    """Have ``check`` look at what a person gave, one attempt at a time and at most five wrong ones
    within fifteen minutes.

    :param check: writes what follows and leaves its event, or writes nothing and returns None
    :param wrong: the sentence for a refusal, the same whichever part was wrong
    :returns: what ``check`` found
    :raises ckan.logic.ValidationError: with that sentence, after the
        event ``second_factor:code:refused``. Without an event when it is not looked at all.
    """
    try:
        with unit_of_work():
            rows.lock(user)
            if rules.is_locked(rows.failures(user, since=at - rules.WINDOW)):
                raise _refusal(tk._("Too many wrong answers. Wait fifteen minutes and try again."))
            found = check()
            if found is None:
                record("second_factor:code:refused", ("user", user), by=user, at=at)
    except (second_factor_key.KeyRefused, rules.SecretRefused) as error:
        log.error("Second factors cannot be checked: %s", error)
        raise _refusal(
            tk._("Codes cannot be checked now. Tell whoever looks after this site.")
        ) from error
    if found is None:
        raise _refusal(wrong)
    return found


def prove(user: model.User, *, password: str, given: str, at: datetime) -> str | None:
    """Check password and code or recovery code; use the code up and leave the event.

    Never commits. Both are looked at, whichever is wrong.

    :returns: ``totp`` or ``recovery``; None when either is wrong
    :raises second_factor_key.KeyRefused: when the site has no key
    :raises rules.SecretRefused: when the secret was sealed with another key, or for another
    """
    key, row = second_factor_key.load(), SecondFactor.of(user.id)
    known = user.validate_password(password)
    if row is None or row.sealed is None or not known:
        return None
    if rules.is_recovery_code(given):
        if not RecoveryCode.use(user.id, key.recovery_hash(given, user=user.id), at):
            return None
        _record("recovery:used", user.id, by=user.id, at=at)
        _tell("recovery_used", user.id, at=at)
        return "recovery"
    step = _step(key.open(row.sealed, user=user.id), given, at=at, last_step=row.last_step)
    if step is None:
        return None
    row.last_step = step
    _record("code:accepted", user.id, by=user.id, at=at)
    return "totp"


def offer(user: str, *, at: datetime) -> bytes:
    """Keep a new secret beside what is enrolled, until a code proves that it arrived.

    Never commits. Event: ``second_factor:app:offered``.
    """
    secret = rules.new_secret()
    row = _row(user)
    row.offered, row.offered_at = second_factor_key.load().seal(secret, user=user), at
    _record("app:offered", user, by=user, at=at)
    return secret


def offered(user: str, *, at: datetime) -> bytes | None:
    """Return the secret that waits for its first code, or None.

    :raises second_factor_key.KeyRefused: when the site has no key
    :raises rules.SecretRefused: when it was sealed with another key
    """
    row = SecondFactor.of(user)
    if row is None or row.offered is None or row.offered_at is None:
        return None
    if at - row.offered_at > OFFER_LASTS:
        return None
    return second_factor_key.load().open(row.offered, user=user)


def accept(user: str, *, given: str, at: datetime) -> list[str] | None:
    """Enrol the offered secret when ``given`` is its code. Never commits.

    Event: ``second_factor:app:enrolled``.

    :returns: fresh recovery codes, the one time that they are shown; None for a wrong code
    """
    secret = offered(user, at=at)
    step = None if secret is None else _step(secret, given, at=at, last_step=None)
    if secret is None or step is None:
        return None
    return enrol(user, secret, step=step, by=user, at=at)


def enrol(user: str, secret: bytes, *, step: int | None, by: str, at: datetime) -> list[str]:
    """Make a secret the person's second factor, in place of any before. Never commits.

    Event: ``second_factor:app:enrolled``; the person is told.

    :param step: the step whose code proved the secret; None where nothing was proven
    :returns: fresh recovery codes
    """
    key = second_factor_key.load()
    rows.clear(user)
    codes = rules.new_recovery_codes()
    sealed = key.seal(secret, user=user)
    model.Session.add(SecondFactor(user_id=user, sealed=sealed, enrolled_at=at, last_step=step))
    for code in codes:
        model.Session.add(RecoveryCode(user_id=user, hash=key.recovery_hash(code, user=user)))
    model.Session.flush()
    _record("app:enrolled", user, by=by, at=at)
    _tell("enrolled", user, at=at)
    return codes


def holds(user: str, secret: bytes) -> bool:
    """Return whether a secret is the person's second factor already.

    :raises second_factor_key.KeyRefused: when the site has no key
    """
    row = SecondFactor.of(user)
    if row is None or row.sealed is None:
        return False
    try:
        return second_factor_key.load().open(row.sealed, user=user) == secret
    except rules.SecretRefused:
        # Sealed with a key since lost: then a new one takes its place.
        return False


def remove(user: str, *, by: str, at: datetime, unconfirmed: list[str]) -> None:
    """Remove a person's second factor. Never commits.

    Event: ``second_factor:app:removed``; the person is told.

    :param unconfirmed: the roles that need confirmation again, ``body/role`` each
    """
    rows.clear(user)
    _record("app:removed", user, by=by, at=at, unconfirmed=unconfirmed)
    _tell("removed", user, at=at)


def shown(secret: bytes, *, account: str) -> dict[str, str]:
    """Return a secret as an app takes it: ``secret`` to type, ``address`` for the square code."""
    issuer = str(tk.config["ckan.site_title"] or tk.config["ckan.site_id"])
    return {
        "secret": rules.as_text(secret),
        "address": rules.address(secret, account=account, issuer=issuer.replace(":", " ")),
    }


def _step(secret: bytes, given: str, *, at: datetime, last_step: int | None) -> int | None:
    try:
        return rules.matching_step(secret, given, at=at, last_step=last_step)
    except rules.CodeRefused:
        return None


def _row(user: str) -> SecondFactor:
    row = SecondFactor.of(user)
    if row is None:
        row = SecondFactor(user_id=user)
        model.Session.add(row)
    return row


def _record(what: str, user: str, *, by: str, at: datetime, **facts: Any) -> None:
    record(f"second_factor:{what}", ("user", user), by=by, at=at, **facts)


def _tell(what: str, user: str, *, at: datetime) -> None:
    notify(
        f"second_factor:{what}",
        [user],
        about=("user", user),
        key=f"second_factor:{what}/{user}/{at.isoformat()}",
        at=at,
    )


def _refusal(sentence: str) -> tk.ValidationError:
    return tk.ValidationError({"code": [sentence]})
