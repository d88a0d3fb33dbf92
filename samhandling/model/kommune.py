"""Municipalities and their services' units (domain.md §1)."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Adresse, Base, HasId, Sortering


class Kommune(HasId, Base):
    """A municipality; an instance may serve several, and each sees its own."""

    __tablename__ = "kommune"

    nummer: Mapped[str] = mapped_column(String(4), unique=True)
    navn: Mapped[str]
    maalform: Mapped[str] = mapped_column(String(2), default="nb")


class Enhet(HasId, Adresse, Base):
    """A service's unit, and where its documents are archived."""

    __tablename__ = "enhet"
    __table_args__ = (Index("ix_enhet_liste", "kommune_id", "sortering", "id"),)

    kommune_id: Mapped[str] = mapped_column(ForeignKey("kommune.id"))
    tjeneste: Mapped[str] = mapped_column(String(40), index=True)
    navn: Mapped[str]
    sortering: Mapped[str] = mapped_column(Sortering, default="")
    """The name's sort key (vocabulary/sorting.py)."""
    orgnr: Mapped[str] = mapped_column(String(9), default="")
    telefon: Mapped[str] = mapped_column(default="")
    vakttelefon: Mapped[str] = mapped_column(default="")
    """Where to call outside hours (barnevernvakta)."""
    bydelsnummer: Mapped[str] = mapped_column(String(2), default="00")
    bydelsnavn: Mapped[str] = mapped_column(default="")
    privat: Mapped[bool] = mapped_column(default=False)
    behandlingsansvarlig: Mapped[str] = mapped_column(default="")
    leder_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    stedfortreder_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    arkivdel: Mapped[str] = mapped_column(default="")
    mappetype: Mapped[str] = mapped_column(default="saksmappe")
    klassifikasjonssystem: Mapped[str] = mapped_column(default="PNR")
    tilgangsrestriksjon: Mapped[str] = mapped_column(default="UO")
    skjermingshjemmel: Mapped[str] = mapped_column(default="Offl. § 13 jf. fvl. § 13 første ledd nr. 1")
    aktiv: Mapped[bool] = mapped_column(default=True)
