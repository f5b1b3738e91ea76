"""Entry point ``igtemplates``: each hook is one line into the module that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.lib.plugins import DefaultTranslation
from ckanext.datashare.interfaces import AgreementDocument, IDataShare
from ckanext.datashare.shared import Addresses, EventType

from . import addresses, agreement_clauses, agreement_document, events, logic, views


@tk.blanket.actions(logic.actions)
@tk.blanket.auth_functions(logic.auth_functions)
@tk.blanket.blueprints(views.blueprints)
@tk.blanket.config_declarations
class IGTemplatesPlugin(p.SingletonPlugin, DefaultTranslation):
    """Templates, guided writing, documents, projects and assessments of data sharing."""

    p.implements(p.IConfigurer)
    p.implements(p.ITranslation)
    p.implements(IDataShare, inherit=True)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")

    # IDataShare
    def datashare_addresses(self) -> tuple[dict[str, Addresses], dict[str, Addresses]]:
        return addresses.ACTIONS, addresses.ROUTES

    def datashare_events(self) -> Iterable[EventType]:
        return events.EVENTS

    def datashare_agreement_parts(self, agreement: dict[str, Any]) -> Iterable[tuple[str, str]]:
        return agreement_clauses.parts(agreement)

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
