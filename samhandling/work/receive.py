"""The national format in: a message becomes a received report at barnevern, in one transaction, or nothing does.

It is checked by the format and never by our own rules. What looks wrong in it is flagged, and told with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, DokumentDel, Enhet, Kommune, now
from samhandling.model.base import OSLO
from samhandling.model.dokument import ERSTATTET, FERDIG
from samhandling.output import exact_json
from samhandling.output.portal import PortalError, read_message
from samhandling.rules import audit
from samhandling.store.actor import Actor, service_in
from samhandling.vocabulary.answers import Json
from samhandling.vocabulary.form import build
from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.portal import spread
from samhandling.vocabulary.text import Text, _, current_locale
from samhandling.work.context import form_context
from samhandling.work.draft import Draft, add_parts
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.finish import complete
from samhandling.work.flags import flags_of, norwegian_time
from samhandling.work.house import House
from samhandling.work.received import as_child, entries

TAKES = ("mottak", "leder", "stedfortreder")
"""The roles that take a message in; the others would not see it afterwards."""
OURS = ("mottak-", "nasjonal-merknader", "nasjonal-sendt")
"""Inputs of a received message that the message itself does not hold."""


@dataclass(frozen=True)
class Received:
    """The document that a message became, and what is to be noticed about it."""

    id: str
    flags: tuple[str, ...]


class MessageRefusedError(ConflictError):
    """The message is not taken in; nothing was stored but the event that says so."""


def receive_message(house: House, actor: Actor, data: bytes, enhet_id: str | None = None) -> Received:
    """Take a message in at a barnevern: the one given, or the only one whose municipality and bydel it names.

    ``enhet_id`` may be a name where a service acts. Raises MessageRefusedError with one message that names the
    place; NotFoundError for a unit that is not the actor's to receive for.
    """
    try:
        message = read_message(data)
        unit, kommune = _unit(house, actor, message, enhet_id)
    except (PortalError, MessageRefusedError) as error:
        _log_refusal(house, actor, enhet_id)
        raise MessageRefusedError(str(error)) from None
    acting = actor if actor.is_user else service_in("import", unit.id, unit.navn, unit.tjeneste, "mottak")
    with house.database.write(acting) as session:
        return _take_in(house, session, acting, message, unit, kommune)


def _log_refusal(house: House, actor: Actor, enhet_id: str | None) -> None:
    with house.database.write(actor) as session:
        audit.record(session, "melding.avvist", enhet_id=enhet_id if enhet_id in actor.units() else None)


def _unit(house: House, actor: Actor, message: Json, enhet_id: str | None) -> tuple[Enhet, Kommune]:
    own = set(actor.units(*TAKES)) if actor.is_user else None
    chosen = select(Enhet, Kommune).join(Kommune, Kommune.id == Enhet.kommune_id).where(Enhet.aktiv)
    chosen = chosen.where(Enhet.tjeneste.in_(national_kind(house).services))
    with house.database.read(actor) as session:
        units = [(unit, kommune) for unit, kommune in session.execute(chosen) if own is None or unit.id in own]
    if own is not None and not units:
        raise NotFoundError("mottak")
    return _given(units, enhet_id, by_name=own is None) if enhet_id is not None else _addressed(units, message)


def _given(units: list[tuple[Enhet, Kommune]], enhet: str, *, by_name: bool) -> tuple[Enhet, Kommune]:
    found = [each for each in units if each[0].id == enhet or (by_name and each[0].navn == enhet)]
    if len(found) != 1:
        if by_name:
            raise MessageRefusedError(str(_("Ingen barneverntjeneste her heter {enhet}.")).format(enhet=enhet))
        raise NotFoundError(enhet)
    return found[0]


def _addressed(units: list[tuple[Enhet, Kommune]], message: Json) -> tuple[Enhet, Kommune]:
    """Return the one unit that the message is addressed to: of its bydel, or of a municipality without any."""
    there = [each for each in units if each[1].nummer == message["kommunenummer"].strip()]
    bydel = [each for each in there if each[0].bydelsnummer == message["bydelsnummer"].strip()]
    fits = bydel or [each for each in there if each[0].bydelsnummer == "00"]
    if len(fits) == 1:
        return fits[0]
    refused: Text = _("Flere barnevern passer til kommune {kommune}, bydel {bydel}. Si hvilken enhet det er.")
    if not fits:
        refused = _("Ingen barneverntjeneste her har kommune {kommune}, bydel {bydel}. Si hvilken enhet det er.")
    where = {"kommune": message["kommunenummer"].strip(), "bydel": message["bydelsnummer"].strip()}
    raise MessageRefusedError(f"/kommunenummer: {str(refused).format(**where)}")


def national_kind(house: House) -> DocumentType:
    """Return the kind that the national format comes in as. Raises NotFoundError where there is none."""
    for kind in house.catalogue:
        if kind.portal is not None and kind.portal.rest:
            return kind
    raise NotFoundError("portal")


def _take_in(house: House, session: Session, actor: Actor, message: Json, unit: Enhet, kommune: Kommune) -> Received:
    kind = national_kind(house)
    dokument = Dokument(type=kind.key, skjemaversjon=kind.version, enhet_id=unit.id)
    dokument.kolleger, dokument.tittel, dokument.spraak = kind.colleagues, str(kind.title), current_locale()
    session.add(dokument)
    session.flush()
    raw = _raw(kind, message, actor)
    context = form_context(house, session, dokument, kind)
    draft = Draft(dokument, kind, raw, build(kind, raw, context), {})
    flags = flags_of(draft, message, unit, kommune, house.settings.fonts)
    if earlier := _seen_before(session, draft):
        flags = [str(_("Ser ut til å være mottatt før: {nummer}")).format(nummer=earlier), *flags]
    raw["nasjonal-merknader"] = ["\n".join(flags)]
    parts = add_parts(session, dokument, kind, raw)
    complete(house, session, actor, Draft(dokument, kind, raw, build(kind, raw, context), parts))
    return Received(dokument.id, tuple(flags))


def _raw(kind: DocumentType, message: Json, actor: Actor) -> dict[str, list[str]]:
    """Return the message as a draft holds it: texts as they came, and beside them what we do not know."""
    if kind.portal is None:
        raise NotFoundError("portal")
    laid, moment = spread(kind.portal, message), now().astimezone(OSLO)
    raw = {name: [text] for name, text in laid.answers.items()}
    raw |= {name: [exact_json.write(rest)] for name, rest in laid.rest.items()}
    return raw | {
        kind.as_came: ["ja"],
        "mottak-maate": ["nasjonal"],
        "mottak-dato": [f"{moment:%d.%m.%Y}"],
        "mottak-kl": [f"{moment:%H:%M}"],
        "mottak-tatt_imot": [actor.navn],
        "melder-type": ["offentlig"],
        "nasjonal-sendt": [norwegian_time(message["sendingstidspunkt"])],
    }


def _seen_before(session: Session, draft: Draft) -> str:
    """Return the number of a report that holds the very same message; "" when there is none."""
    named = ", ".join(as_child(draft, entry)["navn"] for entry in entries(draft))
    same = select(Dokument).where(Dokument.enhet_id == draft.dokument.enhet_id, Dokument.type == draft.kind.key)
    same = same.where(Dokument.gjelder == named[:300], Dokument.status.in_((FERDIG, ERSTATTET)))
    mine = _own_of_message(draft.raw)
    for earlier in session.scalars(same.order_by(Dokument.endret.desc()).limit(50)):
        parts = session.scalars(select(DokumentDel).where(DokumentDel.dokument_id == earlier.id))
        if _own_of_message({name: text for part in parts for name, text in part.raa.items()}) == mine:
            return earlier.nummer or ""
    return ""


def _own_of_message(raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: text for name, text in raw.items() if not name.startswith(OURS)}
