"""Documents of agreements: party-only originals, and the public copies made of them."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import grant
from sqlalchemy.dialects.postgresql import JSONB

revision = "datashare_004"
down_revision = "datashare_003"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "datashare_document",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("mimetype", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("text", sa.Text),
        sa.Column("findings", JSONB),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("refused_reason", sa.Text),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        _moment("uploaded_at", nullable=False),
        sa.Column("confirmed_by", sa.Text),
        _moment("confirmed_at"),
        sa.Column("resource_id", sa.Text),
        sa.PrimaryKeyConstraint("id", name="datashare_document_pkey"),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["datashare_agreement.package_id"],
            name="datashare_document_package_fkey",
        ),
        sa.CheckConstraint(
            "kind IN ('original', 'public_copy')", name="datashare_document_kind"
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'ready', 'refused')", name="datashare_document_status"
        ),
        sa.CheckConstraint(
            "kind <> 'public_copy' OR (confirmed_by IS NOT NULL AND confirmed_at IS NOT NULL)",
            name="datashare_document_confirmed",
        ),
    )
    op.create_index("datashare_document_package_idx", "datashare_document", ["package_id"])
    grant(op, "datashare_document", "SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    op.drop_table("datashare_document")
