"""The events of this extension, each with its facts and whether it is public."""

from __future__ import annotations

from ckanext.datashare.shared import EventType

EVENTS: tuple[EventType, ...] = ()
