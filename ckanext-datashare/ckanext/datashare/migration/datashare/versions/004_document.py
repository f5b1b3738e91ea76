"""TODO"""

revision = "datashare_004"
down_revision = "datashare_003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
