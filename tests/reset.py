"""Empties the test database as the owner: the web role can delete no evidence."""

from __future__ import annotations

# A transaction that a test left open would hold this up; then it fails and says so.
WAIT = "10s"


def database(owner_url: str) -> None:
    """Remove all rows, but for the marks of migrations."""
    import psycopg2
    from ckan import model

    model.Session.rollback()
    model.Session.remove()
    connection = psycopg2.connect(owner_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", (WAIT,))
            full = [name for name in _tables(cursor) if _has_rows(cursor, name)]
            if not full:
                return
            # Evidence refuses to be changed by a trigger of its own, which the owner may rest; that
            # of empty tables too, which are emptied along with the tables they refer to.
            rested = sorted({*full, *_evidence(cursor)})
            for name in rested:
                cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
            names = ", ".join(f'"{name}"' for name in full)
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            for name in rested:
                cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
    finally:
        connection.close()


def _tables(cursor) -> list[str]:
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename NOT LIKE '%alembic_version'"
    )
    return [name for (name,) in cursor.fetchall()]


def _evidence(cursor) -> list[str]:
    cursor.execute(
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_insert_only'"
    )
    return [name for (name,) in cursor.fetchall()]


def _has_rows(cursor, name: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}")')
    return cursor.fetchone()[0]
