"""Changes the register as its owner could, with the net under every write at rest."""

from __future__ import annotations

from pathlib import Path

TABLES = "datashare_agreement", "datashare_party"


def change(statement: str, **values: object) -> None:
    """Run one statement on agreements or parties without an event: `:name` is `%(name)s`.

    For a state that a test needs and that no action leads to.
    """
    import ckan.plugins.toolkit as tk
    import psycopg2
    from ckan import model

    model.Session.rollback()
    owner_url = Path(tk.config["__file__"]).with_name("owner_url").read_text("utf-8")
    connection = psycopg2.connect(owner_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10s'")
            for name in TABLES:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            for name in TABLES:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    finally:
        connection.close()
    model.Session.expire_all()
