"""How every action names the object it is about: one row an action, none may be missing.

A key is a name in the action's dictionary; ``a.b`` looks into an object, ``a[]`` at each item of a
list, ``a|b`` at the first that is there. The doors read this table, and a test holds it against
the actions CKAN has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """What an address leads to."""

    DATASET = "dataset"  # by id or name
    RESOURCE = "resource"
    VIEW = "resource view"
    FILE = "file"
    USER = "user"  # by id or name; shown to colleagues
    NEWCOMER = "user to be"  # named by someone who knows the name already
    GROUP = "group or organization"  # by id or name; all of them are public
    MEMBER = "member of a group"  # a user, dataset or group, as ``object_type`` says
    OWNER = "owner of a file"  # a user, dataset, resource, ..., as ``owner_type`` says
    OTHER = "something else"  # a tag, vocabulary, option, job, token: never part of a dataset
    OURS = "an object of the register"  # the action itself answers missing and hidden alike


@dataclass(frozen=True, slots=True)
class Address:
    """One way to an object: what is named, and by which key."""

    kind: Kind
    key: str


Addresses = tuple[Address, ...]
NOTHING: Addresses = ()


def at(kind: Kind, *keys: str) -> Addresses:
    """Return the addresses of one kind under these keys."""
    return tuple(Address(kind, key) for key in keys)


def _each(names: str, addresses: Addresses) -> dict[str, Addresses]:
    return dict.fromkeys(names.split(), addresses)


ACTIONS: dict[str, Addresses] = {
    # Datasets
    **_each(
        "package_show",
        at(Kind.DATASET, "id|name_or_id"),
    ),
    **_each(
        "package_patch package_delete dataset_purge package_resource_reorder "
        "package_owner_org_update package_collaborator_list",
        at(Kind.DATASET, "id"),
    ),
    "package_update": at(Kind.DATASET, "id|name"),
    "package_revise": at(Kind.DATASET, "match__id|match.id|match__name|match.name", "update.id"),
    **_each(
        "package_collaborator_create package_collaborator_delete",
        at(Kind.DATASET, "id") + at(Kind.NEWCOMER, "user_id"),
    ),
    "package_collaborator_list_for_user": at(Kind.USER, "id"),
    "package_relationships_list": at(Kind.DATASET, "id", "id2"),
    **_each(
        "package_relationship_create package_relationship_update package_relationship_delete",
        at(Kind.DATASET, "subject", "object"),
    ),
    **_each(
        "bulk_update_private bulk_update_public bulk_update_delete",
        at(Kind.DATASET, "datasets[]") + at(Kind.GROUP, "org_id"),
    ),
    **_each(
        "follow_dataset unfollow_dataset am_following_dataset dataset_follower_count "
        "dataset_follower_list",
        at(Kind.DATASET, "id"),
    ),
    "package_create_default_resource_views": at(Kind.DATASET, "package.id")
    + at(Kind.RESOURCE, "package.resources[].id"),
    # A new dataset: its name and the ids of its resources are looked at by identity.py.
    "package_create": at(Kind.GROUP, "owner_org"),
    # Resources and their views
    "resource_create": at(Kind.DATASET, "package_id"),
    **_each(
        "resource_show resource_update resource_patch resource_delete resource_view_list "
        "resource_view_reorder",
        at(Kind.RESOURCE, "id"),
    ),
    "resource_view_create": at(Kind.RESOURCE, "resource_id"),
    "resource_create_default_resource_views": at(Kind.RESOURCE, "resource.id")
    + at(Kind.DATASET, "package.id"),
    **_each("resource_view_show resource_view_update resource_view_delete", at(Kind.VIEW, "id")),
    # Files
    **_each(
        "file_show file_delete file_rename file_pin file_unpin",
        at(Kind.FILE, "id"),
    ),
    "file_ownership_transfer": at(Kind.FILE, "id") + at(Kind.OWNER, "owner_id"),
    "file_owner_scan": at(Kind.OWNER, "owner_id"),
    "file_create": at(Kind.OTHER, "storage"),
    "file_register": at(Kind.OTHER, "storage", "location"),
    # Groups and organizations
    **_each(
        "group_show group_package_show group_patch group_delete group_purge "
        "group_follower_count group_follower_list follow_group unfollow_group am_following_group "
        "organization_show organization_update organization_patch organization_delete "
        "organization_purge organization_follower_count organization_follower_list member_list",
        at(Kind.GROUP, "id"),
    ),
    "group_create": at(Kind.DATASET, "packages[].id", "packages[].name"),
    "group_update": at(Kind.GROUP, "id") + at(Kind.DATASET, "packages[].id", "packages[].name"),
    **_each("member_create member_delete", at(Kind.GROUP, "id") + at(Kind.MEMBER, "object")),
    **_each(
        "group_member_create group_member_delete organization_member_create "
        "organization_member_delete",
        at(Kind.GROUP, "id") + at(Kind.NEWCOMER, "username"),
    ),
    # People
    **_each(
        "user_show user_update user_patch user_delete follow_user unfollow_user "
        "am_following_user user_follower_count user_follower_list user_followee_count "
        "user_followee_list dataset_followee_count dataset_followee_list group_followee_count "
        "group_followee_list organization_followee_count organization_followee_list "
        "followee_count followee_list organization_list_for_user",
        at(Kind.USER, "id"),
    ),
    "user_invite": at(Kind.GROUP, "group_id"),
    "api_token_create": at(Kind.USER, "user"),
    "api_token_list": at(Kind.USER, "user_id", "user"),
    # What is never part of a dataset
    **_each("tag_show", at(Kind.OTHER, "id", "vocabulary_id")),
    **_each("tag_list tag_search tag_autocomplete", at(Kind.OTHER, "vocabulary_id")),
    **_each(
        "tag_delete vocabulary_show vocabulary_update vocabulary_delete task_status_delete",
        at(Kind.OTHER, "id"),
    ),
    "tag_create": at(Kind.OTHER, "vocabulary_id"),
    "task_status_show": at(Kind.OTHER, "id", "entity_id"),
    **_each("task_status_update task_status_update_many", at(Kind.OTHER, "entity_id")),
    **_each("job_show job_cancel", at(Kind.OTHER, "id")),
    "api_token_revoke": at(Kind.OTHER, "jti", "token"),
    **_each("config_option_show", at(Kind.OTHER, "key")),
    "help_show": at(Kind.OTHER, "name"),
    **_each(
        "scheming_dataset_schema_show scheming_organization_schema_show",
        at(Kind.OTHER, "type"),
    ),
    **_each(
        "term_translation_show term_translation_update term_translation_update_many",
        at(Kind.OTHER, "terms"),
    ),
    # The register's own
    "datashare_body_match": at(Kind.GROUP, "named"),
    **_each(
        "datashare_body_confirm datashare_body_name_add datashare_body_name_remove",
        at(Kind.GROUP, "body"),
    ),
    "datashare_body_merge": at(Kind.GROUP, "body", "into"),
    **_each(
        "datashare_agreement_end datashare_agreement_freeze datashare_agreement_refuse "
        "datashare_agreement_register "
        "datashare_agreement_reopen datashare_agreement_restore datashare_agreement_resume "
        "datashare_agreement_return datashare_agreement_submit datashare_agreement_suspend "
        "datashare_agreement_take_down datashare_agreement_withdraw datashare_event_show "
        "datashare_task_list datashare_tombstone_show",
        at(Kind.OURS, "id"),
    ),
    **_each(
        "datashare_agreement_agree datashare_board_show datashare_party_remind datashare_text_show",
        at(Kind.OURS, "id"),
    ),
    "datashare_desk_show": NOTHING,
    **_each(
        "datashare_decision_answer datashare_decision_endorse datashare_decision_settle",
        at(Kind.OURS, "id"),
    ),
    **_each(
        "datashare_decision_advise datashare_decision_approve datashare_decision_caldicott "
        "datashare_decision_query datashare_decision_read",
        at(Kind.OURS, "id") + at(Kind.GROUP, "body"),
    ),
    **_each(
        "datashare_party_decline datashare_party_invite datashare_party_join "
        "datashare_party_leave datashare_party_resume datashare_party_suspend "
        "datashare_party_waive_notice",
        at(Kind.OURS, "id") + at(Kind.GROUP, "body"),
    ),
    **_each(
        "datashare_document_confirm datashare_document_delete datashare_document_list "
        "datashare_document_publish datashare_document_show datashare_document_upload",
        at(Kind.OURS, "id"),
    ),
    **_each("datashare_task_list datashare_tombstone_show", at(Kind.OURS, "id")),
    **_each(
        "datashare_part_disclose datashare_part_list datashare_part_options "
        "datashare_part_withhold "
        "datashare_signature_list datashare_signature_proof",
        at(Kind.OURS, "id"),
    ),
    "datashare_signature_create": at(Kind.OURS, "id") + at(Kind.GROUP, "body"),
    **_each("datashare_version_list datashare_version_start", at(Kind.OURS, "id")),
    "datashare_event_list": at(Kind.OURS, "agreement") + at(Kind.GROUP, "body"),
    "datashare_notice_read": at(Kind.OURS, "ids[]"),
    "datashare_role_list": at(Kind.GROUP, "body"),
    **_each(
        "datashare_role_confirm datashare_role_grant datashare_role_revoke",
        at(Kind.GROUP, "body") + at(Kind.NEWCOMER, "user"),
    ),
    "datashare_second_factor_remove": at(Kind.NEWCOMER, "user"),
    **_each(
        "datashare_second_factor_confirm datashare_second_factor_enrol "
        "datashare_second_factor_show datashare_second_factor_start",
        NOTHING,
    ),
    **_each(
        "datashare_checkpoint_show datashare_notice_list datashare_notice_preference_show "
        "datashare_notice_preference_update",
        NOTHING,
    ),
    # Nothing: lists, searches, and what makes something new
    **_each(
        "package_list package_search package_autocomplete current_package_list_with_resources "
        "resource_search format_autocomplete license_list status_show get_site_user "
        "group_list group_list_authz group_autocomplete organization_list "
        "organization_autocomplete organization_create user_list user_autocomplete user_create "
        "member_roles_list vocabulary_list vocabulary_create config_option_list "
        "config_option_update job_list job_clear resource_view_clear "
        "scheming_dataset_schema_list scheming_organization_schema_list",
        NOTHING,
    ),
}

# Actions of plugins that CKAN brings and a site may do without.
OPTIONAL: dict[str, dict[str, Addresses]] = {
    "activity": {
        "activity_create": at(Kind.OTHER, "object_id"),
        "package_activity_list": at(Kind.DATASET, "id"),
        "user_activity_list": at(Kind.USER, "id"),
    },
}
