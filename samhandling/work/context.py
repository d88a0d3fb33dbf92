"""What a form is told from outside: the day, receivers and children to choose from, what is known of the writer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Barn, BarnEnhet, Bruker, Dokument, Enhet, Foresatt, ForesattEnhet, Kommune, now
from samhandling.model.base import OSLO
from samhandling.store.wall import actor_of
from samhandling.vocabulary.codelist import SKJULT_ADRESSE
from samhandling.vocabulary.form import FormContext
from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.text import current_locale
from samhandling.work.house import House
from samhandling.work.listing import Wish, barn_list

MOST_CHILDREN = 500


def form_context(house: House, session: Session, dokument: Dokument, kind: DocumentType) -> FormContext:
    """Return the context of a document's form for whoever acts in the session."""
    unit = session.get_one(Enhet, dokument.enhet_id)
    return FormContext(
        today=now().astimezone(OSLO).date(),
        options={"mottaker": _receivers(session, kind, unit), "barn": _children(session, unit)},
        locale=current_locale(),
        prefill=prefill(session, _writer(session, dokument), unit),
        synthetic=house.settings.synthetic,
    )


def _receivers(session: Session, kind: DocumentType, own: Enhet) -> list[tuple[str, str]]:
    """Units of the receiving service on this instance, those of the own municipality first."""
    if kind.receiver is None:
        return []
    chosen = select(Enhet, Kommune.navn).join(Kommune, Kommune.id == Enhet.kommune_id)
    chosen = chosen.where(Enhet.tjeneste == kind.receiver.service, Enhet.aktiv).order_by(Enhet.navn)
    found = session.execute(chosen).all()
    nearest_first = sorted(found, key=lambda row: row[0].kommune_id != own.kommune_id)
    return [(unit.id, _label(unit, kommune)) for unit, kommune in nearest_first]


def _label(unit: Enhet, kommune: str) -> str:
    name = unit.navn if kommune in unit.navn else f"{unit.navn}, {kommune}"
    return f"{name} (tlf. {unit.telefon})" if unit.telefon else name


def _children(session: Session, unit: Enhet) -> list[tuple[str, str]]:
    """The unit's children by name, as many as a choice can hold; from the index, however many there are."""
    children = barn_list(session, Wish(filters={"enhet": unit.id}), MOST_CHILDREN).rows
    return [(barn.id, f"{barn.navn}{_born(barn)}") for barn in children]


def _born(barn: Barn) -> str:
    return f", {barn.foedselsdato:%d.%m.%Y}" if barn.foedselsdato else ""


def _writer(session: Session, dokument: Dokument) -> str:
    """Return who the document is by: whoever acts, or the colleague on whose behalf it is registered."""
    registered = dokument.registrert_av_id is not None and dokument.forfatter_id is not None
    return str(dokument.forfatter_id) if registered else actor_of(session).id


def prefill(session: Session, bruker_id: str, unit: Enhet) -> dict[str, str]:
    """Return what is known of the writer and the unit, by the keys that fields name."""
    user = session.get(Bruker, bruker_id)
    known = {
        "enhet.tjeneste": unit.tjeneste,
        "enhet.navn": unit.navn,
        "enhet.orgnr": unit.orgnr,
        "enhet.adresse": unit.adresse,
        "enhet.postnummer": unit.postnummer,
        "enhet.poststed": unit.poststed,
        "kommune.barnevernvakt": _on_duty(session, unit),
    }
    if user is not None:
        known |= {"bruker.navn": user.navn, "bruker.tittel": user.tittel, "bruker.epost": user.epost}
        known["bruker.telefon"] = user.telefon or unit.telefon
    return known


def _on_duty(session: Session, unit: Enhet) -> str:
    """The telephone of barnevernvakta in the unit's municipality."""
    chosen = select(Enhet.vakttelefon).where(Enhet.kommune_id == unit.kommune_id, Enhet.tjeneste == "barnevern")
    return next((phone for phone in session.scalars(chosen) if phone), "")


def register_row(barn: Barn, own: BarnEnhet | None) -> dict[str, str]:
    """Return what a chosen child fills in; the address is what the unit itself knows."""
    return _address(own, barn.adressegradering) | {
        "navn": barn.navn,
        "fnr": barn.fnr or "",
        "foedselsdato": f"{barn.foedselsdato:%d.%m.%Y}" if barn.foedselsdato and not barn.fnr else "",
        "adressegradering": barn.adressegradering,
        "tolk": barn.tolk,
        "tolk_spraak": barn.tolk_spraak,
    }


def guardian_row(guardian: Foresatt, own: ForesattEnhet | None) -> dict[str, str]:
    """Return what a guardian in the register fills in: what is common, and what the unit itself knows."""
    common = {name: getattr(guardian, name) for name in ("navn", "kapasitet", "adressegradering")}
    known = {name: getattr(own, name, "") for name in ("relasjon", "telefon", "spraak", "tolk")}
    return _address(own, guardian.adressegradering) | common | known


def _address(own: BarnEnhet | ForesattEnhet | None, grading: str) -> dict[str, str]:
    """Return an address; a graded one never leaves the register (§6.7)."""
    shown = own is not None and grading not in SKJULT_ADRESSE
    return {name: getattr(own, name) if shown else "" for name in ("adresse", "postnummer", "poststed")}
