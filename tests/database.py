"""How the tests lay a database: by the migrations themselves."""

from samhandling.model import migrate as migrations


def migrate(url: str) -> None:
    """Bring the database at ``url`` to the newest migration."""
    migrations.upgrade(url)
