"""Delivery outside this instance: somebody hands it over, and says how and when."""

from datetime import date, datetime

from sqlalchemy import select

from samhandling.model import Forsendelse, now
from samhandling.model.base import OSLO
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.vocabulary.text import _
from samhandling.work.document import read_document
from samhandling.work.draft import assemble
from samhandling.work.due import start_deadlines
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
        sent = session.scalars(owed.with_for_update()).all()
        if not sent:
            raise ConflictError(_("Leveringen er registrert allerede."))
        for each in sent:
            each.maate, each.levert, each.registrert_av_id = how, when, actor.id
            each.merknad = UNUSABLE.sub("", note)[:2000]
        answers = assemble(house, session, page.dokument)
        start_deadlines(session, page.dokument, answers.kind, answers.form, _day(when))
        audit.record(session, "dokument.levert", dokument_id=dokument_id, enhet_id=page.enhet.id, change={"maate": how})


def _day(moment: datetime) -> date:
    return moment.astimezone(OSLO).date()
