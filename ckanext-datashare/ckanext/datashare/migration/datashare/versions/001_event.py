"""The audit log: events, the leaves of the tree over them, and its signed checkpoints.

No foreign keys: an event outlives what it is about. No CHECK on hashes: a log that was altered
must be possible to load and to examine; ``ckan datashare audit verify`` does the checking.
"""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import evidence
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import UserDefinedType

revision = "datashare_001"
down_revision = None
branch_labels = None
depends_on = None


class _TransactionId(UserDefinedType):
    def get_col_spec(self, **kw: object) -> str:
        return "xid8"


def _own_transaction(name: str) -> sa.Column:
    return sa.Column(
        name, _TransactionId, nullable=False, server_default=sa.text("pg_current_xact_id()")
    )


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION datashare_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'rows of % are evidence: they are added, never changed or removed',
                TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END $$
        """
    )
    op.create_table(
        "datashare_event",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("actor_salt", sa.LargeBinary, nullable=False),
        sa.Column("actor_body", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject_type", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("agreement_reference", sa.Text),
        sa.Column("agreement_version", sa.Integer),
        sa.Column("purpose", sa.Text),
        sa.Column("facts", postgresql.JSONB, nullable=False),
        sa.Column("canonical", sa.LargeBinary, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        _own_transaction("transaction"),
        sa.PrimaryKeyConstraint("id", name="datashare_event_pkey"),
    )
    # For the net of the write path (both columns) and for the sealer (the first).
    op.create_index(
        "datashare_event_transaction_idx", "datashare_event", ["transaction", "subject_id"]
    )
    op.create_index("datashare_event_subject_idx", "datashare_event", ["subject_id", "at"])
    op.create_index(
        "datashare_event_reference_idx",
        "datashare_event",
        ["agreement_reference", "at"],
        postgresql_where=sa.text("agreement_reference IS NOT NULL"),
    )
    op.create_index("datashare_event_at_idx", "datashare_event", ["at"])

    op.create_table(
        "datashare_leaf",
        sa.Column("leaf_index", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("leaf_index", name="datashare_leaf_pkey"),
        sa.UniqueConstraint("event_id", name="datashare_leaf_event_key"),
    )
    op.create_table(
        "datashare_checkpoint",
        sa.Column("size", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        # Roots of the complete subtrees, from left to right: what the next leaf is added to.
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        # Every event of an older transaction is sealed: where the next look begins.
        sa.Column("horizon", _TransactionId, nullable=False),
        sa.PrimaryKeyConstraint("size", name="datashare_checkpoint_pkey"),
    )
    for table in ("event", "leaf", "checkpoint"):
        evidence(op, f"datashare_{table}")


def downgrade() -> None:
    for table in ("checkpoint", "leaf", "event"):
        op.drop_table(f"datashare_{table}")
    op.execute("DROP FUNCTION datashare_refuse_change()")
