"""What follows from a finished document: deliveries, deadlines, notices."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, now


class Forsendelse(HasId, Base):
    """How and when a document reached its receiver; ``levert`` is None until it has."""

    __tablename__ = "forsendelse"

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), index=True)
    mottaker: Mapped[str]
    enhet_id: Mapped[str | None] = mapped_column(ForeignKey("enhet.id"))
    """The receiving unit on this instance."""
    maate: Mapped[str] = mapped_column(String(20), default="")
    levert: Mapped[datetime | None]
    registrert_av_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    merknad: Mapped[str] = mapped_column(default="")


class Frist(HasId, Base):
    """A deadline that runs: its unmoved calendar date and its source (domain.md §4)."""

    __tablename__ = "frist"
    __table_args__ = (Index("ix_frist_enhet", "enhet_id", "dato"),)

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), index=True)
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    kode: Mapped[str] = mapped_column(String(10))
    tittel: Mapped[str]
    kilde: Mapped[str] = mapped_column(default="")
    fra: Mapped[date]
    dato: Mapped[date]
    gjort: Mapped[datetime | None]


class Varsel(HasId, Base):
    """Somebody is told of a document: a leader of a report (K19), a receiver of a correction."""

    __tablename__ = "varsel"
    __table_args__ = (Index("ix_varsel_bruker", "bruker_id", "lest"),)

    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"))
    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), index=True)
    hva: Mapped[str] = mapped_column(String(40))
    opprettet: Mapped[datetime] = mapped_column(default=now)
    lest: Mapped[datetime | None]
