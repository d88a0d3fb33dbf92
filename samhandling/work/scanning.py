"""The job that judges an attachment: the file goes to a child process, what comes back is stored in one transaction."""

import hashlib

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from samhandling.model import Dokument, Utboks, Vedlegg, VedleggFil
from samhandling.model.vedlegg import ARKIV, AVVIST, BYGGET_OM, GODKJENT, MOTTATT, VENTER
from samhandling.output import scan
from samhandling.rules import audit
from samhandling.store.actor import WORKER
from samhandling.work import outbox
from samhandling.work.attached import stored
from samhandling.work.house import House

MOST_TRIES = 12
"""A file at which the worker itself has fallen this often is refused; with the queue's pauses, hours of a full disk."""
TOO_MUCH = scan.Judgement(scan.REFUSED, "for_mye")


def judge_attachment(house: House, job: outbox.Job) -> None:
    """Judge outside any transaction, then store the verdict and finish the job in one; a removed one is passed over."""
    with house.database.read(WORKER) as session:
        chosen = select(Vedlegg.mediatype, VedleggFil.innhold).join(VedleggFil, VedleggFil.vedlegg_id == Vedlegg.id)
        chosen = chosen.where(Vedlegg.id == job.plass, Vedlegg.status == VENTER, VedleggFil.trinn == MOTTATT)
        row = session.execute(chosen).one_or_none()
    found = None
    if row is not None:
        tired = job.forsoek > MOST_TRIES
        found = scan.Judgement(scan.REFUSED, scan.UNREADABLE) if tired else scan.judge(row.innhold, row.mediatype)
    with house.database.write(WORKER) as session:
        _lock(session, job.dokument_id)
        vedlegg = session.scalar(select(Vedlegg).where(Vedlegg.id == job.plass, Vedlegg.status == VENTER))
        if found is not None and vedlegg is not None and _still_held(session, job):
            _store(house, session, vedlegg, found)
        outbox.finish(session, job)


def _lock(session: Session, dokument_id: str) -> None:
    """Wait for whoever writes the draft, in the order in which writers lock."""
    session.execute(select(Dokument.id).where(Dokument.id == dokument_id).with_for_update())


def _still_held(session: Session, job: outbox.Job) -> bool:
    chosen = select(Utboks.id).where(Utboks.id == job.id, Utboks.leie == job.leie)
    return session.scalar(chosen.with_for_update()) is not None


def _store(house: House, session: Session, vedlegg: Vedlegg, found: scan.Judgement) -> None:
    """Keep what was received as the archive's own, or put the rebuilt file beside it; what is refused is not kept."""
    if found.data is not None and stored(session, vedlegg.dokument_id) + len(found.data) > _room(house):
        found = TOO_MUCH
    vedlegg.status, vedlegg.grunn, vedlegg.sider = found.status, found.reason, found.pages
    received = (VedleggFil.vedlegg_id == vedlegg.id, VedleggFil.trinn == MOTTATT)
    if found.status == GODKJENT:
        session.execute(update(VedleggFil).where(*received).values(trinn=ARKIV))
    elif found.status == BYGGET_OM and found.data is not None:
        digest = hashlib.sha256(found.data).hexdigest()
        made = {"sha256": digest, "stoerrelse": len(found.data), "innhold": found.data}
        session.add(VedleggFil(vedlegg_id=vedlegg.id, dokument_id=vedlegg.dokument_id, trinn=ARKIV, **made))
    elif found.status == AVVIST:
        session.execute(delete(VedleggFil).where(*received))
    session.flush()
    change = {"vedlegg_id": vedlegg.id, "status": found.status, "grunn": found.reason}
    audit.record(session, "vedlegg.vurdert", dokument_id=vedlegg.dokument_id, change=change)


def _room(house: House) -> int:
    """Return how much a document's attachments may be: pictures of a received file may be larger than it was."""
    return 2 * house.settings.attachment_total
