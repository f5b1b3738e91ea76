"""What the web role may do with a table; used by the migrations, which the owner role runs."""

from __future__ import annotations

from typing import Any

from ckan.common import config

WEB_ROLE = "ckanext.datashare.web_role"


def grant(op: Any, table: str, privileges: str) -> None:
    """Give the web role ``privileges`` (such as ``"SELECT, INSERT"``) on ``table``.

    Does nothing on a site that runs with one database role (no ``ckanext.datashare.web_role``).
    """
    role = config.get(WEB_ROLE)
    if role:
        quote = op.get_bind().dialect.identifier_preparer.quote
        op.execute(f"GRANT {privileges} ON {quote(table)} TO {quote(role)}")


def evidence(op: Any, table: str) -> None:
    """Make ``table`` insert-only for every role, its owner included (needs migration 001)."""
    op.execute(
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION datashare_refuse_change()"
    )
    grant(op, table, "SELECT, INSERT")
