"""What a sibling extension contributes to the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ckan.plugins.interfaces import Interface

if TYPE_CHECKING:
    from .domain.event import EventType
    from .domain.notice import NoticeType
    from .domain.verdict import Rule


class IDataShare(Interface):
    """Implemented by the sibling extensions; every method may be left out."""

    def datashare_events(self) -> Iterable[EventType]:
        """Return the events this extension records, each with its facts and whether public."""
        return ()

    def datashare_notices(self) -> Iterable[NoticeType]:
        """Return the notices this extension sends."""
        return ()

    def datashare_access_rules(self) -> Iterable[Rule]:
        """Return access rules, asked after the register's own and before the final refusal."""
        return ()

    def datashare_agreement_tabs(self, agreement: dict[str, Any]) -> Iterable[dict[str, str]]:
        """Return tabs for an agreement's page: ``{"title", "url"}``."""
        return ()

    def datashare_due(self, at: datetime) -> None:
        """Do whatever of this extension's work is due at ``at``; called by the ticker."""

    def datashare_agreement_holdings(self, reference: str) -> Iterable[dict[str, Any]]:
        """Return what this extension holds under the agreement ``reference``."""
        return ()

    def datashare_person_holdings(self, person: str) -> Iterable[dict[str, Any]]:
        """Return what this extension holds about the opaque person id ``person``."""
        return ()
