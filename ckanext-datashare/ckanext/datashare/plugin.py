"""Entry point ``datashare``: each hook is one line into the module that does the work."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
import flask_login
from ckan.common import CKANConfig
from ckan.lib.plugins import DefaultTranslation

from . import body_content, cli, content, fresh, index, labels, logic, schemas, views
from .document import storage
from .guard import forgery, mail_tls, search


@tk.blanket.actions(logic.actions)
@tk.blanket.auth_functions(logic.auth_functions)
@tk.blanket.blueprints(views.blueprints)
@tk.blanket.cli(cli.commands)
@tk.blanket.helpers
@tk.blanket.validators
class DataSharePlugin(p.SingletonPlugin, DefaultTranslation):
    """Register of data sharing agreements and the foundations its siblings stand on."""

    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurable)
    p.implements(p.IConfigurer)
    p.implements(p.IFiles, inherit=True)
    p.implements(p.IOrganizationController, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IPermissionLabels)
    p.implements(p.ISignal)
    p.implements(p.ITranslation)

    # IConfigDeclaration
    def declare_config_options(self, declaration: Any, key: Any) -> None:
        schemas.declare(declaration)
        storage.declare()

    # IConfigurable
    def configure(self, config: CKANConfig) -> None:
        forgery.install()
        mail_tls.install()

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "datashare")

    # IFiles
    def files_file_allows(self, context: Any, file: Any, operation: Any) -> bool | None:
        return storage.allows(context, file, operation)

    # IOrganizationController; CKAN calls both for datasets as well
    def create(self, entity: Any) -> None:
        body_content.created(entity)

    def edit(self, entity: Any) -> None:
        body_content.changed(entity)

    # IPackageController
    def after_dataset_create(self, context: Any, pkg_dict: dict[str, Any]) -> None:
        content.created(context, pkg_dict)

    def after_dataset_update(self, context: Any, pkg_dict: dict[str, Any]) -> None:
        content.changed(context, pkg_dict)

    def after_dataset_show(self, context: Any, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        return content.shown(context, pkg_dict)

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        return index.document(pkg_dict)

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        return search.allowed(search_params)

    # IPermissionLabels
    def get_dataset_labels(self, dataset_obj: Any) -> list[str]:
        return labels.of_dataset(dataset_obj)

    def get_user_dataset_labels(self, user_obj: Any) -> list[str]:
        return labels.of_user(user_obj)

    # ISignal
    def get_signal_subscriptions(self) -> Any:
        return {
            flask_login.user_logged_in: [fresh.on_sign_in],
            flask_login.user_logged_out: [fresh.on_sign_out],
        }
