"""The events of this extension, each with its facts and whether it is public."""

from __future__ import annotations

from ckanext.datashare.shared import EventType

EVENTS: tuple[EventType, ...] = (
    EventType("template:content:created", ("fields",), public=True),
    EventType("template:content:changed", ("fields",), public=True),
    EventType("template:version:published", ("template", "template_version", "sha256"), public=True),
    EventType(
        "template:approval:given",
        ("template", "template_version", "approving_body", "role", "expires"),
        public=True,
    ),
    EventType(
        "template:approval:withdrawn",
        ("template", "template_version", "approving_body", "role", "reason"),
        public=True,
    ),
)
