"""The second factors of people who sign, sealed, and their recovery codes by hash."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import grant

revision = "datashare_008"
down_revision = "datashare_007"
branch_labels = None
depends_on = None


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True))


def upgrade() -> None:
    op.create_table(
        "datashare_second_factor",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        _moment("enrolled_at"),
        sa.Column("last_step", sa.BigInteger),
        sa.Column("offered", sa.LargeBinary),
        _moment("offered_at"),
        sa.PrimaryKeyConstraint("user_id", name="datashare_second_factor_pkey"),
        sa.CheckConstraint(
            "(sealed IS NULL) = (enrolled_at IS NULL)", name="datashare_second_factor_enrolled"
        ),
        sa.CheckConstraint(
            "(offered IS NULL) = (offered_at IS NULL)", name="datashare_second_factor_offered"
        ),
    )
    op.create_table(
        "datashare_recovery_code",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        _moment("used_at"),
        sa.PrimaryKeyConstraint("id", name="datashare_recovery_code_pkey"),
        sa.UniqueConstraint("user_id", "hash", name="datashare_recovery_code_once"),
    )
    grant(
        op,
        "datashare_second_factor",
        "SELECT, INSERT, DELETE, UPDATE (sealed, enrolled_at, last_step, offered, offered_at)",
    )
    # A code is marked as used; its owner and its hash never change.
    grant(op, "datashare_recovery_code", "SELECT, INSERT, DELETE, UPDATE (used_at)")


def downgrade() -> None:
    op.drop_table("datashare_recovery_code")
    op.drop_table("datashare_second_factor")
