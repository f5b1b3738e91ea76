"""How every action and route of this extension names the object it is about."""

from __future__ import annotations

from ckanext.datashare.shared import NOTHING, Addresses, Kind, at

ACTIONS: dict[str, Addresses] = {
    "igtemplates_template_list": NOTHING,
    "igtemplates_template_show": at(Kind.OURS, "id"),
    "igtemplates_template_export": at(Kind.OURS, "id"),
    "igtemplates_template_import": at(Kind.GROUP, "owner_org"),
    "igtemplates_approval_list": at(Kind.OURS, "id"),
    "igtemplates_approval_give": at(Kind.OURS, "id") + at(Kind.GROUP, "body"),
    "igtemplates_approval_withdraw": at(Kind.OURS, "id") + at(Kind.GROUP, "body"),
    "igtemplates_writing_show": at(Kind.OURS, "id"),
    "igtemplates_ropa_list": at(Kind.OURS, "id") + at(Kind.GROUP, "body"),
}

ROUTES: dict[str, Addresses] = {
    "igtemplates_template.index": NOTHING,
    "igtemplates_template.read": at(Kind.OURS, "id"),
    "igtemplates_template.download": at(Kind.OURS, "id"),
    "igtemplates_approval.give": at(Kind.OURS, "id"),
    "igtemplates_approval.withdraw": at(Kind.OURS, "id"),
    "igtemplates_start.begin": NOTHING,
    "igtemplates_start.choose": NOTHING,
    "igtemplates_writing.tasks": at(Kind.OURS, "id"),
    "igtemplates_writing.section": at(Kind.OURS, "id"),
    "igtemplates_clause.change": at(Kind.OURS, "id"),
    "igtemplates_check.read": at(Kind.OURS, "id"),
    "igtemplates_check.submit": at(Kind.OURS, "id"),
    "igtemplates_document.show": at(Kind.OURS, "id"),
    "igtemplates_records.read": at(Kind.OURS, "id"),
    "igtemplates_records.ropa": at(Kind.OURS, "id"),
    "igtemplates_records.notice": at(Kind.OURS, "id"),
}
