"""The bytes of finished documents, append-only, and their archive packages."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, now

RENDRET, FORSEGLET = "rendret", "forseglet"


class Fil(HasId, Base):
    """One step of a document's PDF: *rendret*, *forseglet* …; from *forseglet* on each begins with the one before."""

    __tablename__ = "fil"
    __table_args__ = (UniqueConstraint("dokument_id", "trinn"),)

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"))
    trinn: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64))
    stoerrelse: Mapped[int]
    innhold: Mapped[bytes] = mapped_column(LargeBinary)
    opprettet: Mapped[datetime] = mapped_column(default=now)


class Arkivpakke(HasId, Base):
    """The one package of a document: written to the export folder, then *arkivert* when the receipt is back."""

    __tablename__ = "arkivpakke"

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"), unique=True)
    mappe: Mapped[str]
    """The folder's name below the export folder."""
    skrevet: Mapped[datetime] = mapped_column(default=now)
    arkivert: Mapped[datetime | None]
    avvist: Mapped[str] = mapped_column(default="")
    """What the archive said when it refused the package."""
    arkiv_id: Mapped[str] = mapped_column(default="")
    """The archive's own number, from the receipt."""
