"""What waits to be sent, what stands in a person's inbox, and how often they want mail."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import grant
from sqlalchemy.dialects.postgresql import JSONB

revision = "datashare_005"
down_revision = "datashare_004"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "datashare_outbox",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("recipient_kind", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("about_type", sa.Text, nullable=False),
        sa.Column("about_id", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("digest", sa.Text),
        sa.Column("bundle", sa.Text),
        sa.Column("message_id", sa.Text),
        sa.Column("status", sa.Text, nullable=False, server_default="waiting"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("last_error", sa.Text),
        _moment("created_at", nullable=False),
        _moment("due_at", nullable=False),
        _moment("sent_at"),
        sa.PrimaryKeyConstraint("id", name="datashare_outbox_pkey"),
        sa.UniqueConstraint(
            "key", "channel", "recipient_kind", "recipient", name="datashare_outbox_once"
        ),
        sa.CheckConstraint("channel IN ('mail')", name="datashare_outbox_channel"),
        sa.CheckConstraint(
            "recipient_kind IN ('user', 'mailbox')", name="datashare_outbox_recipient_kind"
        ),
        sa.CheckConstraint(
            "status IN ('waiting', 'sent', 'parked')", name="datashare_outbox_status"
        ),
        sa.CheckConstraint("digest IN ('daily', 'weekly')", name="datashare_outbox_digest"),
        sa.CheckConstraint(
            "digest IS NOT NULL OR bundle IS NOT NULL", name="datashare_outbox_bundled"
        ),
        sa.CheckConstraint(
            "(bundle IS NULL) = (message_id IS NULL)", name="datashare_outbox_message_id"
        ),
        sa.CheckConstraint(
            "(status = 'sent') = (sent_at IS NOT NULL)", name="datashare_outbox_sent"
        ),
        sa.CheckConstraint("attempts >= 0", name="datashare_outbox_attempts"),
    )
    op.create_index(
        "datashare_outbox_due",
        "datashare_outbox",
        ["due_at", "id"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index("datashare_outbox_bundle", "datashare_outbox", ["bundle"])
    op.create_index(
        "datashare_outbox_parked",
        "datashare_outbox",
        ["due_at"],
        postgresql_where=sa.text("status = 'parked'"),
    )
    op.create_table(
        "datashare_notice",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("about_type", sa.Text, nullable=False),
        sa.Column("about_id", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        _moment("at", nullable=False),
        _moment("read_at"),
        sa.PrimaryKeyConstraint("id", name="datashare_notice_pkey"),
        sa.UniqueConstraint("key", "user_id", name="datashare_notice_once"),
    )
    op.create_index("datashare_notice_inbox", "datashare_notice", ["user_id", "at", "id"])
    op.create_index(
        "datashare_notice_unread",
        "datashare_notice",
        ["user_id"],
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "datashare_notice_preference",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("cadence", sa.Text, nullable=False),
        _moment("changed_at", nullable=False),
        sa.PrimaryKeyConstraint("user_id", "family", name="datashare_notice_preference_pkey"),
        sa.CheckConstraint(
            "cadence IN ('at_once', 'daily', 'weekly', 'off')",
            name="datashare_notice_preference_cadence",
        ),
    )
    grant(op, "datashare_outbox", "SELECT, INSERT, UPDATE")
    grant(op, "datashare_notice", "SELECT, INSERT, UPDATE")
    grant(op, "datashare_notice_preference", "SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.drop_table("datashare_notice_preference")
    op.drop_table("datashare_notice")
    op.drop_table("datashare_outbox")
