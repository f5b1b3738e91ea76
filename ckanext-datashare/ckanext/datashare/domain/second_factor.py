"""The second factor of people who sign: one-time codes of an app, and recovery codes on paper.

RFC 6238 (TOTP) over RFC 4226 (HOTP). The shared secret rests sealed with AES-256-GCM and bound to
its owner, so that a row moved to another person opens for nobody.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

# RFC 6238 §4.1: the default step X, in seconds.
STEP = 30
# RFC 6238 §5.2: at most one step of delay on the way; as much for a clock that is ahead.
DRIFT = 1
# RFC 4226 §5.3: at least six digits.
DIGITS = 6
# RFC 4226 §4 R6: the shared secret is recommended to have 160 bits.
SECRET_BYTES = 20
# RFC 4226 §7.3: the number of wrong codes is limited, which 10^6 codes need.
MAX_FAILURES = 5
WINDOW = timedelta(minutes=15)
RECOVERY_CODES = 10
RECOVERY_BYTES = 10  # 80 bits
KEY_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D §5.2.1.1: 96 bits

_CODE = re.compile(r"[0-9]{6}")


class SecondFactorRefused(ValueError):
    """What was given is no second factor of this person now."""


class CodeRefused(SecondFactorRefused):
    """A wrong code, an expired one, or one that was used before."""


class SecretRefused(SecondFactorRefused):
    """A sealed secret that this key does not open for this person."""


def new_secret() -> bytes:
    """Return a fresh shared secret."""
    return os.urandom(SECRET_BYTES)


def as_text(secret: bytes) -> str:
    """Return a secret as people type it: base32 in groups of four."""
    plain = base64.b32encode(secret).decode("ascii").rstrip("=")
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def from_text(text: str) -> bytes:
    """Return the secret that ``text`` (base32, spaces allowed) writes.

    :raises SecretRefused: when it is no secret of at least 128 bits (RFC 4226 §4 R6)
    """
    plain = "".join(text.split()).upper()
    try:
        secret = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except binascii.Error as error:
        raise SecretRefused("this is no secret in base32") from error
    if len(secret) < 16:
        raise SecretRefused("a secret has at least 128 bits")
    return secret


def code(secret: bytes, at: datetime) -> str:
    """Return the six digits of the moment ``at``."""
    return _totp(secret).generate(_seconds(at)).decode("ascii")


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """Return the ``otpauth:`` address that an app reads from the square code."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def matching_step(secret: bytes, given: str, *, at: datetime, last_step: int | None) -> int:
    """Return the step whose code was given, to be stored: it and all before it are used up.

    :param last_step: the last step a code was accepted of; None before the first
    :raises CodeRefused: for a wrong code, one too old or too early, or one used before
    """
    digits = "".join(given.split())
    if not _CODE.fullmatch(digits):
        raise CodeRefused("a code has six digits")
    present = _seconds(at) // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step < 0 or (last_step is not None and step <= last_step):
            continue
        try:
            _totp(secret).verify(digits.encode("ascii"), step * STEP)
        except InvalidToken:
            continue
        return step
    raise CodeRefused("this is not the code of now, or it was used before")


def new_recovery_codes() -> list[str]:
    """Return ten recovery codes in the form they are printed: ``ABCD-EFGH-IJKL-MNOP``."""
    made = [
        base64.b32encode(os.urandom(RECOVERY_BYTES)).decode("ascii") for _ in range(RECOVERY_CODES)
    ]
    return ["-".join(one[start : start + 4] for start in range(0, 16, 4)) for one in made]


def is_recovery_code(given: str) -> bool:
    """Return whether what was typed has the form of a recovery code."""
    return re.fullmatch(r"[A-Z2-7]{16}", _plain(given)) is not None


def is_locked(failures: int) -> bool:
    """Return whether this many refusals within the last :data:`WINDOW` are enough."""
    return failures >= MAX_FAILURES


@dataclass(frozen=True, slots=True)
class Key:
    """The key that seals secrets and keys the hashes of recovery codes."""

    # Kept out of what a log or an error page shows of an object.
    value: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Key:
        """Return a fresh key."""
        return cls(os.urandom(KEY_BYTES))

    @classmethod
    def read(cls, text: str) -> Key:
        """Return the key that a file holds, in base64 for addresses, without padding.

        :raises SecretRefused: for a text that is not 256 bits
        """
        plain = text.strip()
        try:
            value = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise SecretRefused("the key is damaged") from error
        if len(value) != KEY_BYTES:
            raise SecretRefused("the key is damaged")
        return cls(value)

    def text(self) -> str:
        """Return the key as its file holds it."""
        return base64.urlsafe_b64encode(self.value).decode("ascii").rstrip("=")

    def seal(self, secret: bytes, *, user: str) -> bytes:
        """Return nonce and ciphertext of a secret, bound to the id of its owner."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(self._part("seal")).encrypt(nonce, secret, _bound(user))

    def open(self, sealed: bytes, *, user: str) -> bytes:
        """Return the secret that was sealed for this user.

        :raises SecretRefused: when it was sealed for another, with another key, or changed
        """
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(self._part("seal")).decrypt(nonce, rest, _bound(user))
        except (InvalidTag, ValueError) as error:
            raise SecretRefused("the secret does not open with this site's key") from error

    def recovery_hash(self, given: str, *, user: str) -> bytes:
        """Return what is stored of a recovery code; 80 random bits need no slow hash."""
        data = _bound(user) + b"\0" + _plain(given).encode("utf-8")
        return hmac.new(self._part("recovery"), data, hashlib.sha256).digest()

    def _part(self, purpose: str) -> bytes:
        return hmac.new(self.value, purpose.encode("ascii"), hashlib.sha256).digest()


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 (RFC 6238 §1.2: HMAC-SHA-1)


def _seconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("the moment of a code needs its zone")
    return int(at.timestamp())


def _bound(user: str) -> bytes:
    return b"datashare second factor\0" + user.encode("utf-8")


def _plain(given: str) -> str:
    return re.sub(r"[\s-]+", "", given).upper()
