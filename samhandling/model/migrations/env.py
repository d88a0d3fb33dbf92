"""Alembic's entry: runs the migrations on the database that model/migrate.py names."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from samhandling.model import Base
from samhandling.model.migrate import compared

engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=compared,
        render_as_batch=engine.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
