"""What all tables share: ids, times in UTC, names of constraints."""

import uuid
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, DateTime, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

ALWAYS = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what has no end, so that a range is two plain comparisons."""

OSLO = ZoneInfo("Europe/Oslo")
"""Where a day begins and ends."""

Json = dict[str, Any]


def now() -> datetime:
    """Return the moment, in UTC with its zone."""
    return datetime.now(UTC)


def ny_id() -> str:
    """Return a new id: random, so that nobody can guess one or learn from a clash."""
    return str(uuid.uuid4())


class Tid(TypeDecorator[datetime]):
    """A moment, kept in UTC to the microsecond; a time without a zone is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Store UTC without the zone. Raises ValueError for a time without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give UTC its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


Sortering = String().with_variant(String(collation="C"), "postgresql")
"""A sort key (vocabulary/sorting.py): compared as bytes, whatever the database's own order is."""


class Base(DeclarativeBase):
    """The tables' common base: named constraints (migrations need the names), JSON for answers."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Tid(), Json: JSON(), list[Any]: JSON()}  # noqa: RUF012 - SQLAlchemy reads it so


class HasId:
    """A row with an id of its own."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=ny_id)


class Adresse:
    """A postal address; the code is text («0001»). Graded: masked wherever it is not needed (domain.md §6.7)."""

    adresse: Mapped[str] = mapped_column(default="")
    postnummer: Mapped[str] = mapped_column(String(4), default="")
    poststed: Mapped[str] = mapped_column(default="")
