"""Runs the steps on the connection that the store hands over, inside the store's own transaction."""

from alembic import context

from crawler.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
