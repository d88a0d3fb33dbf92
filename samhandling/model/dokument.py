"""Documents: drafts of raw text, then frozen answers; one table for all kinds (domain.md §2)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, Json, now

UTKAST, FERDIG, FEILREGISTRERT, ERSTATTET = "utkast", "ferdig", "feilregistrert", "erstattet"
MOTTATT = "mottatt"
"""What lists call *ferdig* in the unit's own mottak; never a document's status."""


class Dokument(HasId, Base):
    """One version of one document. From *ferdig* on nothing of its content changes; a change is a new version."""

    __tablename__ = "dokument"
    __table_args__ = (
        UniqueConstraint("nummer", "versjon", "enhet_id", name="uq_dokument_nummer_versjon"),
        Index("ix_dokument_enhet", "enhet_id", "endret"),
    )

    type: Mapped[str] = mapped_column(String(60))
    skjemaversjon: Mapped[int]
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    forfatter_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    """None on a received copy: its author may work in another municipality."""
    registrert_av_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))
    """Who entered it on behalf of the author («registrert på vegne av»); None: the author did."""
    status: Mapped[str] = mapped_column(String(20), default=UTKAST)
    versjon: Mapped[int] = mapped_column(default=1)
    erstatter_id: Mapped[str | None] = mapped_column(ForeignKey("dokument.id"))
    kilde_id: Mapped[str | None] = mapped_column(ForeignKey("dokument.id"), index=True)
    """The sender's document that this received copy was made from."""
    opprettet: Mapped[datetime] = mapped_column(default=now)
    endret: Mapped[datetime] = mapped_column(default=now)
    ferdig: Mapped[datetime | None]
    nummer: Mapped[str | None] = mapped_column(String(40))
    """Kommune–year–running number, given at *ferdig*; gaps allowed."""
    tittel: Mapped[str] = mapped_column(default="")
    gjelder: Mapped[str] = mapped_column(default="")
    """The children's names as typed, for lists."""
    avsender: Mapped[str] = mapped_column(default="")
    mottaker: Mapped[str] = mapped_column(default="")
    mottaker_telefon: Mapped[str] = mapped_column(default="")
    """Of a receiver outside this instance."""
    mottaker_enhet_id: Mapped[str | None] = mapped_column(ForeignKey("enhet.id"))
    kolleger: Mapped[bool] = mapped_column(default=True)
    """Those who work with the child may read it; a report of concern is its author's own (§6)."""
    gjelder_leder: Mapped[bool] = mapped_column(default=False)
    """It names the leader, who then is not told and sees nothing of it (K19, §6)."""
    haster: Mapped[bool] = mapped_column(default=False)
    hos_avsender: Mapped[str] = mapped_column(String(20), default="")
    """On a received copy: what became of the sender's own since (*feilregistrert*, *erstattet*)."""
    skjult_for_foresatte: Mapped[bool] = mapped_column(default=False)
    forfatter: Mapped[str] = mapped_column(default="")
    """The author's name and title on the day it was finished."""
    hode: Mapped[Json] = mapped_column(default=dict)
    """Frozen: what the page's head says of municipality and unit, and the screening ground."""
    klasser: Mapped[list[Any]] = mapped_column(default=list)
    """Frozen: the children it is filed under, as ``link_child`` takes them, with ``barn_id``."""
    lov: Mapped[list[Any]] = mapped_column(default=list)
    """Frozen: [[citation, text], …] that it rests on."""
    spraak: Mapped[str] = mapped_column(String(5), default="nb")
    grunn: Mapped[str] = mapped_column(default="")
    """Why it was feilregistrert."""


class DokumentDel(HasId, Base):
    """One section: raw text while a draft, typed answers and the tree as shown from *ferdig* on."""

    __tablename__ = "dokument_del"
    __table_args__ = (UniqueConstraint("dokument_id", "noekkel"),)

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"))
    noekkel: Mapped[str] = mapped_column(String(60))
    plass: Mapped[int]
    raa: Mapped[Json] = mapped_column(default=dict)
    svar: Mapped[Json] = mapped_column(default=dict)
    tre: Mapped[Json | None]
    tema: Mapped[list[Any]] = mapped_column(default=list)


class DokumentBarn(Base):
    """Which children a document is about."""

    __tablename__ = "dokument_barn"
    __table_args__ = (Index("ix_dokument_barn_barn", "barn_id"),)

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), primary_key=True)
    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"), primary_key=True)


class DokumentForfatter(Base):
    """Who writes a draft; it is seen by its authors alone."""

    __tablename__ = "dokument_forfatter"

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), primary_key=True)
    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"), primary_key=True)


class Nummerserie(Base):
    """The last number given in a municipality and year."""

    __tablename__ = "nummerserie"

    kommune_id: Mapped[str] = mapped_column(ForeignKey("kommune.id"), primary_key=True)
    aar: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    siste: Mapped[int] = mapped_column(default=0)
