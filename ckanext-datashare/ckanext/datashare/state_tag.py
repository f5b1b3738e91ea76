"""An agreement's state as a reader sees it: word, icon, look, and its effect in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk

from .domain.period import Period, Standing, display_label, display_state
from .domain.state import Origin, State
from .field_text import day_words
from .london import day

_ENDED = "circle-stop"
# The icons are Font Awesome's; the colours are in assets/css/state.css, by the same words.
ICONS = {
    State.DRAFT.value: "pen",
    State.REVIEW.value: "comments",
    State.AGREED.value: "handshake",
    State.SIGNING.value: "file-signature",
    State.SUSPENDED.value: "circle-pause",
    State.ENDED.value: _ENDED,
    State.SUPERSEDED.value: "clock-rotate-left",
    State.REFUSED.value: "circle-xmark",
    State.WITHDRAWN.value: _ENDED,
    State.TAKEN_DOWN.value: _ENDED,
    Standing.NOT_STARTED.value: "calendar-day",
    Standing.ACTIVE.value: "circle-check",
    Standing.EXPIRED.value: _ENDED,
    Standing.DATES_NOT_STATED.value: "circle-question",
}
OVERDUE = "review_overdue"


@dataclass(frozen=True, slots=True)
class Tag:
    """One state tag: ``word`` is the machine word, which names its look."""

    word: str
    label: str
    icon: str
    effect: str


def tags(agreement: Mapping[str, Any], *, today: date | None = None) -> list[Tag]:
    """Return the state of an agreement's dictionary, with “Review overdue” beside it if due."""
    today = today or day()
    word = word_of(agreement, today=today)
    found = [Tag(word, tk._(display_label(word)), ICONS[word], _effect(word, agreement))]
    if word in (Standing.ACTIVE.value, Standing.DATES_NOT_STATED.value) and agreement.get(
        "review_overdue"
    ):
        effect = tk._("a review was due by {day}. Sharing goes on.")
        found.append(
            Tag(
                OVERDUE,
                tk._("Review overdue"),
                "triangle-exclamation",
                effect.format(day=day_words(str(agreement.get("review_date")))),
            )
        )
    return found


def word_of(agreement: Mapping[str, Any], *, today: date) -> str:
    """Return the machine word of what a reader sees."""
    start, review = (_date(agreement.get(f"{name}_date")) for name in ("start", "review"))
    period = Period(start, _date(_last_day(agreement)), review)
    return display_state(State(agreement["status"]), period, today)


def _date(stored: Any) -> date | None:
    return date.fromisoformat(str(stored)[:10]) if stored else None


def _last_day(agreement: Mapping[str, Any]) -> str:
    days = (str(agreement.get(name) or "")[:10] for name in ("end_date", "ends_on"))
    return min((found for found in days if found), default="")


def _effect(word: str, agreement: Mapping[str, Any]) -> str:
    """Return what the state means, to stand after “Suspended: ” and its likes."""
    since = day_words(_london_day(agreement.get("status_since")))
    start = day_words(str(agreement.get("start_date") or ""))
    end = day_words(_last_day(agreement))
    sentences = {
        State.DRAFT.value: tk._("since {since}, for its own organisations only."),
        State.REVIEW.value: (
            tk._("since {since}, its organisations read and approve it. It is not public.")
            if agreement.get("origin") == Origin.NEW.value
            else tk._("since {since}, a second person checks it. It is not public.")
        ),
        State.AGREED.value: tk._("since {since}. It is not signed yet."),
        State.SIGNING.value: tk._("since {since}. No data may be shared yet."),
        State.SUSPENDED.value: tk._("no data may be shared since {since}."),
        State.ENDED.value: tk._("no data may be shared since {since}."),
        State.SUPERSEDED.value: tk._("a newer version took its place on {since}."),
        State.REFUSED.value: tk._("it was not agreed on {since}. No data may be shared under it."),
        State.WITHDRAWN.value: tk._("its lead gave it up on {since}. No data may be shared."),
        State.TAKEN_DOWN.value: tk._("it was published in error and removed on {since}."),
        Standing.NOT_STARTED.value: tk._("data may be shared from {start}."),
        Standing.EXPIRED.value: tk._("it ended on {end}. No data may be shared under it."),
        Standing.DATES_NOT_STATED.value: tk._(
            "the source does not say when sharing starts or ends."
        ),
        Standing.ACTIVE.value: (
            tk._("data may be shared until {end}.")
            if end
            else tk._("data may be shared. It started on {start}; no end date is stated.")
        ),
    }
    return sentences[word].format(since=since, start=start, end=end)


def _london_day(moment: Any) -> str:
    return day(datetime.fromisoformat(str(moment))).isoformat() if moment else ""
