"""The events of this extension, each with its facts and whether it is public."""

from __future__ import annotations

from ckanext.datashare.shared import EventType

EVENTS: tuple[EventType, ...] = (
    EventType("template:content:created", ("fields",), public=True),
    EventType("template:content:changed", ("fields",), public=True),
    EventType(
        "template:version:published", ("template", "template_version", "sha256"), public=True
    ),
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
    # Projects and assessments stay with the bodies that take part.
    EventType("project:content:created", ("fields",)),
    EventType("project:content:changed", ("fields",)),
    EventType("project:step:asked", ("step",)),
    EventType("project:step:decided", ("step", "outcome", "role")),
    EventType("dpia:content:created", ("fields",)),
    EventType("dpia:content:changed", ("fields",)),
    EventType("dpia:state:submitted", ("to",)),
    EventType("dpia:state:returned", ("role",)),
    EventType("dpia:state:signed", ("role",)),
    EventType("dpia:decision:recorded", ("kind", "role")),
)
