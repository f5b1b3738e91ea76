"""Answers of the site, made comparable: what differs from request to request is taken out."""

from __future__ import annotations

import re
from typing import Any

NAMED = "[asked]"
# Of the moment, not of what was asked.
_HEADERS = {"date", "set-cookie", "content-length"}
_TOKENS = re.compile(
    r'(name="_csrf_token"[^>]*(?:content|value)="|'
    r'<meta name="csrf[^>]*content="|(?:content|value)=")[A-Za-z0-9._-]{60,}"'
)
_STAMPS = re.compile(r"<updated>[^<]+</updated>|[?&]_=\d+|webassets/[\w-]+/[0-9a-f]{8}_")

Answer = tuple[int, str, tuple[tuple[str, str], ...], tuple[str, ...]]


def comparable(response: Any, *named: str) -> Answer:
    """Return status, body, headers but for Date, and names of cookies; names asked for blanked."""
    body = response.get_data(as_text=True)
    body = _STAMPS.sub("", _TOKENS.sub(r'\1"', body))
    headers = sorted(
        (key.lower(), _blank(value, named))
        for key, value in response.headers.items()
        if key.lower() not in _HEADERS
    )
    cookies = sorted(value.split("=", 1)[0] for value in response.headers.getlist("Set-Cookie"))
    return response.status_code, _blank(body, named), tuple(headers), tuple(cookies)


def differences(one: Answer, other: Answer) -> list[str]:
    """Return what two answers differ in, in words."""
    parts = ("status", "body", "headers", "cookies")
    return [
        f"{part}: {_around(a, b)}" for part, a, b in zip(parts, one, other, strict=True) if a != b
    ]


def _blank(text: str, named: tuple[str, ...]) -> str:
    for name in sorted(filter(None, named), key=len, reverse=True):
        text = text.replace(name, NAMED)
    return text


def _around(one: Any, other: Any) -> str:
    if not isinstance(one, str):
        return f"{one} / {other}"
    first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, first - 80)
    return f"…{one[start : first + 80]!r} / …{other[start : first + 80]!r}"
