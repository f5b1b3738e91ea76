"""For every action that names a part of a dataset: a full question, with the name left open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ckanext.datashare.guard.addresses import Kind
from ckanext.datashare.guard.declared import actions

# What each kind of address is called in a subject of the scene.
PARTS = {
    Kind.DATASET: "dataset",
    Kind.RESOURCE: "resource",
    Kind.VIEW: "view",
    Kind.FILE: "file",
    Kind.MEMBER: "dataset",
    Kind.OWNER: "dataset",
    Kind.OURS: "dataset",
}
# Actions of ours that name another part under ``id``; one's own notices are nobody else's.
_OURS = {
    **{f"datashare_document_{act}": "document" for act in ("show", "publish", "confirm", "delete")},
    "datashare_event_show": "event",
}
_SKIPPED = {"datashare_notice_read"}
# What else each action needs to get as far as the object.
_REST: dict[str, dict[str, Any]] = {
    "package_patch": {"title": "Mine now"},
    "package_update": {"title": "Mine now"},
    "package_revise": {"update": {"title": "Mine now"}},
    "package_resource_reorder": {"order": []},
    "package_collaborator_create": {"user_id": "{me}", "capacity": "editor"},
    "package_collaborator_delete": {"user_id": "{me}"},
    "package_relationship_create": {"type": "depends_on"},
    "package_relationship_update": {"type": "depends_on"},
    "package_relationship_delete": {"type": "depends_on"},
    "package_owner_org_update": {"organization_id": "{body}"},
    "bulk_update_private": {"org_id": "{body}"},
    "bulk_update_public": {"org_id": "{body}"},
    "bulk_update_delete": {"org_id": "{body}"},
    "resource_create": {"url": "https://example.org/a"},
    "resource_update": {"url": "https://example.org/a"},
    "resource_patch": {"url": "https://example.org/a"},
    "resource_view_create": {"view_type": "text_view", "title": "Mine"},
    "resource_view_update": {"title": "Mine"},
    "resource_view_reorder": {"order": []},
    "file_rename": {"name": "mine.pdf"},
    "file_ownership_transfer": {"owner_type": "package"},
    "file_owner_scan": {"owner_type": "package"},
    "group_create": {"name": "{fresh}"},
    "group_update": {},
    "member_create": {"id": "{group}", "object_type": "package", "capacity": "public"},
    "member_delete": {"id": "{group}", "object_type": "package"},
    "datashare_document_publish": {"confirm_findings": "0" * 64},
    "datashare_document_confirm": {"confirm_findings": "0" * 64},
}
# The other name of an action that takes two: a dataset that everyone may know.
_SECOND = {"package_relationships_list", "package_relationship_create"} | {
    f"package_relationship_{verb}" for verb in ("update", "delete")
}


def questions() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield (action, key, part of a subject, what else is sent)."""
    for action, addresses in sorted(actions().items()):
        for address in addresses:
            if address.kind not in PARTS or action in _SKIPPED:
                continue
            rest = dict(_REST.get(action, {}))
            if action.startswith("datashare_agreement_"):
                rest["reason"] = "No longer needed."
            if action.startswith("datashare_party_"):
                rest["body"] = "{body}"
            if action in _SECOND:
                for other in addresses:
                    if other.key != address.key:
                        rest[other.key] = "{plain}"
            elif action == "file_ownership_transfer" and address.key == "owner_id":
                rest["id"] = "{never}"
            elif action == "file_ownership_transfer":
                rest["owner_id"] = "{plain}"
            elif address.key.startswith("update."):
                rest["match"] = {"id": "{plain}"}
            elif action == "group_update":
                rest["id"] = "{group}"
            for key in address.key.split("|"):
                yield action, key, _OURS.get(action, PARTS[address.kind]), rest


def question(key: str, name: str, rest: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    """Return the dictionary that names ``name`` under ``key`` and holds the rest, filled in."""
    asked = {field: _filled(value, words) for field, value in rest.items()}
    _put(asked, key, name)
    return asked


def _put(data: dict[str, Any], key: str, name: str) -> None:
    head, _, rest = key.partition(".")
    field, is_list = head.removesuffix("[]"), head.endswith("[]")
    if not rest:
        data[field] = [name] if is_list else name
        return
    inner = dict(data.get(field) or {}) if not is_list else {}
    _put(inner, rest, name)
    data[field] = [inner] if is_list else inner


def _filled(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, words) for key, item in value.items()}
    if isinstance(value, str) and value.startswith("{"):
        return words[value[1:-1]]
    return value
