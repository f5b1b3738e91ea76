"""Bodies beside their organizations: names, identifiers, and who holds which role when."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import grant

revision = "datashare_002"
down_revision = "datashare_001"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "datashare_body_name",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("normalised", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="datashare_body_name_pkey"),
        sa.UniqueConstraint("normalised", name="datashare_body_name_normalised_key"),
        sa.CheckConstraint(
            "kind IN ('alias', 'former', 'source')", name="datashare_body_name_kind"
        ),
    )
    op.create_index("datashare_body_name_body_idx", "datashare_body_name", ["body_id"])
    op.create_table(
        "datashare_body_identifier",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="datashare_body_identifier_pkey"),
        sa.UniqueConstraint("scheme", "value", name="datashare_body_identifier_value_key"),
    )
    op.create_index("datashare_body_identifier_body_idx", "datashare_body_identifier", ["body_id"])
    op.create_table(
        "datashare_role_holder",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        _moment("valid_from", nullable=False),
        _moment("valid_until"),
        sa.Column("granted_by", sa.Text, nullable=False),
        _moment("granted_at", nullable=False),
        sa.Column("confirmed_by", sa.Text),
        _moment("confirmed_at"),
        sa.Column("revoked_by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="datashare_role_holder_pkey"),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)",
            name="datashare_role_holder_confirmed",
        ),
    )
    # A person holds a role of a body once at a time.
    op.create_index(
        "datashare_role_holder_open_key",
        "datashare_role_holder",
        ["body_id", "user_id", "role"],
        unique=True,
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_index("datashare_role_holder_user_idx", "datashare_role_holder", ["user_id"])
    for table in ("body_name", "body_identifier"):
        grant(op, f"datashare_{table}", "SELECT, INSERT, UPDATE, DELETE")
    grant(op, "datashare_role_holder", "SELECT, INSERT, UPDATE")


def downgrade() -> None:
    for table in ("role_holder", "body_identifier", "body_name"):
        op.drop_table(f"datashare_{table}")
