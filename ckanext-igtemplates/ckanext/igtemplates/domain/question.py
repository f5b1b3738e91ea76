"""A question of a template: what is asked for one field, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import shape
from .condition import Condition

_KEYS = (
    "id",
    "section",
    "field",
    "text",
    "help",
    "example",
    "shown_if",
    "required_if",
    "required",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; the answer is the value of ``field`` in the dataset."""

    id: str
    section: str
    field: str
    text: str
    help: str = ""
    example: str = ""
    shown_if: Condition | None = None
    required_if: Condition | None = None
    required: bool = False

    @classmethod
    def read(cls, data: object, place: str) -> Question:
        """Return the question that ``data`` says.

        :raises TemplateRefused: naming the place that is wrong
        """
        row = shape.mapping(data, place, known=_KEYS)
        key = shape.identifier(row.get("id"), f"{place}.id")
        place = f"{place} ({key})"
        return cls(
            id=key,
            section=shape.identifier(row.get("section"), f"{place}.section"),
            field=shape.field_name(row.get("field"), f"{place}.field"),
            text=shape.line(row.get("text"), f"{place}.text", needed=True),
            help=shape.text(row.get("help"), f"{place}.help"),
            example=shape.text(row.get("example"), f"{place}.example"),
            shown_if=optional(row.get("shown_if"), f"{place}.shown_if"),
            required_if=optional(row.get("required_if"), f"{place}.required_if"),
            required=shape.flag(row.get("required"), f"{place}.required", otherwise=False),
        )

    def shown(self, answers: Mapping[str, object]) -> bool:
        """Return whether it is asked, given the other answers."""
        return self.shown_if is None or self.shown_if.holds(answers)

    def needed(self, answers: Mapping[str, object]) -> bool:
        """Return whether it has to be answered, given the other answers."""
        if not self.shown(answers):
            return False
        return self.required or (self.required_if is not None and self.required_if.holds(answers))

    def as_data(self) -> dict[str, object]:
        """Return the question as data; what is left out is empty."""
        said: dict[str, object] = {
            "id": self.id,
            "section": self.section,
            "field": self.field,
            "text": self.text,
            "help": self.help,
            "example": self.example,
            "shown_if": self.shown_if.as_data() if self.shown_if else None,
            "required_if": self.required_if.as_data() if self.required_if else None,
            "required": self.required,
        }
        return {name: value for name, value in said.items() if value}


def optional(data: object, place: str) -> Condition | None:
    """Return the condition that ``data`` says, or None where it says none."""
    return None if data is None else Condition.read(data, place)
