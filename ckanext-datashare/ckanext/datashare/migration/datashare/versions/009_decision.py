"""Nothing yet."""

revision = "datashare_009"
down_revision = "datashare_008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
