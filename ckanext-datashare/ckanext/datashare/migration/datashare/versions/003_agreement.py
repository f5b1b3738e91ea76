"""TODO"""

revision = "datashare_003"
down_revision = "datashare_002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
