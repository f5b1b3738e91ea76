"""A document as a file: what may come in, how much of it is read, and why one is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from .notice_catalogue import N_

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {PDF: "pdf", DOCX: "docx"}

MAX_FILENAME = 100
_NOT_IN_FILENAME = re.compile(r"[^\w .()-]+")


class Kind(str, Enum):
    """Whose a document is: the parties' alone, or everyone's."""

    ORIGINAL = "original"
    PUBLIC_COPY = "public_copy"


class Status(str, Enum):
    """How far the examination of a document has come."""

    PENDING = "pending"  # too long for the upload itself: the ticker examines it
    READY = "ready"
    REFUSED = "refused"


class Reason(str, Enum):
    """Why a document is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    WRONG_ENDING = "wrong_ending"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    ATTACHED = "attached"
    MACROS = "macros"
    REMOTE = "remote"
    BOMB = "bomb"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_SLOW = "too_slow"
    MALWARE = "malware"
    NOT_SCANNED = "not_scanned"


# What is wrong, then what to do: each pair is shown at the file field.
_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY: (N_("The selected file is empty."), N_("Select another file.")),
    Reason.TOO_LARGE: (
        N_("The selected file is larger than {limit} MB."),
        N_("Make the pictures in it smaller, or split it, and select it again."),
    ),
    Reason.WRONG_TYPE: (
        N_("The selected file must be a PDF or DOCX."),
        N_("Save the document as PDF or DOCX and select that file."),
    ),
    Reason.WRONG_ENDING: (
        N_("The selected file is a {found} but its name does not end in .{found}."),
        N_("Save it again from the program that made it, and select that file."),
    ),
    Reason.BROKEN: (
        N_("The selected file is damaged and cannot be read."),
        N_("Open it in the program that made it, save it again, and select the new file."),
    ),
    Reason.ENCRYPTED: (
        N_("The selected file is protected by a password or restrictions."),
        N_("Save a copy without protection and select that file."),
    ),
    Reason.ACTIVE: (
        N_("The selected file does things by itself when it is opened ({found})."),
        N_("Print it to a new PDF and select that file."),
    ),
    Reason.ATTACHED: (
        N_("The selected file has other files or media inside it ({found})."),
        N_("Print it to a new PDF without attachments and select that file."),
    ),
    Reason.MACROS: (
        N_("The selected file has macros or controls in it ({found})."),
        N_("Save it as an ordinary DOCX without macros, or as PDF, and select that file."),
    ),
    Reason.REMOTE: (
        N_("The selected file loads parts of itself from elsewhere ({found})."),
        N_("Save it as PDF and select that file."),
    ),
    Reason.BOMB: (
        N_("The selected file unpacks to far more than a document would hold."),
        N_("Save it as PDF and select that file."),
    ),
    Reason.TOO_MANY_PAGES: (
        N_("The selected file has {found} pages. At most {limit} can be read."),
        N_("Split it and select the part that is the agreement."),
    ),
    Reason.TOO_MUCH_TEXT: (
        N_("The selected file has more text than can be read ({limit} characters)."),
        N_("Split it and select the part that is the agreement."),
    ),
    Reason.TOO_SLOW: (
        N_("The selected file takes too long to read."),
        N_("Print it to a new PDF and select that file."),
    ),
    Reason.MALWARE: (
        N_("The malware scanner refused the selected file."),
        N_("Do not send it on. Tell your IT security team."),
    ),
    Reason.NOT_SCANNED: (
        N_("The selected file could not be checked for malware just now."),
        N_("Try again in a few minutes."),
    ),
}


class DocumentRefused(ValueError):
    """A document that is not taken, with the reason and what to do about it.

    ``words`` fill the sentences; they never hold text of the document.
    """

    def __init__(self, reason: Reason, **words: str | int) -> None:
        self.reason = reason
        self.words = words
        self.sentence_template, self.next_step_template = _WORDS[reason]
        super().__init__(f"{self.sentence} {self.next_step}")

    @property
    def sentence(self) -> str:
        """Return what is wrong."""
        return self.sentence_template.format(**self.words)

    @property
    def next_step(self) -> str:
        """Return what the person can do."""
        return self.next_step_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a document is read, and at what cost."""

    megabytes: int = 25
    pages: int = 1000
    characters: int = 2_000_000
    seconds: int = 20


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document, a page each; a DOCX has pages only where Word noted their ends."""

    mimetype: str
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "\n\n".join(self.pages)


def safe_filename(name: str, *, mimetype: str) -> str:
    """Return a name that any disk and header can hold, with the ending of the content's type."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = last[: last.rfind(".")] if "." in last else last
    stem = " ".join(_NOT_IN_FILENAME.sub(" ", stem).split()).strip(" .")
    return f"{stem[:MAX_FILENAME].rstrip(' .') or 'document'}.{ENDINGS[mimetype]}"


def ending(name: str) -> str:
    """Return the ending of a file name in small letters, without its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
