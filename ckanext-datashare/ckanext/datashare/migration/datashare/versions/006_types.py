"""Nothing yet."""

revision = "datashare_006"
down_revision = "datashare_005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
