"""One model of a document, from which every form of it is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

# Characters that no reader sees and that can make one text read as another: controls but tab and
# line end, marks that turn the direction of reading, and code points that are no characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def plain(text: str) -> str:
    """Return a text that reads the same for everybody: what hides in it is written out."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", unicodedata.normalize("NFC", even))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 stands under the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; line ends in it are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is said about each: one text or several."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row is as long as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that is no part of what is agreed."""

    text: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """What stands in place of a part that is not shown."""

    sentence: str


Block = Heading | Paragraph | Items | Facts | Table | Note | Withheld


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    :param subject: what stands under the title: term and text each
    :param mark: what every page shows at its foot, such as reference, version and fingerprint
    :param made: when it was made, as its properties say; None for nothing there
    """

    title: str
    language: str
    subject: tuple[tuple[str, str], ...]
    mark: str
    blocks: tuple[Block, ...]
    made: datetime | None = None

    def texts(self) -> Iterator[str]:
        """Yield every text of the document, in the order of reading."""
        yield self.title
        for term, said in self.subject:
            yield from (term, said)
        for block in self.blocks:
            yield from _texts(block)

    @property
    def size(self) -> int:
        """The number of characters in it."""
        return sum(map(len, self.texts()))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Facts):
        for term, said in block.rows:
            yield from (term, *said)
    elif isinstance(block, Table):
        yield from (block.caption, *block.header)
        for row in block.rows:
            yield from row
    elif isinstance(block, Withheld):
        yield block.sentence
    else:
        yield block.text
