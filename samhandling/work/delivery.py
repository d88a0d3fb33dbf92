"""Delivery outside this instance: somebody hands it over, and says how and when."""

from datetime import date, datetime

from sqlalchemy import select

from samhandling.model import Forsendelse, Frist, now
from samhandling.rules import audit
from samhandling.rules.deadline import due
from samhandling.store.actor import Actor
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.vocabulary.text import _
from samhandling.work.context import OSLO
from samhandling.work.document import read_document
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.house import House

WAYS = ("utskrift", "telefon", "annet")


def record_delivery(house: House, actor: Actor, dokument_id: str, how: str, when: datetime, note: str = "") -> None:
    """Note how and when (with zone) a document was delivered; the receiver's deadlines run from that day.

    Raises NotFoundError; ConflictError for a time to come or before it was finished, or when nothing is owed.
    """
    with house.database.write(actor) as session:
        page = read_document(session, dokument_id)
        if how not in WAYS or "lever" not in page.can:
            raise NotFoundError(dokument_id)
        if when > now() or (page.dokument.ferdig and _day(when) < _day(page.dokument.ferdig)):
            raise ConflictError(_("Tidspunktet må være etter at dokumentet ble fullført, og ikke fram i tid."))
        owed = select(Forsendelse).where(Forsendelse.dokument_id == dokument_id, Forsendelse.levert.is_(None))
        for sent in session.scalars(owed.with_for_update()):
            sent.maate, sent.levert, sent.registrert_av_id = how, when, actor.id
            sent.merknad = UNUSABLE.sub("", note)[:2000]
        kind = house.catalogue[page.dokument.type]
        for row in session.scalars(select(Frist).where(Frist.dokument_id == dokument_id)):
            deadline = next((each for each in kind.deadlines if each.id == row.kode), None)
            if deadline is not None:
                row.fra = _day(when)
                row.dato = due(deadline, row.fra)
        audit.record(session, "dokument.levert", dokument_id=dokument_id, enhet_id=page.enhet.id, change={"maate": how})


def _day(moment: datetime) -> date:
    return moment.astimezone(OSLO).date()
