"""The queue of effects outside the transaction; it is written with the change that asks for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, now

VENTER, PAAGAAR, GJORT = "venter", "paagaar", "gjort"


class Utboks(HasId, Base):
    """One job for one document, once per slot; claimed with a lease, retried, finished by id."""

    __tablename__ = "utboks"
    __table_args__ = (
        UniqueConstraint("jobb", "dokument_id", "plass"),
        Index("ix_utboks_klar", "status", "klar"),
    )

    jobb: Mapped[str] = mapped_column(String(20))
    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), index=True)
    plass: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[str] = mapped_column(String(10), default=VENTER)
    klar: Mapped[datetime] = mapped_column(default=now)
    """Not before this; while *paagaar*: when the lease ends."""
    leie: Mapped[str] = mapped_column(String(36), default="")
    """Who holds the lease: a token of one claim."""
    forsoek: Mapped[int] = mapped_column(default=0)
    feil: Mapped[str] = mapped_column(default="")
    """The last failure's kind, without personal data."""
    opprettet: Mapped[datetime] = mapped_column(default=now)
    gjort: Mapped[datetime | None]
