"""A clause of a template: approved text with slots for answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import shape
from .condition import Condition
from .element import ELEMENTS
from .question import optional

SLOT = re.compile(r"\{\{ ?([a-z][a-z0-9_]{0,59}) ?\}\}")
# Words made from several fields, which no question asks for.
MADE = frozenset({"giving_bodies", "receiving_bodies"})
_CODE = ("{{", "}}", "{%", "%}", "{#", "#}", "${", "<%")
_KEYS = (
    "id",
    "heading",
    "body",
    "locked",
    "editable",
    "guidance",
    "element",
    "fields",
    "shown_if",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. ``body`` stands first, ``editable`` after it.

    What may be changed: of a clause with an ``editable`` part that part alone; of a clause without
    one its body, unless it is ``locked``. Paragraphs are parted by empty lines; a line that starts
    with ``- `` is an item of a list. A slot ``{{field}}`` is replaced by the words of an answer.
    """

    id: str
    heading: str
    body: str
    locked: bool = True
    editable: str = ""
    guidance: str = ""
    element: str = ""
    fields: tuple[str, ...] = ()
    shown_if: Condition | None = None

    @classmethod
    def read(cls, data: object, place: str) -> Clause:
        """Return the clause that ``data`` says.

        :raises TemplateRefused: naming the place that is wrong
        """
        row = shape.mapping(data, place, known=_KEYS)
        key = shape.identifier(row.get("id"), f"{place}.id")
        place = f"{place} ({key})"
        element = shape.line(row.get("element"), f"{place}.element")
        if element and element not in ELEMENTS:
            shape.refuse(f"{place}.element", f"“{element[:60]}” is no element of the code")
        return cls(
            id=key,
            heading=shape.line(row.get("heading"), f"{place}.heading", needed=True),
            body=_prose(row.get("body"), f"{place}.body", needed=True),
            locked=shape.flag(row.get("locked"), f"{place}.locked", otherwise=True),
            editable=_prose(row.get("editable"), f"{place}.editable", needed=False),
            guidance=shape.text(row.get("guidance"), f"{place}.guidance"),
            element=element,
            fields=shape.listed(row.get("fields"), f"{place}.fields", shape.field_name, most=60),
            shown_if=optional(row.get("shown_if"), f"{place}.shown_if"),
        )

    @property
    def may_change(self) -> bool:
        """Whether any of its text may differ in an agreement."""
        return bool(self.editable) or not self.locked

    def slots(self) -> frozenset[str]:
        """Return the fields whose answers stand in its text."""
        return frozenset(SLOT.findall(f"{self.body}\n{self.editable}"))

    def as_data(self) -> dict[str, object]:
        """Return the clause as data; what is left out is empty."""
        said: dict[str, object] = {
            "id": self.id,
            "heading": self.heading,
            "body": self.body,
            "locked": self.locked,
            "editable": self.editable,
            "guidance": self.guidance,
            "element": self.element,
            "fields": list(self.fields),
            "shown_if": self.shown_if.as_data() if self.shown_if else None,
        }
        return {name: value for name, value in said.items() if value or name == "locked"}


def _prose(data: object, place: str, *, needed: bool) -> str:
    found = shape.text(data, place, needed=needed)
    left = SLOT.sub("", found)
    for mark in _CODE:
        if mark in left:
            shape.refuse(place, f"“{mark}” may stand here only around the name of a field")
    return found
