"""Settings that a site with people's agreements on it should not run with, each with its reason.

``ckan datashare check-config`` holds the settings in force against these rules;
``config/production.ini.example`` is a site that keeps them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

DAY = 24 * 60 * 60  # seconds
MIN_SECRET = 32  # characters: 192 bits of the URL-safe alphabet
PARSERS = frozenset({"frange", "field"})  # what searching by place needs


@dataclass(frozen=True, slots=True)
class Site:
    """What is judged: the settings in force, and what the host says about some of them."""

    settings: Mapping[str, object]
    key_file_mode: int | None = None  # permission bits; None when there is no such file
    factor_key_file_mode: int | None = None
    may_change_evidence: bool = False  # what the database lets the site's role do

    def text(self, option: str) -> str:
        """Return a setting as text, empty when it is not set."""
        value = self.settings.get(option)
        return "" if value is None else str(value).strip()

    def is_on(self, option: str) -> bool:
        """Say whether a yes-or-no setting is on."""
        return self.text(option).lower() in {"true", "yes", "on", "1"}

    def number(self, option: str) -> float:
        """Return a setting as a number; infinite when it is none."""
        try:
            return float(self.text(option))
        except ValueError:
            return float("inf")

    def words(self, option: str) -> list[str]:
        """Return a setting that is a list."""
        value = self.settings.get(option)
        return [str(one) for one in value] if isinstance(value, list) else self.text(option).split()


@dataclass(frozen=True, slots=True)
class Rule:
    """One setting, when it is unsafe, why, and what to do."""

    option: str
    is_unsafe: Callable[[Site], bool]
    reason: str
    remedy: str


def judge(site: Site, rules: tuple[Rule, ...]) -> list[Rule]:
    """Return the rules that a site breaks, in their order."""
    return [rule for rule in rules if rule.is_unsafe(site)]


def on(option: str, reason: str) -> Rule:
    """Return the rule that a setting is on."""
    return Rule(option, lambda site: not site.is_on(option), reason, f"{option} = true")


def off(option: str, reason: str) -> Rule:
    """Return the rule that a setting is off."""
    return Rule(option, lambda site: site.is_on(option), reason, f"{option} = false")


def at_most(option: str, limit: int, reason: str) -> Rule:
    """Return the rule that a number is at most ``limit``."""
    remedy = f"{option} = {limit}, or less"
    return Rule(option, lambda site: site.number(option) > limit, reason, remedy)


def secret(option: str, reason: str) -> Rule:
    """Return the rule that a secret is long; what stands before a colon is its kind."""
    return Rule(
        option,
        lambda site: len(site.text(option).removeprefix("string:")) < MIN_SECRET,
        reason,
        f"give {option} at least {MIN_SECRET} random characters",
    )


def lax(option: str, reason: str) -> Rule:
    """Return the rule that a cookie stays at home."""
    return Rule(
        option,
        lambda site: site.text(option).lower() not in {"lax", "strict"},
        reason,
        f"{option} = Lax",
    )


def without(plugin: str, reason: str) -> Rule:
    """Return the rule that a plugin is not loaded."""
    return Rule(
        "ckan.plugins",
        lambda site: plugin in site.words("ckan.plugins"),
        reason,
        f"remove {plugin} from ckan.plugins",
    )


def is_remote(address: str) -> bool:
    """Say whether an address (a URL, or host:port) leads to another machine."""
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    if host in {"", "localhost"}:
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True
