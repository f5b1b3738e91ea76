"""Reading a template's YAML file, which anybody may have written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable
from typing import Any

import yaml
from ckanext.datashare.shared import schemas, vocabulary

from .domain.reach import Values, unreachable
from .domain.shape import TemplateRefused, refuse
from .domain.template import Template

LARGEST = 300_000  # characters
DEEPEST = 20
# What a template fills: the schema of the dataset type. A notice is filled from an agreement.
_SCHEMA = {"agreement": "agreement", "notice": "agreement", "dpia": "dpia"}


class _Loader(yaml.SafeLoader):
    """YAML without references, tags and repeated keys: each can hide what a person would see."""

    depth = 0
    # Beside truth values and nothing at all, all is text: no number or date is worked out.
    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in known if tag.endswith((":bool", ":null"))]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse_at(event, "references (& and *) may not be used")
        if getattr(event, "tag", None):
            _refuse_at(event, "tags (!) may not be used")
        self.depth += 1
        if self.depth > DEEPEST:
            _refuse_at(event, f"lists and names stand at most {DEEPEST} deep")
        found = super().compose_node(parent, index)
        self.depth -= 1
        return found

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        names = [self.construct_object(key, deep=True) for key, _value in node.value]
        for place, name in enumerate(names):
            if not isinstance(name, str):
                _refuse_at(node.value[place][0], "a name is text")
            if name in names[:place]:
                _refuse_at(node.value[place][0], f"“{name[:60]}” stands twice")
        return super().construct_mapping(node, deep=deep)


def read(text: str) -> Template:
    """Return the template that a YAML file says.

    :raises TemplateRefused: naming the line or the place that is wrong
    """
    if len(text) > LARGEST:
        refuse("file", f"{len(text):,} characters are too many: at most {LARGEST:,}")
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader, narrowed)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark is not None else "file"
        raise TemplateRefused(place, "this is not YAML") from error
    return checked(data)


def checked(data: object) -> Template:
    """Return the template that ``data`` says, held against the fields it fills.

    :raises TemplateRefused: naming the place that is wrong
    """
    kind = data.get("applies_to") if isinstance(data, dict) else None
    schema = _SCHEMA.get(kind) if isinstance(kind, str) else None
    known = schemas.fields(schema) if schema else {}
    found = Template.read(data, fields=known.keys())
    values = {name: values_of(field) for name, field in known.items()}
    for key in unreachable(found.questions, values):
        refuse(f"questions ({key})", "no answers lead to this question")
    return found


def values_of(field: schemas.definition.Field) -> Values:
    """Return what a field of a schema may hold."""
    known = frozenset(vocabulary.load(field.vocabulary)) if field.vocabulary else None
    return Values(one=field.kind not in ("choices", "lines", "rows"), known=known)


def canonical(template: Template) -> bytes:
    """Return a template as bytes, the same for the same template."""
    data = template.as_data()
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def fingerprint(template: Template) -> str:
    """Return the SHA-256 of a template's canonical bytes, in hex."""
    return hashlib.sha256(canonical(template)).hexdigest()


def _refuse_at(what: Any, reason: str) -> None:
    refuse(f"line {what.start_mark.line + 1}", reason)
