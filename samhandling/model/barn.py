"""Children, guardians, and who works with whom (domain.md §1, §6)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import ALWAYS, Adresse, Base, HasId, now


class Barn(HasId, Base):
    """One row per municipality and identity number; without a number, or unborn, a row of the unit's own.

    It holds what is common to all of the child's units (§6); all else belongs to the unit that entered it.
    """

    __tablename__ = "barn"
    __table_args__ = (UniqueConstraint("kommune_id", "fnr"),)

    kommune_id: Mapped[str] = mapped_column(ForeignKey("kommune.id"))
    fnr: Mapped[str | None] = mapped_column(String(11))
    fnr_oppgitt: Mapped[str] = mapped_column(default="")
    """A number as it was given, where it is mistyped or does not go with the name: shown, never searched by."""
    foedselsdato: Mapped[date | None]
    ufoedt: Mapped[bool] = mapped_column(default=False)
    termin: Mapped[date | None]
    navn: Mapped[str]
    adressegradering: Mapped[str] = mapped_column(String(20), default="ugradert")
    gradert_av_id: Mapped[str | None] = mapped_column(ForeignKey("enhet.id"))
    """The unit that set the grading; its leader alone lowers it."""
    tolk: Mapped[str] = mapped_column(String(10), default="")
    tolk_spraak: Mapped[str] = mapped_column(default="")


class BarnEnhet(HasId, Adresse, Base):
    """A unit sees a child through this, from–to; not until ``godkjent`` by the leader where strengt fortrolig.

    It holds what the unit itself entered, for that unit alone.
    """

    __tablename__ = "barn_enhet"
    __table_args__ = (UniqueConstraint("barn_id", "enhet_id", "fra"), Index("ix_barn_enhet_enhet", "enhet_id"))

    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"))
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    fra: Mapped[datetime] = mapped_column(default=now)
    til: Mapped[datetime] = mapped_column(default=ALWAYS)
    godkjent: Mapped[bool] = mapped_column(default=True)
    telefon: Mapped[str] = mapped_column(default="")
    spraak: Mapped[str] = mapped_column(default="")
    barnehage_skole: Mapped[str] = mapped_column(default="")
    """Where the child goes, as this unit knows it; hidden with *strengt fortrolig* (§6.7)."""
    hovedansvarlig_tjeneste: Mapped[str] = mapped_column(String(40), default="")
    barnekoordinator: Mapped[str] = mapped_column(default="")
    """Appointed by the municipal health service (B7)."""
    merknad: Mapped[str] = mapped_column(default="")


class BarnAnsatt(HasId, Base):
    """An employee works with a child in a unit, from–to; set by the leader or the clerk."""

    __tablename__ = "barn_ansatt"
    __table_args__ = (Index("ix_barn_ansatt_bruker", "bruker_id"), Index("ix_barn_ansatt_barn", "barn_id"))

    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"))
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"))
    fra: Mapped[datetime] = mapped_column(default=now)
    til: Mapped[datetime] = mapped_column(default=ALWAYS)


class Foresatt(HasId, Base):
    """A child's guardian: what is common to all of the child's units (§6). May be unknown; more than two are possible.

    Ended by ``til``, never deleted.
    """

    __tablename__ = "foresatt"

    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"), index=True)
    ukjent: Mapped[bool] = mapped_column(default=False)
    navn: Mapped[str] = mapped_column(default="")
    kapasitet: Mapped[str] = mapped_column(String(40), default="")
    kapasitet_vedtak: Mapped[str] = mapped_column(default="")
    kapasitet_dato: Mapped[date | None]
    samvaer_nektet_dato: Mapped[date | None]
    """A court's refusal of contact (A26): shown as a warning wherever the child is opened."""
    beholder_innsyn: Mapped[bool] = mapped_column(default=True)
    adressegradering: Mapped[str] = mapped_column(String(20), default="ugradert")
    """Graded on its own: one parent must never learn where the other lives."""
    gradert_av_id: Mapped[str | None] = mapped_column(ForeignKey("enhet.id"))
    fra: Mapped[datetime] = mapped_column(default=now)
    til: Mapped[datetime] = mapped_column(default=ALWAYS)


class ForesattEnhet(HasId, Adresse, Base):
    """A guardian as one unit knows them, for that unit alone; once per unit."""

    __tablename__ = "foresatt_enhet"
    __table_args__ = (
        UniqueConstraint("foresatt_id", "enhet_id"),
        Index("ix_foresatt_enhet_barn", "barn_id", "enhet_id"),
    )

    foresatt_id: Mapped[str] = mapped_column(ForeignKey("foresatt.id"))
    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"))
    """The guardian's child, so that its criterion reads ``tilgang`` alone."""
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    fnr: Mapped[str] = mapped_column(default="")
    relasjon: Mapped[str] = mapped_column(default="")
    daglig_omsorg: Mapped[str] = mapped_column(String(10), default="")
    """ja, nei, vet_ikke, or "" when nobody has asked."""
    partsrettigheter: Mapped[str] = mapped_column(default="")
    telefon: Mapped[str] = mapped_column(default="")
    epost: Mapped[str] = mapped_column(default="")
    spraak: Mapped[str] = mapped_column(default="")
    tolk: Mapped[str] = mapped_column(String(10), default="")


class Sperring(HasId, Base):
    """Habilitet: an employee sees nothing of a child, from–to; set by the leader with a reason (§6.9)."""

    __tablename__ = "sperring"
    __table_args__ = (Index("ix_sperring_bruker", "bruker_id", "barn_id"),)

    bruker_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"))
    barn_id: Mapped[str] = mapped_column(ForeignKey("barn.id"))
    satt_av_id: Mapped[str] = mapped_column(ForeignKey("bruker.id"))
    grunn: Mapped[str] = mapped_column(default="")
    fra: Mapped[datetime] = mapped_column(default=now)
    til: Mapped[datetime] = mapped_column(default=ALWAYS)
