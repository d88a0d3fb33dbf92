"""A document's attachments as they are read: what they are called, how far they have come, what they lack at finish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from samhandling.model import Vedlegg, VedleggFil
from samhandling.model.vedlegg import ARKIV, AVVIST, VENTER
from samhandling.output.glyphs import missing_glyphs
from samhandling.vocabulary.check import Finding
from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.text import Text, _
from samhandling.vocabulary.vedlegg import GRUNN, LONGEST_SHOWN, STEP


@dataclass(frozen=True)
class Attached:
    """An attachment without its bytes; size and checksum are those of its PDF/A, 0 and "" until there is one."""

    id: str
    plass: int
    tittel: str
    status: str
    grunn: str
    sider: int
    stoerrelse: int
    sha256: str

    @property
    def waits(self) -> bool:
        """Tell whether it is still being judged."""
        return self.status == VENTER

    @property
    def refused(self) -> bool:
        """Tell whether it cannot be used."""
        return self.status == AVVIST

    @property
    def ready(self) -> bool:
        """Tell whether it can be opened."""
        return bool(self.sha256)


def attachments(session: Session, dokument_id: str) -> list[Attached]:
    """Return a document's attachments in their order; [] where one may not read the whole document."""
    archived = and_(VedleggFil.vedlegg_id == Vedlegg.id, VedleggFil.trinn == ARKIV)
    own = (Vedlegg.id, Vedlegg.plass, Vedlegg.tittel, Vedlegg.status, Vedlegg.grunn, Vedlegg.sider)
    chosen = select(*own, VedleggFil.stoerrelse, VedleggFil.sha256).outerjoin(VedleggFil, archived)
    chosen = chosen.where(Vedlegg.dokument_id == dokument_id).order_by(Vedlegg.plass)
    return [Attached(*row[:6], row.stoerrelse or 0, row.sha256 or "") for row in session.execute(chosen)]


def file_name(nummer: str | None, versjon: int, plass: int) -> str:
    """Return what an attachment's file is called where it is taken out: no title, which may name a child."""
    return f"{nummer}-v{versjon}-vedlegg-{plass:02}.pdf" if nummer else f"vedlegg-{plass:02}.pdf"


def stored(session: Session, dokument_id: str) -> int:
    """Return how many bytes a document's attachments have: as they will be filed, or as received while they wait."""
    size = select(func.coalesce(func.sum(VedleggFil.stoerrelse), 0))
    size = size.join(Vedlegg, Vedlegg.id == VedleggFil.vedlegg_id).where(VedleggFil.dokument_id == dokument_id)
    return int(session.execute(size.where(or_(VedleggFil.trinn == ARKIV, Vedlegg.status == VENTER))).scalar_one())


def attachment_findings(kind: DocumentType, rows: Sequence[Attached], fonts: Path) -> Iterator[Finding]:
    """Yield what keeps a document from being finished: too few, refused, or not judged yet."""
    if kind.attachments is None:
        return
    if len(rows) < kind.attachments.least:
        yield _finding(STEP, _("Vedlegg"), _("Legg ved minst én fil."))
    for row in rows:
        missing = missing_glyphs(row.tittel, fonts)
        if row.waits:
            yield _of(row, _("Vi ser fortsatt på filen. Det tar som regel bare noen sekunder."))
        elif row.refused:
            yield _of(row, str(_("{why} Ta den bort her før du fullfører.")).format(why=GRUNN[row.grunn]))
        elif missing:
            message = str(_("Disse tegnene kan ikke skrives ut: {tegn}. Skriv dem på en annen måte."))
            yield _of(row, message.format(tegn=" ".join(missing[:10])))


def _of(row: Attached, message: Text) -> Finding:
    return _finding(f"{STEP}-{row.id}", row.tittel[:LONGEST_SHOWN], message)


def _finding(name: str, label: Text, message: Text) -> Finding:
    return Finding(STEP, name, str(label), str(message), "")
