"""Registered on behalf of a colleague (domain.md §2, §6): who may, for whom, and what the author learns of it."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from samhandling.model import Bruker, Dokument, DokumentForfatter, Enhet, Rolle, Varsel, now
from samhandling.rules import audit
from samhandling.rules.audit import children_of
from samhandling.rules.derivation import is_blocked
from samhandling.store.actor import Actor
from samhandling.vocabulary.text import _
from samhandling.work.errors import ConflictError, NotFoundError

WRITERS = ("ansatt", "leder", "stedfortreder", "merkantil", "mottak", "saksbehandler")
"""Roles that write documents in their unit (§6, K16)."""
REGISTRARS = ("merkantil", "leder", "stedfortreder")
"""Roles that may enter on behalf of others (§6)."""
TOLD = "paa_vegne_av"


def colleagues(session: Session, actor: Actor, enhet_id: str) -> list[tuple[str, str]]:
    """Return (id, name and title) of those on whose behalf the actor may register in a unit; [] without that right."""
    if not actor.holds(*REGISTRARS, enhet_id=enhet_id):
        return []
    return [(row.id, person(row.navn, row.tittel)) for row in _writers(session, actor, enhet_id)]


def _writers(session: Session, actor: Actor, enhet_id: str) -> Sequence[Row[str, str, str]]:
    moment = now()
    held = select(Rolle.bruker_id).where(Rolle.enhet_id == enhet_id, Rolle.rolle.in_(WRITERS))
    held = held.where(Rolle.fra <= moment, Rolle.til > moment)
    chosen = select(Bruker.id, Bruker.navn, Bruker.tittel).where(Bruker.id.in_(held), Bruker.aktiv)
    return session.execute(chosen.where(Bruker.id != actor.id).order_by(Bruker.navn)).all()


def person(navn: str, tittel: str) -> str:
    """Return a name with its title."""
    return ", ".join(filter(None, (navn, tittel)))


def register_for(session: Session, actor: Actor, dokument: Dokument, bruker_id: str) -> None:
    """Let a new draft be a colleague's, typed by the actor.

    Raises NotFoundError when the actor has no right to that in the unit, or it is no colleague there.
    """
    allowed = dict(colleagues(session, actor, dokument.enhet_id))
    if bruker_id not in allowed:
        raise NotFoundError(bruker_id)
    dokument.forfatter_id, dokument.registrert_av_id = bruker_id, actor.id
    dokument.forfatter = allowed[bruker_id]
    dokument.hode = {"registrert_av": person(actor.navn, actor.tittel)}


def author_name(session: Session, actor: Actor, dokument: Dokument) -> str:
    """Return the author's name and title as they are frozen: the actor's, or of the one who is registered for."""
    if dokument.registrert_av_id is None or dokument.forfatter_id is None:  # its own, or of one outside
        return person(actor.navn, actor.tittel)
    author = session.get(Bruker, dokument.forfatter_id)
    return person(author.navn, author.tittel) if author is not None else dokument.forfatter


def tell_author(session: Session, dokument: Dokument) -> None:
    """Make a finished document the author's to read, and tell of it; it never happens without their knowing.

    Raises ConflictError for an author who is blocked from a child in it (§6.9), or whom it is about.
    """
    author = dokument.forfatter_id
    if dokument.registrert_av_id is None or author is None:
        return
    if is_blocked(session, author, children_of(session, [dokument.id])):
        raise ConflictError(_("Kollegaen kan ikke stå som forfatter for dette barnet. Snakk med lederen."))
    if dokument.gjelder_leder and session.get_one(Enhet, dokument.enhet_id).leder_id == author:
        raise ConflictError(_("Dokumentet gjelder lederen og kan ikke registreres på vegne av lederen."))
    if session.get(DokumentForfatter, (dokument.id, author)) is None:
        session.add(DokumentForfatter(dokument_id=dokument.id, bruker_id=author))
    session.add(Varsel(bruker_id=author, dokument_id=dokument.id, hva=f"{dokument.type}.{TOLD}"[:40]))
    change = {"forfatter_id": author, "registrert_av_id": dokument.registrert_av_id}
    audit.record(session, "dokument.registrert", dokument_id=dokument.id, enhet_id=dokument.enhet_id, change=change)
