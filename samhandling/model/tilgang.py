"""Who may see what: derived rows, rewritten by rules/access.py in the transaction that changes their grounds."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, Sortering

HEAD, READ, WRITE = 1, 2, 3
WHOLE = "*"
ON_DOKUMENT: dict[str, Any] = {f"{kind}_where": text("dokument_id IS NOT NULL") for kind in ("sqlite", "postgresql")}
ON_BARN: dict[str, Any] = {f"{kind}_where": text("barn_id IS NOT NULL") for kind in ("sqlite", "postgresql")}
"""Lists of documents and of children each have indexes of their own, without the other's rows."""


class Tilgang(Base):
    """One key (a unit with a role, a person, a service) may see a child or a document's section, from–to."""

    __tablename__ = "tilgang"
    __table_args__ = (
        Index("ix_tilgang_dokument", "dokument_id", "hvem"),
        Index("ix_tilgang_barn", "barn_id", "hvem"),
        Index("ix_tilgang_liste", "hvem", "dato", "dokument_id", **ON_DOKUMENT),
        Index("ix_tilgang_slag", "hvem", "slag", "status", "dato", "dokument_id", **ON_DOKUMENT),
        Index("ix_tilgang_navn", "hvem", "sortering", "barn_id", **ON_BARN),
        Index("ix_tilgang_foedt", "hvem", "dato", "barn_id", **ON_BARN),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    hvem: Mapped[str] = mapped_column(String(90))
    dokument_id: Mapped[str | None] = mapped_column(ForeignKey("dokument.id"))
    barn_id: Mapped[str | None] = mapped_column(ForeignKey("barn.id"))
    """Set on rows about the child itself; rows about a document have ``dokument_id``."""
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    """The unit whose ownership or relation the row derives from."""
    del_: Mapped[str] = mapped_column("del", String(60), default=WHOLE)
    nivaa: Mapped[int]
    grunn: Mapped[str] = mapped_column(String(40))
    fra: Mapped[datetime]
    til: Mapped[datetime]
    dato: Mapped[datetime]
    """What lists are ordered by: when a document was finished or changed; a child's birth date."""
    slag: Mapped[str] = mapped_column(String(60), default="")
    """The document's type; "" on rows about a child."""
    status: Mapped[str] = mapped_column(String(20), default="")
    """The document's status as lists tell it: what lies in the mottak is *mottatt* (rules/access.py)."""
    sortering: Mapped[str] = mapped_column(Sortering, default="")
    """The sort key of a child's name (vocabulary/sorting.py); "" on rows about a document."""
