"""What every piece of work needs: the settings, the database behind its wall, the catalogue of kinds."""

from dataclasses import dataclass

from samhandling.rules.criteria import WALL
from samhandling.store.database import Database
from samhandling.store.settings import Settings
from samhandling.vocabulary.kind import Catalogue


@dataclass(frozen=True)
class House:
    """One per process; the tenants come in by ``app.py``."""

    settings: Settings
    database: Database
    catalogue: Catalogue


def open_house(settings: Settings, catalogue: Catalogue) -> House:
    """Return the house with its database open."""
    return House(settings, Database(settings.database_url, WALL), catalogue)
