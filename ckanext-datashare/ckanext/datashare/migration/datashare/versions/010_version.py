"""New versions of a registered agreement, an end planned for a day, parties that pause."""

import sqlalchemy as sa
from alembic import op

revision = "datashare_010"
down_revision = "datashare_009"
branch_labels = None
depends_on = None

_AGREEMENT = "reference, version, status, registered_at, partners_only_reason"
_PARTY = "status, body_id, package_id, notice_waived_at, joined_at, left_at"


def upgrade() -> None:
    op.add_column("datashare_agreement", sa.Column("replaces", sa.Text))
    op.add_column("datashare_agreement", sa.Column("ends_on", sa.Date))
    op.add_column("datashare_agreement", sa.Column("ends_reason", sa.Text))
    op.create_foreign_key(
        "datashare_agreement_replaces_fkey",
        "datashare_agreement",
        "datashare_agreement",
        ["replaces"],
        ["package_id"],
    )
    # One successor is written at a time; giving it up makes room for another.
    op.create_index(
        "datashare_agreement_successor_key",
        "datashare_agreement",
        ["replaces"],
        unique=True,
        postgresql_where=sa.text("status IN ('draft', 'review', 'agreed', 'signing')"),
    )
    op.create_index("datashare_agreement_ends_idx", "datashare_agreement", ["ends_on"])
    op.create_check_constraint(
        "datashare_agreement_ends",
        "datashare_agreement",
        "(ends_on IS NULL) = (ends_reason IS NULL)",
    )
    op.add_column("datashare_party", sa.Column("suspended_at", sa.DateTime(timezone=True)))
    op.add_column("datashare_party", sa.Column("suspended_reason", sa.Text))
    op.add_column("datashare_party", sa.Column("left_reason", sa.Text))
    op.create_check_constraint(
        "datashare_party_suspended",
        "datashare_party",
        "(suspended_at IS NULL) = (suspended_reason IS NULL)"
        " AND (suspended_at IS NULL OR status = 'joined')",
    )
    _net(
        f"{_AGREEMENT}, replaces, ends_on, ends_reason",
        f"{_PARTY}, suspended_at, suspended_reason, left_reason",
    )


def downgrade() -> None:
    _net(_AGREEMENT, _PARTY)
    op.drop_constraint("datashare_party_suspended", "datashare_party")
    for column in ("left_reason", "suspended_reason", "suspended_at"):
        op.drop_column("datashare_party", column)
    op.drop_constraint("datashare_agreement_ends", "datashare_agreement")
    op.drop_index("datashare_agreement_ends_idx", "datashare_agreement")
    op.drop_index("datashare_agreement_successor_key", "datashare_agreement")
    op.drop_constraint("datashare_agreement_replaces_fkey", "datashare_agreement")
    for column in ("ends_reason", "ends_on", "replaces"):
        op.drop_column("datashare_agreement", column)


def _net(agreement: str, party: str) -> None:
    """Hang the two triggers of migration 003 that watch columns over these columns."""
    for name, table, event in (
        ("agreement", "agreement", f"INSERT OR UPDATE OF {agreement} OR DELETE"),
        ("party_changed", "party", f"UPDATE OF {party}"),
    ):
        op.execute(f"DROP TRIGGER datashare_{name}_needs_event ON datashare_{table}")
        op.execute(
            f"CREATE CONSTRAINT TRIGGER datashare_{name}_needs_event AFTER {event} "
            f"ON datashare_{table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
            "EXECUTE FUNCTION datashare_require_event()"
        )
