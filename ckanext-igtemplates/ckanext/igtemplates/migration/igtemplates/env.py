"""Runs the migrations of ``igtemplates`` with the connection CKAN gives."""

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool

config = context.config


def run() -> None:
    """Migrate inside one transaction, in a version table of this plugin's own."""
    engine = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table="igtemplates_alembic_version",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
