"""What is attached to a document: scans and files, judged before anyone else may open them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId, now

VENTER, GODKJENT, BYGGET_OM, AVVIST = "venter", "godkjent", "bygget_om", "avvist"
MOTTATT, ARKIV = "mottatt", "arkiv"


class Vedlegg(HasId, Base):
    """One attachment: *venter* until the worker has judged it, then *godkjent*, *bygget_om* or *avvist*."""

    __tablename__ = "vedlegg"
    __table_args__ = (Index("ix_vedlegg_dokument", "dokument_id", "plass"),)

    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"))
    plass: Mapped[int]
    tittel: Mapped[str]
    """As typed, or the file's name: may hold a child's name, so it stands in no address and no log."""
    mediatype: Mapped[str] = mapped_column(String(40))
    """By content, never by name."""
    status: Mapped[str] = mapped_column(String(20), default=VENTER)
    grunn: Mapped[str] = mapped_column(String(40), default="")
    """Why it was refused or rebuilt: a code; the words stand in vocabulary/vedlegg.py."""
    sider: Mapped[int] = mapped_column(default=0)
    lastet_opp: Mapped[datetime] = mapped_column(default=now)
    lastet_opp_av_id: Mapped[str | None] = mapped_column(ForeignKey("bruker.id"))


class VedleggFil(HasId, Base):
    """The bytes of an attachment: *mottatt* as uploaded, *arkiv* as the PDF/A that is opened and filed."""

    __tablename__ = "vedlegg_fil"
    __table_args__ = (UniqueConstraint("vedlegg_id", "trinn"), Index("ix_vedlegg_fil_dokument", "dokument_id"))

    vedlegg_id: Mapped[str] = mapped_column(ForeignKey("vedlegg.id"))
    dokument_id: Mapped[str] = mapped_column(ForeignKey("dokument.id"))
    trinn: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64))
    stoerrelse: Mapped[int]
    innhold: Mapped[bytes] = mapped_column(LargeBinary)
    opprettet: Mapped[datetime] = mapped_column(default=now)
