"""The register: references, agreements, parties, powers, and the net under every write."""

import sqlalchemy as sa
from alembic import op
from ckanext.datashare.migration.datashare.grants import evidence, grant

revision = "datashare_003"
down_revision = "datashare_002"
branch_labels = None
depends_on = None

STATUSES = (
    "draft review agreed signing registered suspended ended superseded "
    "refused withdrawn taken_down"
).split()

_ANY = "INSERT OR UPDATE OR DELETE"
# Where the net hangs: trigger, and what sets it off. Members are mostly people of a body, and
# content columns of our own rows are made again from the datasets by ``rebuild``: neither asks.
_NET = {
    "package": (_ANY, "package", ""),
    "resource": (_ANY, "resource", ""),
    "collaborator": (_ANY, "package_member", ""),
    "relationship": (_ANY, "package_relationship", ""),
    "member_added": ("INSERT", "member", "WHEN (NEW.table_name = 'package')"),
    "member_changed": (
        "UPDATE",
        "member",
        "WHEN (OLD.table_name = 'package' OR NEW.table_name = 'package')",
    ),
    "member_removed": ("DELETE", "member", "WHEN (OLD.table_name = 'package')"),
    "agreement": (
        "INSERT OR UPDATE OF reference, version, status, registered_at, partners_only_reason "
        "OR DELETE",
        "datashare_agreement",
        "",
    ),
    "party_added": ("INSERT", "datashare_party", "WHEN (NEW.status <> 'named')"),
    "party_changed": (
        "UPDATE OF status, body_id, package_id, notice_waived_at, joined_at, left_at",
        "datashare_party",
        "",
    ),
    "party_removed": ("DELETE", "datashare_party", "WHEN (OLD.status <> 'named')"),
}


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _moment(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "datashare_reference",
        sa.Column("reference", sa.Text, nullable=False),
        _moment("given_at", nullable=False),
        sa.PrimaryKeyConstraint("reference", name="datashare_reference_pkey"),
        sa.CheckConstraint(
            "reference ~ '^DSL-[0-9]{4}-[0-9]{6}$'", name="datashare_reference_form"
        ),
    )
    op.create_table(
        "datashare_agreement",
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("status_before", sa.Text),
        sa.Column("status_reason", sa.Text),
        _moment("status_since", nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("partners_only_reason", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("source_id", sa.Text),
        sa.Column("source_version", sa.Text),
        sa.Column("start_date", sa.Date),
        sa.Column("end_date", sa.Date),
        sa.Column("review_date", sa.Date),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("submitted_by", sa.Text),
        sa.Column("reviewed_by", sa.Text),
        _moment("created_at", nullable=False),
        _moment("changed_at", nullable=False),
        _moment("submitted_at"),
        _moment("registered_at"),
        sa.PrimaryKeyConstraint("package_id", name="datashare_agreement_pkey"),
        sa.ForeignKeyConstraint(
            ["reference"],
            ["datashare_reference.reference"],
            name="datashare_agreement_reference_fkey",
        ),
        sa.UniqueConstraint("reference", "version", name="datashare_agreement_version_key"),
        sa.UniqueConstraint(
            "source", "source_id", "version", name="datashare_agreement_source_key"
        ),
        sa.CheckConstraint(_one_of("status", STATUSES), name="datashare_agreement_status"),
        sa.CheckConstraint(
            _one_of("origin", ["existing", "new", "imported"]), name="datashare_agreement_origin"
        ),
        sa.CheckConstraint(
            "status NOT IN ('registered', 'suspended', 'ended', 'superseded', 'taken_down')"
            " OR (reference IS NOT NULL AND registered_at IS NOT NULL)",
            name="datashare_agreement_registered",
        ),
        sa.CheckConstraint(
            "(status = 'taken_down') = (status_before IS NOT NULL)",
            name="datashare_agreement_before",
        ),
    )
    # One current version a reference: the one that /agreement/<reference> opens.
    op.create_index(
        "datashare_agreement_current_key",
        "datashare_agreement",
        ["reference"],
        unique=True,
        postgresql_where=sa.text("status IN ('registered', 'suspended')"),
    )
    op.create_index("datashare_agreement_lead_idx", "datashare_agreement", ["lead"])
    op.create_index("datashare_agreement_end_idx", "datashare_agreement", ["end_date"])
    op.create_index("datashare_agreement_start_idx", "datashare_agreement", ["start_date"])
    op.create_index("datashare_agreement_review_idx", "datashare_agreement", ["review_date"])

    op.create_table(
        "datashare_party",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("role", sa.Text),
        sa.Column("discloses", sa.Boolean),
        sa.Column("receives", sa.Boolean),
        sa.Column("status", sa.Text, nullable=False),
        _moment("invited_at"),
        _moment("notice_waived_at"),
        sa.Column("notice_waived_by", sa.Text),
        _moment("joined_at"),
        _moment("left_at"),
        sa.PrimaryKeyConstraint("id", name="datashare_party_pkey"),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["datashare_agreement.package_id"],
            name="datashare_party_package_fkey",
        ),
        sa.UniqueConstraint("package_id", "body_id", name="datashare_party_body_key"),
        sa.CheckConstraint(
            _one_of("status", ["named", "invited", "joined", "left", "declined"]),
            name="datashare_party_status",
        ),
    )
    op.create_index("datashare_party_body_idx", "datashare_party", ["body_id", "package_id"])

    op.create_table(
        "datashare_power",
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("power", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("package_id", "power", name="datashare_power_pkey"),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["datashare_agreement.package_id"],
            name="datashare_power_package_fkey",
        ),
    )
    op.create_index("datashare_power_power_idx", "datashare_power", ["power"])

    # The net: whatever path changed an agreement, ORM, bulk statement or plain SQL, the
    # transaction commits only with an event about it. Deferred, because the event comes after.
    op.execute(
        """
        CREATE FUNCTION datashare_require_event() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            touched text[];
            silent text;
        BEGIN
            IF TG_TABLE_NAME = 'package' THEN
                IF COALESCE(OLD.type = 'agreement', false)
                        OR COALESCE(NEW.type = 'agreement', false) THEN
                    touched := ARRAY[OLD.id, NEW.id];
                ELSE
                    RETURN NULL;
                END IF;
            ELSE
                IF TG_TABLE_NAME = 'member' THEN
                    touched := ARRAY[OLD.table_id, NEW.table_id];
                ELSIF TG_TABLE_NAME = 'package_relationship' THEN
                    touched := ARRAY[OLD.subject_package_id, OLD.object_package_id,
                                     NEW.subject_package_id, NEW.object_package_id];
                ELSE
                    touched := ARRAY[OLD.package_id, NEW.package_id];
                END IF;
                SELECT array_agg(id) INTO touched
                FROM package WHERE id = ANY (touched) AND type = 'agreement';
            END IF;
            SELECT one INTO silent FROM unnest(touched) AS one
            WHERE one IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM datashare_event
                WHERE subject_id = one AND transaction = pg_current_xact_id()
            );
            IF silent IS NOT NULL THEN
                RAISE EXCEPTION 'no event was recorded for the change of agreement %', silent
                    USING ERRCODE = 'integrity_constraint_violation',
                          HINT = 'Change it through the dataset actions.';
            END IF;
            RETURN NULL;
        END $$
        """
    )
    evidence(op, "datashare_reference")
    grant(op, "datashare_agreement", "SELECT, INSERT, UPDATE")
    for table in ("party", "power"):
        grant(op, f"datashare_{table}", "SELECT, INSERT, UPDATE, DELETE")
    for name, (event, table, condition) in _NET.items():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER datashare_{name}_needs_event AFTER {event} ON {table} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {condition} "
            "EXECUTE FUNCTION datashare_require_event()"
        )


def downgrade() -> None:
    for name, (_event, table, _condition) in _NET.items():
        op.execute(f"DROP TRIGGER datashare_{name}_needs_event ON {table}")
    op.execute("DROP FUNCTION datashare_require_event()")
    for table in ("power", "party", "agreement", "reference"):
        op.drop_table(f"datashare_{table}")
