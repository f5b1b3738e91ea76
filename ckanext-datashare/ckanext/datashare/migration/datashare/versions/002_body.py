"""TODO"""

revision = "datashare_002"
down_revision = "datashare_001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
