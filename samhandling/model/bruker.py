"""Those who log in, their roles per unit, their sessions; closed, never deleted (domain.md §1)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import ALWAYS, Base, HasId, Json, Sortering, now


class Bruker(HasId, Base):
    """An employee; the login name is kept in lower case."""

    __tablename__ = "bruker"
    __table_args__ = (Index("ix_bruker_liste", "kommune_id", "sortering", "id"),)

    kommune_id: Mapped[str] = mapped_column(ForeignKey("kommune.id"))
    brukernavn: Mapped[str] = mapped_column(unique=True)
    navn: Mapped[str]
    sortering: Mapped[str] = mapped_column(Sortering, default="")
    """The name's sort key (vocabulary/sorting.py)."""
    tittel: Mapped[str] = mapped_column(default="")
    epost: Mapped[str] = mapped_column(default="")
    telefon: Mapped[str] = mapped_column(default="")
    passord: Mapped[str] = mapped_column(default="")
    """argon2id hash; empty: cannot log in locally."""
    oidc_subject: Mapped[str | None] = mapped_column(unique=True)
    aktiv: Mapped[bool] = mapped_column(default=True)
    overtas_av_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    """Who takes over drafts and tasks when someone leaves."""


class Rolle(HasId, Base):
    """A role in a unit, from–to; codes stand in vocabulary.codelist.ROLLE."""

    __tablename__ = "rolle"
    __table_args__ = (Index("ix_rolle_bruker_enhet", "bruker_id", "enhet_id"),)

    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"))
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"), index=True)
    rolle: Mapped[str] = mapped_column(String(40))
    fra: Mapped[datetime] = mapped_column(default=now)
    til: Mapped[datetime] = mapped_column(default=ALWAYS)


class Oekt(HasId, Base):
    """A login session; only the token's SHA-256 is kept. Ended sessions are gone."""

    __tablename__ = "oekt"

    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    startet: Mapped[datetime] = mapped_column(default=now)
    sist_sett: Mapped[datetime] = mapped_column(default=now)


class Innloggingsforsoek(HasId, Base):
    """A failed login, counted by account and by address to slow guessing; kept for an hour."""

    __tablename__ = "innloggingsforsoek"
    __table_args__ = (Index("ix_forsoek_konto", "konto", "tid"), Index("ix_forsoek_adresse", "adresse", "tid"))

    konto: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what was typed as login name (people type passwords there)."""
    adresse: Mapped[str] = mapped_column(String(64))
    tid: Mapped[datetime] = mapped_column(default=now)


class Visning(Base):
    """How a user last had a register: filter, search, sort, columns.

    Kept here, because what one searches for must never stand in an address.
    """

    __tablename__ = "visning"

    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"), primary_key=True)
    register: Mapped[str] = mapped_column(String(40), primary_key=True)
    innhold: Mapped[Json] = mapped_column(default=dict)
    endret: Mapped[datetime] = mapped_column(default=now)
