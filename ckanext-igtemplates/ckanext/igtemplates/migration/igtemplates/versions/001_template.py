"""Versions of templates and their approvals by bodies: both are evidence."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import evidence

revision = "igtemplates_001"
down_revision = None
branch_labels = None
depends_on = None

_NOW = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "igtemplates_template_version",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("template_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("definition", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("created_at", _NOW, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.UniqueConstraint(
            "template_id", "version", name="igtemplates_template_version_template_id_version_key"
        ),
        sa.CheckConstraint("version > 0", name="igtemplates_template_version_version_check"),
        sa.CheckConstraint(
            "sha256 = encode(sha256(definition), 'hex')",
            name="igtemplates_template_version_sha256_check",
        ),
    )
    op.create_table(
        "igtemplates_approval",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("template_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("expires", sa.Date),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("at", _NOW, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id", "version"],
            [
                "igtemplates_template_version.template_id",
                "igtemplates_template_version.version",
            ],
            name="igtemplates_approval_template_id_version_fkey",
        ),
    )
    op.create_index(
        "igtemplates_approval_template_id_version_idx",
        "igtemplates_approval",
        ["template_id", "version", "body_id"],
    )
    evidence(op, "igtemplates_template_version")
    evidence(op, "igtemplates_approval")


def downgrade() -> None:
    op.drop_table("igtemplates_approval")
    op.drop_table("igtemplates_template_version")
