"""What a scan finds in a document that is about to be public, for a person to judge."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from .notice_catalogue import N_

MAX_FINDINGS = 500
MAX_TEXT = 200

Box = tuple[float, float, float, float]


class FindingKind(str, Enum):
    """What sort of thing was found."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    METADATA = "metadata"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked_change"
    COVERED_TEXT = "covered_text"
    HIDDEN_TEXT = "hidden_text"
    EMBEDDED_FILE = "embedded_file"
    EARLIER_VERSION = "earlier_version"
    MORE = "more"


_SENTENCES: dict[FindingKind, str] = {
    FindingKind.EMAIL: N_("An e-mail address: {text}"),
    FindingKind.TELEPHONE: N_("A telephone number: {text}"),
    FindingKind.METADATA: N_("The file's properties hold “{label}”: {text}"),
    FindingKind.COMMENT: N_("A comment can be read: {text}"),
    FindingKind.TRACKED_CHANGE: N_("A tracked change can be read ({label}): {text}"),
    FindingKind.COVERED_TEXT: N_("Text under a box can still be copied and searched: {text}"),
    FindingKind.HIDDEN_TEXT: N_("Text that readers do not see is in the file: {text}"),
    FindingKind.EMBEDDED_FILE: N_("Another file is inside the document: {text}"),
    FindingKind.EARLIER_VERSION: N_(
        "The file still holds what stood in it before it was changed: {text} earlier"
    ),
    FindingKind.MORE: N_("There is more than this list can show: {text}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: what, on which page, in which words, and where on the page.

    :ivar page: from one; None where it belongs to the file or the document has no pages
    :ivar label: the property or the sort of change
    :ivar box: left, bottom, right, top in points of the page (PDF)
    """

    kind: FindingKind
    text: str
    page: int | None = None
    label: str = ""
    box: Box | None = None

    @property
    def template(self) -> str:
        """Return the sentence before its words are filled in, for translation."""
        return _SENTENCES[self.kind]

    @property
    def sentence(self) -> str:
        """Return what was found, in a sentence."""
        return self.template.format(text=self.text, label=self.label)

    def as_dict(self) -> dict[str, object]:
        """Return the finding as JSON keeps it."""
        return {
            "kind": self.kind.value,
            "page": self.page,
            "text": self.text,
            "label": self.label,
            "box": list(self.box) if self.box else None,
        }

    @classmethod
    def from_dict(cls, data: dict[str, object]) -> Finding:
        """Return the finding that :meth:`as_dict` wrote."""
        page, box = data.get("page"), data.get("box")
        return cls(
            kind=FindingKind(data["kind"]),
            text=str(data["text"]),
            page=page if isinstance(page, int) else None,
            label=str(data.get("label") or ""),
            box=_box(box) if isinstance(box, list) else None,
        )


def _box(values: list[float]) -> Box:
    left, bottom, right, top = values
    return (left, bottom, right, top)


def shortened(text: str) -> str:
    """Return ``text`` on one line, cut where it gets long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_TEXT else line[: MAX_TEXT - 1].rstrip() + "…"


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once, by page; what is beyond the limit becomes one finding that says so.

    The same words twice on one page are one finding: whoever removes them sees both.
    """
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        found.setdefault((finding.kind, finding.page, finding.label, finding.text), finding)
    kept = sorted(found.values(), key=lambda finding: finding.page or 0)
    if len(kept) <= MAX_FINDINGS:
        return kept
    rest = Finding(kind=FindingKind.MORE, text=str(len(kept) - MAX_FINDINGS))
    return [*kept[:MAX_FINDINGS], rest]


def digest(findings: list[Finding], *, sha256: str) -> str:
    """Return the hash of what a person is shown about the file with this ``sha256``.

    Whoever confirms sends it back, so that what was seen is what is confirmed.
    """
    shown = [finding.as_dict() for finding in findings]
    canonical = json.dumps([sha256, shown], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
