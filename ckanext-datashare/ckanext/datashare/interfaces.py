"""What a sibling extension contributes to the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ckan.plugins.interfaces import Interface

if TYPE_CHECKING:
    import ckan.model as model

    from .domain.event import EventType
    from .domain.notice import NoticeType
    from .domain.verdict import Rule
    from .guard.addresses import Addresses

Problems = dict[str, list[str]]  # field to sentences, as CKAN lists errors


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """An agreement as a document, in each of its forms."""

    pdf: bytes
    html: str
    docx: bytes


class DatasetType:
    """A dataset type of the suite beside agreements; see ``content.py`` for when each is asked.

    Its events ``<name>:content:created`` and ``<name>:content:changed`` (facts ``fields``) are
    declared by the extension that offers the type.
    """

    name: str
    public: bool = False  # whether everyone may read its datasets from the start

    def dataset_name(self, data: Mapping[str, Any]) -> str:
        """Return the name of a new dataset, which its address shows."""
        raise NotImplementedError

    def refusals(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> Problems:
        """Return why content may not be as it is in ``after``; ``before`` is empty for a new one.

        Both are decoded: lists as lists, rows as lists of dictionaries.
        """
        return {}

    def created(self, package: model.Package, content: dict[str, Any], *, by: str, at: Any) -> None:
        """Add the rows of a new dataset, in the transaction of its event."""

    def changed(self, package: model.Package, content: dict[str, Any], *, by: str, at: Any) -> None:
        """Bring the rows in line with changed content, in the transaction of its event."""

    def facts(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what the event of a change tells; ``before`` is empty for a new dataset.

        Both are as they are stored, repeating fields as JSON text.
        """
        names = before.keys() | after
        return {"fields": sorted(name for name in names if before.get(name) != after.get(name))}

    def log(self, package: model.Package) -> dict[str, Any]:
        """Return under which ``reference`` and ``version`` its events stand, if under any."""
        return {}

    def lock(self, package: model.Package) -> bool:
        """Let of two writers the second meet what the first left; False where there is no row."""
        return True

    def readers(self, package: model.Package) -> set[str]:
        """Return the ids of bodies, beside the owner, whose members may read a private dataset."""
        return set()

    def lifecycle(self, package: model.Package) -> dict[str, Any]:
        """Return what a dictionary shows that no dataset action writes."""
        return {}

    def words(self, content: dict[str, Any]) -> list[str]:
        """Return what may be searched for, beside title and notes; content is decoded."""
        return []


class IDataShare(Interface):
    """Implemented by the sibling extensions; every method may be left out."""

    def datashare_events(self) -> Iterable[EventType]:
        """Return the events this extension records, each with its facts and whether public."""
        return ()

    def datashare_notices(self) -> Iterable[NoticeType]:
        """Return the notices this extension sends."""
        return ()

    def datashare_notice_families(self) -> dict[str, str]:
        """Return what each family of this extension's notices is about, for people's choices."""
        return {}

    def datashare_access_rules(self) -> Iterable[Rule]:
        """Return access rules, asked after the register's own and before the final refusal."""
        return ()

    def datashare_addresses(self) -> tuple[dict[str, Addresses], dict[str, Addresses]]:
        """Return how each action and each route of this extension names its object."""
        return {}, {}

    def datashare_dataset_types(self) -> Iterable[DatasetType]:
        """Return the dataset types this extension offers."""
        return ()

    def datashare_agreement_tabs(self, agreement: dict[str, Any]) -> Iterable[dict[str, str]]:
        """Return tabs for an agreement's page: ``{"title", "url"}``."""
        return ()

    def datashare_ways_to_begin(self) -> Iterable[dict[str, str]]:
        """Return ways to begin a new agreement: ``{"title", "text", "url"}``."""
        return ()

    def datashare_content_problems(self, before: dict[str, Any], after: dict[str, Any]) -> Problems:
        """Return why an agreement's content may not be as it is in ``after``, by field.

        Asked when an agreement is created (``before`` is empty) and whenever its content changes;
        both are decoded: lists as lists, rows as lists of dictionaries.
        """
        return {}

    def datashare_move_problems(self, agreement: dict[str, Any], act: str) -> Problems:
        """Return what stands in the way of ``submit``, ``agree`` or ``freeze``, by field.

        ``agreement`` is as ``content.of`` gives it.
        """
        return {}

    def datashare_agreement_parts(self, agreement: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Return what is signed beside the fields: path (``clause:<id>``) and text, in order."""
        return ()

    def datashare_parts_telling(self, agreement: dict[str, Any], path: str) -> Iterable[str]:
        """Return the paths of other signed parts whose text tells what the part at ``path`` says.

        Where that part is withheld, these are known by their hash alone as well.
        """
        return ()

    def datashare_agreement_document(
        self,
        agreement: dict[str, Any],
        *,
        reference: str,
        version: int,
        root: str,
        withheld: Mapping[str, str],
    ) -> AgreementDocument | None:
        """Return the agreement as a document, the same bytes for the same arguments.

        :param root: hex of the frozen text's root; empty for a draft
        :param withheld: path of a part (``field:<name>``, ``clause:<id>``) to the sentence that
            stands in its place
        """
        return None

    def datashare_due(self, at: datetime) -> None:
        """Do whatever of this extension's work is due at ``at``; called by the ticker."""

    def datashare_agreement_holdings(self, reference: str) -> Iterable[dict[str, Any]]:
        """Return what this extension holds under the agreement ``reference``."""
        return ()

    def datashare_person_holdings(self, person: str) -> Iterable[dict[str, Any]]:
        """Return what this extension holds about the opaque person id ``person``."""
        return ()
