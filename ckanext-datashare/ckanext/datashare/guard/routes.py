"""How every route names the object it is about: one row an endpoint, none may be missing.

A blueprint of a dataset type, of its resources and of a group type has the views of its family:
``<type>.read`` stands in the row ``dataset.read``.
"""

from __future__ import annotations

from ckan.lib import plugins as types  # knows which types have blueprints of their own

from .addresses import NOTHING, Addresses, Kind, at

_RESOURCE = at(Kind.DATASET, "id") + at(Kind.RESOURCE, "resource_id")


def _views(blueprint: str, names: str, addresses: Addresses) -> dict[str, Addresses]:
    return {f"{blueprint}.{name}": addresses for name in names.split()}


ROUTES: dict[str, Addresses] = {
    "static": NOTHING,
    "webassets.index": NOTHING,
    **_views("home", "index about robots_txt redirect_locale", NOTHING),
    **_views("util", "internal_redirect primer custom_form_fields", NOTHING),
    # Actions have their own table.
    **_views("api", "get_api action i18n_js_translations", NOTHING),
    **_views(
        "api",
        "dataset_autocomplete tag_autocomplete format_autocomplete user_autocomplete "
        "group_autocomplete organization_autocomplete snippet",
        NOTHING,
    ),
    **_views("dataset", "search new", NOTHING),
    **_views(
        "dataset",
        "read resources edit delete follow unfollow followers groups collaborators_read "
        "collaborator_delete new_collaborator",
        at(Kind.DATASET, "id"),
    ),
    **_views("resource", "new", at(Kind.DATASET, "id")),
    **_views("resource", "read download edit delete views", _RESOURCE),
    **_views("resource", "view edit_view", _RESOURCE + at(Kind.VIEW, "view_id")),
    **_views("group", "index new", NOTHING),
    **_views(
        "group",
        "read about members edit delete admins followers follow unfollow bulk_process "
        "manage_members member_new member_delete member_dump",
        at(Kind.GROUP, "id"),
    ),
    **_views("user", "index login logout logged_out_page me register request_reset", NOTHING),
    **_views(
        "user",
        "read read_groups read_organizations edit delete follow unfollow followers api_tokens "
        "api_tokens_revoke",
        at(Kind.USER, "id"),
    ),
    # Whoever forgot a password is nobody yet; the key in the address decides.
    **_views("user", "perform_reset", at(Kind.NEWCOMER, "id")),
    **_views("user", "sysadmin", NOTHING),
    **_views("dashboard", "datasets groups organizations", NOTHING),
    **_views("feeds", "general custom", NOTHING),
    **_views("feeds", "group organization", at(Kind.GROUP, "id")),
    **_views("feeds", "tag", at(Kind.OTHER, "id")),
    **_views("file", "download", at(Kind.FILE, "id")),
    # A bearer token and a storage that says it is public; ours is neither.
    **_views("file", "trusted_download", at(Kind.OTHER, "token")),
    **_views("file", "public_download", at(Kind.OTHER, "storage_name", "location")),
    **_views("admin", "index config reset_config trash", NOTHING),
    # Ours
    **_views("datashare_notice", "inbox preferences choose read", NOTHING),
    **_views("datashare_second_factor", "show start enrol remove confirm", NOTHING),
    **_views("datashare_document", "download", at(Kind.OURS, "id") + at(Kind.OURS, "document")),
    **_views("datashare_register", "index index_slash", NOTHING),
    **_views("datashare_existing", "ask add", NOTHING),
    # Its address goes on to say that an agreement was taken down, and why.
    **_views("datashare_agreement", "read", at(Kind.OURS, "id")),
    **_views("datashare_edit", "change", at(Kind.OURS, "id")),
    **_views("datashare_upload", "add", at(Kind.OURS, "id")),
    **_views("datashare_review", "read decide", at(Kind.OURS, "id")),
    **_views("datashare_version", "index start", at(Kind.OURS, "id")),
    **_views("datashare_act", "move", at(Kind.OURS, "id")),
    **_views("datashare_act", "party", at(Kind.OURS, "id") + at(Kind.GROUP, "body")),
    **_views("datashare_board", "show remind", at(Kind.OURS, "id")),
    **_views("datashare_reading", "show confirm", at(Kind.OURS, "id")),
    **_views("datashare_signing", "sign", at(Kind.OURS, "id")),
    **_views("datashare_signature", "show proof", at(Kind.OURS, "id")),
    **_views("datashare_part", "show decide", at(Kind.OURS, "id")),
    **_views("datashare_say", "say", at(Kind.OURS, "id")),
    **_views("datashare_advice", "show", at(Kind.OURS, "id")),
    **_views("datashare_desk", "show", NOTHING),
    **_views("datashare_body", "read", at(Kind.GROUP, "name")),
}


def of(endpoint: str) -> Addresses | None:
    """Return the addresses of an endpoint, or None when nobody declared them."""
    if endpoint in ROUTES:
        return ROUTES[endpoint]
    blueprint, _, view = endpoint.rpartition(".")
    return ROUTES.get(f"{_family(blueprint)}.{view}")


def _family(blueprint: str) -> str:
    kind = blueprint.removesuffix("_resource")
    if kind in types._package_plugins or kind == "dataset":
        return "dataset" if kind == blueprint else "resource"
    if blueprint in types._group_plugins or blueprint == "organization":
        return "group"
    return blueprint
