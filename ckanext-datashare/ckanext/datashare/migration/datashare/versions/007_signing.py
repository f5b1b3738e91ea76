"""Texts as they are signed, the signatures under them, and parts kept back: evidence all."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import evidence

revision = "datashare_007"
down_revision = "datashare_006"
branch_labels = None
depends_on = None


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "datashare_frozen",
        _text("id"),
        _text("package_id"),
        _text("reference"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        _text("rule"),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
        _text("pdf_sha256"),
        _moment("frozen_at"),
        _text("frozen_by"),
        sa.PrimaryKeyConstraint("id", name="datashare_frozen_pkey"),
        sa.CheckConstraint("octet_length(root) = 32", name="datashare_frozen_root"),
        sa.CheckConstraint("rule IN ('all', 'lead_and_one')", name="datashare_frozen_rule"),
    )
    op.create_index("datashare_frozen_package_idx", "datashare_frozen", ["package_id"])
    op.create_table(
        "datashare_frozen_part",
        _text("frozen_id"),
        sa.Column("position", sa.Integer, nullable=False),
        _text("path"),
        _text("value"),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("frozen_id", "position", name="datashare_frozen_part_pkey"),
        sa.UniqueConstraint("frozen_id", "path", name="datashare_frozen_part_path_key"),
        sa.ForeignKeyConstraint(
            ["frozen_id"], ["datashare_frozen.id"], name="datashare_frozen_part_frozen_fkey"
        ),
    )
    op.create_table(
        "datashare_signature",
        _text("id"),
        _text("frozen_id"),
        _text("package_id"),
        _text("body_id"),
        _text("role"),
        _text("signer"),
        _text("method"),
        _text("note"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="datashare_signature_pkey"),
        # Of two who sign for one body at once, one is told that it is signed already.
        sa.UniqueConstraint("frozen_id", "body_id", name="datashare_signature_body_key"),
        sa.ForeignKeyConstraint(
            ["frozen_id"], ["datashare_frozen.id"], name="datashare_signature_frozen_fkey"
        ),
    )
    op.create_index("datashare_signature_package_idx", "datashare_signature", ["package_id"])
    op.create_table(
        "datashare_withheld",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        _text("package_id"),
        _text("path"),
        sa.Column("withheld", sa.Boolean, nullable=False),
        _text("reason"),
        _text("exemption", nullable=True),
        _text("public_interest", nullable=True),
        _text("role"),
        _text("by"),
        _moment("at"),
        sa.PrimaryKeyConstraint("number", name="datashare_withheld_pkey"),
        sa.CheckConstraint(
            "NOT withheld OR exemption IS NOT NULL", name="datashare_withheld_exemption"
        ),
    )
    op.create_index("datashare_withheld_package_idx", "datashare_withheld", ["package_id"])
    for table in ("frozen", "frozen_part", "signature", "withheld"):
        evidence(op, f"datashare_{table}")
    # Which text is in force; reopening the agreement clears it, and the text stays.
    op.add_column("datashare_agreement", sa.Column("frozen_id", sa.Text))
    op.create_foreign_key(
        "datashare_agreement_frozen_fkey",
        "datashare_agreement",
        "datashare_frozen",
        ["frozen_id"],
        ["id"],
    )


def downgrade() -> None:
    op.drop_constraint("datashare_agreement_frozen_fkey", "datashare_agreement")
    op.drop_column("datashare_agreement", "frozen_id")
    for table in ("withheld", "signature", "frozen_part", "frozen"):
        op.drop_table(f"datashare_{table}")
