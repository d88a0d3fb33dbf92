"""The log: every look and change; values stand apart so that they can be deleted when law demands it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, Json, now


class Logg(Base):
    """Who, in which role and unit, did what, when; ``digest`` seals what stands in ``logg_innhold``."""

    __tablename__ = "logg"
    __table_args__ = (
        Index("ix_logg_bruker", "bruker_id", "tid"),
        Index("ix_logg_kommune", "kommune_id", "tid"),
        Index("ix_logg_enhet", "enhet_id", "tid"),
        Index("ix_logg_dokument", "dokument_id", "id"),
        Index("ix_logg_rad", "rad_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    tid: Mapped[datetime] = mapped_column(default=now)
    hvem: Mapped[str] = mapped_column(String(90))
    """The actor: a user's id or a service's name."""
    bruker_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    kommune_id: Mapped[str | None] = mapped_column(ForeignKey("kommune.id"))
    enhet_id: Mapped[str | None] = mapped_column(ForeignKey("enhet.id"))
    rolle: Mapped[str] = mapped_column(default="")
    hva: Mapped[str] = mapped_column(String(40))
    dokument_id: Mapped[str | None] = mapped_column(String(36))
    """Not a reference: a denied try may name what does not exist."""
    tabell: Mapped[str] = mapped_column(String(40), default="")
    rad_id: Mapped[str | None] = mapped_column(String(36))
    """The register row that was changed, for its history."""
    foresporsel: Mapped[str] = mapped_column(String(36), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")


class LoggBarn(Base):
    """Which children an event shows."""

    __tablename__ = "logg_barn"
    __table_args__ = (Index("ix_logg_barn_barn", "barn_id"),)

    logg_id: Mapped[int] = mapped_column(ForeignKey("logg.id"), primary_key=True)
    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"), primary_key=True)


class LoggInnhold(HasId, Base):
    """What an event changed, with the salt of its digest; may be deleted, the event stays."""

    __tablename__ = "logg_innhold"

    logg_id: Mapped[int] = mapped_column(ForeignKey("logg.id"), unique=True)
    salt: Mapped[str] = mapped_column(String(32))
    innhold: Mapped[Json]
