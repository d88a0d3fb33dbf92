"""Migrations up and down, by command only (two processes migrating at import fight)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from samhandling.model.soek import BESIDE

FOLDER = Path(__file__).parent / "migrations"


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to a revision."""
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at ``url`` down to a revision («base»: nothing left, «-1»: one step)."""
    command.downgrade(_config(url), revision)


def compared(_item: object, name: str | None, *_rest: object) -> bool:
    """Tell whether something in the database is compared with the models: Alembic's ``include_object``."""
    return name not in BESIDE


def at_head(url: str) -> bool:
    """Tell whether the database has every migration."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory(str(FOLDER)).get_current_head()
