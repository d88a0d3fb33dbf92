"""The dated law table (K24), kept by the fagansvarlig: a new wording is a new row, the former one ends."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Lov
from samhandling.rules import audit
from samhandling.store.actor import Actor
from samhandling.vocabulary.text import _
from samhandling.work.errors import InvalidError, NotFoundError
from samhandling.work.house import House
from samhandling.work.record.change import Parts, Register, Values
from samhandling.work.record.field import Field

KEEPER = "fagansvarlig"
FIELDS = (
    Field(
        "noekkel",
        _("Nøkkel"),
        part="lov",
        limit=40,
        required=True,
        hint=_("Navnet som skjemaene bruker, for eksempel bhl-46."),
    ),
    Field("kortnavn", _("Kortnavn"), part="lov", limit=20, required=True, hint=_("For eksempel bhl.")),
    Field("paragraf", _("Paragraf"), part="lov", limit=60, required=True),
    Field("tekst", _("Ordlyd som brukerne ser"), "long", "lov", required=True, limit=5000),
    Field("fra", _("Gjelder fra"), "date", "lov", required=True),
    Field("til", _("Gjelder til og med"), "date", "lov"),
    Field("kontrolleres", _("Må bekreftes av kommunens jurist"), "yesno", "lov"),
    Field("gammel", _("Tidligere henvisning"), part="lov", limit=100),
)


def _load(session: Session, rad_id: str, _enhet_id: str, lock: bool) -> Parts:  # noqa: FBT001 - as Register.load says
    row = session.get(Lov, rad_id, with_for_update=lock)
    if row is None:
        raise NotFoundError(rad_id)
    return {"lov": row}


def _may(actor: Actor, _parts: Parts) -> frozenset[str]:
    """The key and the first day are what forms and finished documents rest on: they stand."""
    keeps = frozenset(each.name for each in FIELDS) - {"noekkel", "fra"}
    return keeps if actor.holds(KEEPER) else frozenset()


def _check(_house: House, _session: Session, parts: Parts, values: Values) -> dict[str, str]:
    row: Any = parts["lov"]
    until = values.get("til", row.til)
    return {"til": str(_("Den siste dagen kommer før den første."))} if until and until < row.fra else {}


def add_wording(house: House, actor: Actor, facts: dict[str, Any]) -> str:
    """Add a wording that is valid from a day; the one before it ends the day before. Raises InvalidError by field."""
    if not actor.holds(KEEPER):
        raise NotFoundError(KEEPER)
    with house.database.write(actor) as session:
        same = session.scalars(select(Lov).where(Lov.noekkel == facts["noekkel"]).order_by(Lov.fra)).all()
        if any(row.fra == facts["fra"] for row in same):
            raise InvalidError({"fra": str(_("Det finnes en ordlyd fra denne dagen."))})
        later = [row.fra for row in same if row.fra > facts["fra"]]
        for row in same:
            if row.fra < facts["fra"] and (row.til is None or row.til >= facts["fra"]):
                row.til = facts["fra"] - timedelta(days=1)
        made = Lov(**{**facts, "til": facts["til"] or (min(later) - timedelta(days=1) if later else None)})
        session.add(made)
        session.flush()
        audit.record(session, "lov.opprettet", row=made)
        return made.id


LOV = Register("lov", FIELDS, load=_load, may=_may, check=_check)
