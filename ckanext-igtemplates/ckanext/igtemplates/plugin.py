"""Entry point ``igtemplates``: each hook is one line into the module that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.lib.plugins import DefaultTranslation
from ckanext.datashare.interfaces import AgreementDocument, DatasetType, IDataShare, Problems
from ckanext.datashare.shared import Addresses, EventType, NoticeType, united

from . import (
    addresses,
    agreement_clauses,
    agreement_document,
    cli,
    events,
    logic,
    notices,
    record_tabs,
    schemas,
    signing_gate,
    views,
    writing_hooks,
)
from .dpia_type import DpiaType
from .project_type import ProjectType
from .template_type import TemplateType


@tk.blanket.actions(logic.actions)
@tk.blanket.auth_functions(logic.auth_functions)
@tk.blanket.blueprints(views.blueprints)
@tk.blanket.cli(cli.commands)
class IGTemplatesPlugin(p.SingletonPlugin, DefaultTranslation):
    """Templates, guided writing, documents, projects and assessments of data sharing."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.ITranslation)
    p.implements(IDataShare, inherit=True)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Any, key: Any) -> None:
        schemas.declare(declaration)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "igtemplates")

    # IDataShare
    def datashare_dataset_types(self) -> Iterable[DatasetType]:
        return (TemplateType(), ProjectType(), DpiaType())

    def datashare_addresses(self) -> tuple[dict[str, Addresses], dict[str, Addresses]]:
        return addresses.ACTIONS, addresses.ROUTES

    def datashare_events(self) -> Iterable[EventType]:
        return events.EVENTS

    def datashare_notices(self) -> Iterable[NoticeType]:
        return notices.NOTICES

    def datashare_notice_families(self) -> dict[str, str]:
        return notices.FAMILIES

    def datashare_agreement_tabs(self, agreement: dict[str, Any]) -> Iterable[dict[str, str]]:
        return [*writing_hooks.tabs(agreement), *record_tabs.tabs(agreement)]

    def datashare_ways_to_begin(self) -> Iterable[dict[str, str]]:
        return writing_hooks.ways_to_begin()

    def datashare_content_problems(self, before: dict[str, Any], after: dict[str, Any]) -> Problems:
        return writing_hooks.content_problems(before, after)

    def datashare_move_problems(self, agreement: dict[str, Any], act: str) -> Problems:
        return united(
            (
                agreement_document.problems(agreement),
                writing_hooks.move_problems(agreement, act),
                signing_gate.move_problems(agreement, act),
            )
        )

    def datashare_agreement_parts(self, agreement: dict[str, Any]) -> Iterable[tuple[str, str]]:
        return agreement_clauses.parts(agreement)

    def datashare_parts_telling(self, agreement: dict[str, Any], path: str) -> Iterable[str]:
        return agreement_clauses.telling(agreement, path)

    def datashare_agreement_document(
        self,
        agreement: dict[str, Any],
        *,
        reference: str,
        version: int,
        root: str,
        withheld: Mapping[str, str],
    ) -> AgreementDocument | None:
        return agreement_document.rendered(
            agreement, reference=reference, version=version, root=root, withheld=withheld
        )
