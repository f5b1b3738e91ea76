"""Nothing yet."""

revision = "igtemplates_002"
down_revision = "igtemplates_001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
