"""A person at the running site: signs in, opens pages, fills in forms, as a browser would.

The sample story and the demonstration act through the site's own pages, so they show what the
pages do and have no way in that a person has not.
"""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import Any

from .report import Failure

_ADVICE = "open the page in a browser as the same person; .local/log/web.log says more"
_SECONDS = 120


class Visitor:
    """One person with a session of their own at the site under ``address``."""

    def __init__(self, address: str) -> None:
        self._address = address
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.page = Page("")
        self.where = ""

    def sign_in(self, *, name: str, password: str) -> None:
        """Sign in with a password."""
        self.open("/user/login")
        self.send("/user/login", login=name, password=password)
        if "/user/login" in self.where:
            raise Failure(f"{name} could not sign in", do=_ADVICE)

    def open(self, path: str) -> Page:
        """Open a page."""
        return self._ask(path, None)

    def send(self, path: str, **fields: str) -> Page:
        """Send a form that the present page shows, its hidden fields included, to ``path``."""
        hidden = {**self.page.token, **self.page.hidden.get(_path(path), {})}
        return self._ask(path, urllib.parse.urlencode({**hidden, **fields}).encode())

    def call(self, action: str, **data: Any) -> Any:
        """Call an action of the API in this session and return its result."""
        if not self.page.token:
            self.open("/")
        request = urllib.request.Request(  # noqa: S310  the site's own address
            f"{self._address}/api/3/action/{action}",
            json.dumps(data).encode(),
            {
                "Content-Type": "application/json",
                "X-CSRFToken": next(iter(self.page.token.values()), ""),
                "Referer": self._address,
            },
        )
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return json.load(answer)["result"]
        except urllib.error.HTTPError as refused:
            said = refused.read().decode("utf-8", "replace")[:600]
            raise Failure(f"{action} was refused: {said}", do=_ADVICE) from refused

    def _ask(self, path: str, body: bytes | None) -> Page:
        address = urllib.parse.urljoin(self.where or self._address, path)
        request = urllib.request.Request(  # noqa: S310  the site's own address
            address, body, {"Referer": self._address}
        )
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                self.where = answer.geturl()
                self.page = Page(answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as refused:
            said = Page(refused.read().decode("utf-8", "replace")).words
            raise Failure(f"{path} answered {refused.code}: {said[:600]}", do=_ADVICE) from refused
        return self.page


class Page(HTMLParser):
    """What a form needs of a page: the token against forged requests, and the hidden fields."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.token: dict[str, str] = {}
        self.hidden: dict[str, dict[str, str]] = {}  # path a form goes to -> its hidden fields
        self.words = ""
        self._meta: dict[str, str] = {}
        self._form = ""
        self._silent = 0
        self.feed(text)
        name = self._meta.get("csrf_field_name", "")
        if name in self._meta:
            self.token = {name: self._meta[name]}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a form and its fields say."""
        known = {key: value or "" for key, value in attrs}
        if tag == "meta" and "name" in known:
            self._meta[known["name"]] = known.get("content", "")
        elif tag == "form":
            self._form = _path(known.get("action", ""))
        elif tag == "input" and known.get("type") == "hidden" and "name" in known:
            fields = self.hidden.setdefault(self._form, {})
            fields[known["name"]] = known.get("value", "")
        elif tag in ("script", "style"):
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave what holds no words."""
        if tag in ("script", "style") and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        """Gather the words a reader sees."""
        if not self._silent and data.strip():
            self.words += f"{' '.join(data.split())} "


def _path(address: str) -> str:
    return urllib.parse.urlsplit(address).path
