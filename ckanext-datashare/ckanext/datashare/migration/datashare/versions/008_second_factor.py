"""Nothing yet."""

revision = "datashare_008"
down_revision = "datashare_007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
