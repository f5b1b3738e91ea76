"""What people said about an agreement before it was signed: insert-only."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import evidence

revision = "datashare_009"
down_revision = "datashare_008"
branch_labels = None
depends_on = None

KINDS = ["read", "query", "answer", "approve", "advise", "settle", "caldicott", "endorse"]
OUTCOMES = ["go_ahead", "go_ahead_if", "do_not", "accepted", "overruled"]


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "datashare_decision",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("frozen_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("in_reply_to", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="datashare_decision_pkey"),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["datashare_agreement.package_id"],
            name="datashare_decision_package_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["in_reply_to"], ["datashare_decision.id"], name="datashare_decision_reply_fkey"
        ),
        sa.CheckConstraint(_one_of("kind", KINDS), name="datashare_decision_kind"),
        sa.CheckConstraint(_one_of("outcome", OUTCOMES), name="datashare_decision_outcome"),
        sa.CheckConstraint(
            "(kind IN ('answer', 'settle')) = (in_reply_to IS NOT NULL)",
            name="datashare_decision_reply",
        ),
        sa.CheckConstraint(
            "(kind IN ('advise', 'settle', 'caldicott')) = (outcome IS NOT NULL)",
            name="datashare_decision_has_outcome",
        ),
        sa.CheckConstraint(
            "text IS NOT NULL OR (kind NOT IN ('query', 'answer', 'advise')"
            " AND COALESCE(outcome <> 'overruled', true))",
            name="datashare_decision_has_text",
        ),
        sa.CheckConstraint("length(text) <= 4000", name="datashare_decision_length"),
    )
    op.create_index("datashare_decision_package_idx", "datashare_decision", ["package_id", "at"])
    op.create_index("datashare_decision_by_idx", "datashare_decision", ["by", "at"])
    evidence(op, "datashare_decision")


def downgrade() -> None:
    op.drop_table("datashare_decision")
