"""The net under every write holds all dataset types of the suite, not agreements alone."""

from alembic import op

revision = "datashare_006"
down_revision = "datashare_005"
branch_labels = None
depends_on = None

_BEFORE = ("agreement",)
_TYPES = ("agreement", "template", "project", "dpia", "exchange")


def upgrade() -> None:
    _net(_TYPES)


def downgrade() -> None:
    _net(_BEFORE)


def _net(types: tuple[str, ...]) -> None:
    """Write the trigger function of migration 003 again, for these dataset types."""
    ours = ", ".join(f"'{name}'" for name in types)
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION datashare_require_event() RETURNS trigger
        LANGUAGE plpgsql AS $$
        DECLARE
            touched text[];
            silent text;
        BEGIN
            IF TG_TABLE_NAME = 'package' THEN
                IF COALESCE(OLD.type IN ({ours}), false)
                        OR COALESCE(NEW.type IN ({ours}), false) THEN
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
                FROM package WHERE id = ANY (touched) AND type IN ({ours});
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
