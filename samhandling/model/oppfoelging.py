"""What follows from a finished document: deliveries, deadlines, notices."""

from datetime import UTC, date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, now

NO_DATE = date(9999, 12, 31)
"""Sorted last: no date yet."""
OPEN = datetime(9999, 12, 31, tzinfo=UTC)
"""``Oppgave.gjort`` while it is not done, so that lists sort on what is never null."""


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
    """F1 … F13; what it says and its source stand in vocabulary/frist.py."""
    fra: Mapped[date]
    dato: Mapped[date]
    """NO_DATE while it waits for another (``venter_paa``)."""
    venter_paa: Mapped[str] = mapped_column(String(10), default="")
    """The code of the deadline whose end starts this one (F4 waits for F3)."""
    gjort: Mapped[datetime | None]
    gjort_av_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    utfall: Mapped[str] = mapped_column(String(20), default="")
    """What came of it; «bortfalt» when it lapsed."""
    merknad: Mapped[str] = mapped_column(default="")


class Varsel(HasId, Base):
    """Somebody is told of a document: a leader of a report (K19), a receiver of a correction."""

    __tablename__ = "varsel"
    __table_args__ = (Index("ix_varsel_bruker", "bruker_id", "lest"),)

    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"))
    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), index=True)
    hva: Mapped[str] = mapped_column(String(40))
    opprettet: Mapped[datetime] = mapped_column(default=now)
    lest: Mapped[datetime | None]


class Oppgave(HasId, Base):
    """Something that somebody must do: seen by the holders of ``hvem`` (a role in a unit, or one person)."""

    __tablename__ = "oppgave"
    __table_args__ = (
        Index("ix_oppgave_liste", "hvem", "gjort", "forfall", "id"),
        Index("ix_oppgave_dokument", "dokument_id"),
        Index("ix_oppgave_barn", "barn_id"),
    )

    hvem: Mapped[str] = mapped_column(String(90))
    """One of the actor's keys, as in ``tilgang``."""
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    slag: Mapped[str] = mapped_column(String(40))
    """What is to be done; the words stand in vocabulary/oppgave.py."""
    dokument_id: Mapped[str | None] = mapped_column(ForeignKey("dokument.id"))
    barn_id: Mapped[str | None] = mapped_column(ForeignKey("barn.id"))
    frist_id: Mapped[str | None] = mapped_column(ForeignKey("frist.id"))
    forfall: Mapped[date] = mapped_column(default=NO_DATE)
    """The unmoved date; NO_DATE when there is none."""
    opprettet: Mapped[datetime] = mapped_column(default=now)
    gjort: Mapped[datetime] = mapped_column(default=OPEN)
    gjort_av_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    utfall: Mapped[str] = mapped_column(String(20), default="")
    merknad: Mapped[str] = mapped_column(default="")
