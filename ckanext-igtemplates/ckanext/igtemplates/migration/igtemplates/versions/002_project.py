"""Decisions about projects and assessments are evidence; where an assessment stands is not."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import evidence, grant

revision = "igtemplates_002"
down_revision = "igtemplates_001"
branch_labels = None
depends_on = None

_NOW = sa.DateTime(timezone=True)
_STATES = ("draft", "consultation", "dpo_review", "returned", "signed", "outdated")
_KINDS = (
    *("measures_approved", "residual_approved", "dpo_advice", "accepted", "overruled"),
    *("ico_consultation_started", "ico_consultation_ended", "signed", "returned"),
    "caldicott_view",
)


def upgrade() -> None:
    op.create_table(
        "igtemplates_step_decision",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", _NOW, nullable=False),
        sa.CheckConstraint("step BETWEEN 1 AND 7", name="igtemplates_step_decision_step_check"),
        sa.CheckConstraint(
            "outcome IN ('go', 'no_go', 'return')", name="igtemplates_step_decision_outcome_check"
        ),
    )
    op.create_index(
        "igtemplates_step_decision_package_id_idx", "igtemplates_step_decision", ["package_id"]
    )
    op.create_table(
        "igtemplates_dpia",
        sa.Column("package_id", sa.Text, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("since", _NOW, nullable=False),
        sa.Column("submitted_at", _NOW),
        sa.Column("submitted_by", sa.Text),
        sa.CheckConstraint(f"status IN ({_listed(_STATES)})", name="igtemplates_dpia_status_check"),
    )
    op.create_table(
        "igtemplates_dpia_decision",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", _NOW, nullable=False),
        sa.CheckConstraint(
            f"kind IN ({_listed(_KINDS)})", name="igtemplates_dpia_decision_kind_check"
        ),
    )
    op.create_index(
        "igtemplates_dpia_decision_package_id_idx", "igtemplates_dpia_decision", ["package_id"]
    )
    evidence(op, "igtemplates_step_decision")
    grant(op, "igtemplates_dpia", "SELECT, INSERT, UPDATE")
    evidence(op, "igtemplates_dpia_decision")


def downgrade() -> None:
    op.drop_table("igtemplates_dpia_decision")
    op.drop_table("igtemplates_dpia")
    op.drop_table("igtemplates_step_decision")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)
