"""Nothing yet."""

revision = "datashare_007"
down_revision = "datashare_006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
