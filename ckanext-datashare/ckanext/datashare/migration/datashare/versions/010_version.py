"""Nothing yet."""

revision = "datashare_010"
down_revision = "datashare_009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
