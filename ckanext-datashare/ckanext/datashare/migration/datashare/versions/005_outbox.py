"""TODO"""

revision = "datashare_005"
down_revision = "datashare_004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
