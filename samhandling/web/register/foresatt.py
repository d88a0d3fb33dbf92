"""The register of guardians: listed by their children, added on a child's page, ended, never deleted."""

from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from wtforms import Form

from samhandling.vocabulary.codelist import KAPASITET
from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in
from samhandling.web.register.column import Column, Tag, coded
from samhandling.web.register.parted import PartedView
from samhandling.work import register as work
from samhandling.work.errors import NotFoundError
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish, count_barn
from samhandling.work.record import child_page
from samhandling.work.record.barn import KEEPERS, tie
from samhandling.work.record.change import Record
from samhandling.work.record.foresatt import COMMON, FORESATT, OWN, child_of, end_guardian, guardian_list, guardians_of

TEXTS = ("kapasitet_dato", "samvaer_nektet_dato")


class ForesattView(PartedView):
    """Guardians of the children whom the reader's units know."""

    can_create = can_edit = can_view_details = can_export = True
    page_template = "register/foresatt.html"
    common, own = COMMON, OWN
    record = FORESATT
    creates = (*COMMON, *OWN)
    create_label = _("Legg til foresatt")
    summary = _("De foresatte til barna i registeret, ordnet etter barnets navn. Nye legges til fra barnets side.")
    search_help = _("Søk på barnets navn, fødselsdato eller hele fødselsnummeret.")
    letters = True
    columns = (
        Column("navn", _("Navn"), lambda row: row.navn, width="bred"),
        Column("barn", _("Barn"), lambda row: row.barn.navn),
        Column("kapasitet", _("Foreldreansvar"), lambda row: coded(KAPASITET, row.foresatt.kapasitet)),
        Column("relasjon", _("Relasjon"), lambda row: row.own.relasjon if row.own else ""),
        Column("telefon", _("Telefon"), lambda row: row.own.telefon if row.own else ""),
        Column("epost", _("E-post"), lambda row: row.own.epost if row.own else "", standard=False),
    )

    def rows(self, wish: Wish) -> Page[Any]:
        """Return the guardians of one page of children."""
        return guardian_list(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count the children."""
        return count_barn(reading(), wish)

    def get_pk_value(self, model: Any) -> str:
        """Return the guardian's id."""
        return str(model.foresatt.id)

    def row_mark(self, row: Any) -> object:
        """Say where a court has refused contact (A26)."""
        return Tag(_("Samvær nektet"), "danger") if row.foresatt.samvaer_nektet_dato else ""

    def may_create(self) -> bool:
        """On a child's page only, by who keeps the register there."""
        child, unit = request.args.get("barn", ""), request.args.get("enhet", "")
        seen = child and tie(reading(), child.replace("\0", ""), unit.replace("\0", "")) is not None
        return bool(seen) and actor().holds(*KEEPERS, enhet_id=unit)

    def create_model(self, form: Form) -> str:
        """Add a guardian to a child."""
        values = {each.name: each.read(form.data[each.name] or "") for each in self.creates}
        facts = work.GuardianFacts(**values)  # type: ignore[arg-type] # each by its own reader
        return work.add_guardian(house(), actor(), request.args["barn"], request.args["enhet"], facts)

    def created(self, made: str) -> ResponseReturnValue:
        """Back to the child."""
        del made
        tell(_("Lagret."))
        where = {"rad_id": request.args["barn"], "enhet": request.args["enhet"]}
        return redirect(self.get_url("barn.details_view", **where), 303)

    def title_of(self, record: Record) -> str:
        """Return the guardian's name."""
        return record.texts["navn"] or str(_("Ukjent"))

    def more(self, record: Record) -> dict[str, object]:
        """The child, and its warnings."""
        guardian: Any = record.parts["foresatt"]
        child = child_of(reading(), guardian)
        own = [each for each in guardians_of(reading(), child.id) if each.id == guardian.id]
        return {"advarsler": child_page.no_contact(own), "barn": child, "rad": record}

    @expose("/<rad_id>/avslutt/", methods=("POST",))
    @logged_in
    def end(self, rad_id: str) -> ResponseReturnValue:
        """Say that somebody is a guardian no longer."""
        record = self.get_one(rad_id)
        if not record.may:
            raise NotFoundError(rad_id)
        guardian: Any = record.parts["foresatt"]
        end_guardian(house(), actor(), rad_id, request.args.get("enhet", ""))
        tell(_("Avsluttet. Opplysningene blir stående i historikken."))
        return redirect(self.get_url("barn.details_view", rad_id=guardian.barn_id), 303)
