"""The register of children: searched before one is added, added by the full number, ended, never deleted."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from wtforms import Form

from samhandling.model import Barn
from samhandling.vocabulary.codelist import ADRESSEGRADERING
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.language import day
from samhandling.web.permission import logged_in
from samhandling.web.register.column import Column, Tag, coded
from samhandling.web.register.parted import PartedView
from samhandling.work import register as work
from samhandling.work import relation
from samhandling.work.errors import InvalidError, NotFoundError
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish, barn_list, count_barn
from samhandling.work.record import child_page
from samhandling.work.record.barn import BARN, COMMON, OWN, tie
from samhandling.work.record.change import Record
from samhandling.work.record.field import Field
from samhandling.work.record.foresatt import guardians_of

NEW = (
    Field("enhet", _("Enhet"), "select", required=True),
    *(each for each in COMMON if each.name in {"navn", "fnr", "foedselsdato"}),
    Field("ufoedt", _("Er barnet ufødt?"), "yesno"),
    *(each for each in COMMON if each.name in {"termin", "adressegradering"}),
    *(each for each in OWN if each.name in {"adresse", "postnummer", "poststed", "telefon"}),
)


def number(barn: Barn) -> str:
    """Return a child's number as it was given."""
    return barn.fnr_oppgitt or barn.fnr or ""


class BarnView(PartedView):
    """Children whom the reader's units know."""

    can_create = can_edit = can_view_details = can_export = True
    page_template = "register/barn.html"
    common, own = COMMON, OWN
    record = BARN
    creates = NEW
    create_label = _("Registrer barn")
    summary = _("Barna som enheten din har med å gjøre. Hvert oppslag blir logget.")
    search_help = _("Søk på navn, fødselsdato eller hele fødselsnummeret.")
    count_name = _("barn")
    letters = True
    first_sort = "navn"
    columns = (
        Column("navn", _("Navn"), lambda barn: barn.navn, sort=("navn", "navn_ned"), width="bred"),
        Column(
            "foedselsdato",
            _("Født"),
            lambda barn: barn.foedselsdato or barn.termin,
            sort=("eldste", "yngste"),
            width="smal",
        ),
        Column("fnr", _("Fødselsnummer"), number, standard=False),
        Column(
            "adressegradering",
            _("Adressegradering"),
            lambda barn: (
                Tag(coded(ADRESSEGRADERING, barn.adressegradering), "warning")
                if barn.adressegradering != "ugradert"
                else coded(ADRESSEGRADERING, barn.adressegradering)
            ),
        ),
        Column("tolk", _("Tolk"), lambda barn: barn.tolk_spraak or barn.tolk, standard=False),
    )
    bulk = (("tildel", _("La en ansatt arbeide med barna")), ("avslutt", _("Avslutt: barna har sluttet i enheten")))

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of children."""
        return barn_list(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return count_barn(reading(), wish)

    def may_create(self) -> bool:
        """Clerks and leaders add children (§6)."""
        return actor().holds(*work.CLERKS)

    def list_buttons(self) -> list[tuple[Text, str, str]]:
        """Whoever adds children may import a list of them."""
        return [(_("Importer liste"), url_for("list_import.ask"), "secondary")] if self.may_create() else []

    def create_choices(self) -> dict[str, Any]:
        """The reader's own units."""
        units = {r.enhet_id: r.enhet_navn for r in actor().roller if r.rolle in work.CLERKS}
        return {"enhet": tuple(units.items())}

    def create_model(self, form: Form) -> str:
        """Tie a child to the unit: the answer is the same whether it was known or new."""
        values = {each.name: each.read(form.data[each.name] or "") for each in NEW}
        return work.attach_child(house(), actor(), str(values.pop("enhet")), work.ChildFacts(**values))  # type: ignore[arg-type]

    def alike(self, texts: Mapping[str, str]) -> list[tuple[str, str]]:
        """Search what the reader may see, by number or else by name, before a child is added."""
        wish = Wish(search=texts["fnr"] or texts["navn"])
        found = barn_list(reading(), wish, 5).rows if wish.search.strip() else ()
        return [(f"{barn.navn} {day(barn.foedselsdato)}".strip(), self.row_url(barn)) for barn in found]

    def created(self, made: str) -> ResponseReturnValue:
        """Say the same in every case (architecture: nothing is shown that was not typed)."""
        del made
        tell(_("Barnet er registrert. Er adressen strengt fortrolig, vises barnet når lederen har godkjent det."))
        return redirect(self.get_url(".index_view"), 303)

    def title_of(self, record: Record) -> str:
        """Return the child's name."""
        return record.texts["navn"]

    def more(self, record: Record) -> dict[str, object]:
        """Guardians, warnings, documents, who works with the child, other units of the reader's."""
        about = child_page.about(reading(), record)
        return {
            "advarsler": child_page.warnings(guardians_of(reading(), record.id), record),
            "om": about,
            "rad": record,
        }

    def saved_url(self, record: Record) -> str:
        """Back to the child; to the list when its row has been joined to another, which is there now."""
        with house().database.read(actor()) as fresh:
            return super().saved_url(record) if tie(fresh, record.id) else self.get_url(".index_view")

    # ---- one child

    @expose("/<rad_id>/tildel/", methods=("POST",))
    @logged_in
    def assign(self, rad_id: str) -> ResponseReturnValue:
        """Say that an employee works with the child."""
        relation.assign(house(), actor(), rad_id, request.form.get("enhet", ""), request.form.get("bruker", ""))
        return self._back(rad_id, _("Lagret."))

    @expose("/<rad_id>/fratatt/", methods=("POST",))
    @logged_in
    def unassign(self, rad_id: str) -> ResponseReturnValue:
        """Say that an employee works with the child no longer."""
        relation.unassign(house(), actor(), rad_id, request.form.get("enhet", ""), request.form.get("bruker", ""))
        return self._back(rad_id, _("Lagret."))

    @expose("/<rad_id>/sperr/", methods=("POST",))
    @logged_in
    def block(self, rad_id: str) -> ResponseReturnValue:
        """Keep a colleague from the child (habilitet, §6.9)."""
        reason = request.form.get("grunn", "")
        if not reason.strip():
            tell(_("Skriv hvorfor."), "warning")
        else:
            relation.block(
                house(), actor(), rad_id, request.form.get("enhet", ""), request.form.get("bruker", ""), reason
            )
            tell(_("Sperret."))
        return self._back(rad_id)

    def _back(self, rad_id: str, message: Text = "") -> ResponseReturnValue:
        if message:
            tell(message)
        unit = request.form.get("enhet") or None
        seen = tie(reading(), rad_id, unit or "") is not None
        where = self.get_url(".details_view", rad_id=rad_id, enhet=unit) if seen else self.get_url(".index_view")
        return redirect(where, 303)

    # ---- what waits for the leader

    @expose("/venter/", methods=("GET", "POST"))
    @logged_in
    def waiting(self) -> ResponseReturnValue:
        """List the *strengt fortrolige* children that the leader must approve, and approve one."""
        if not actor().holds("leder", "stedfortreder"):
            raise NotFoundError(self.endpoint)
        if request.method == "POST":
            relation.approve_child(house(), actor(), request.form.get("barn", ""), request.form.get("enhet", ""))
            return redirect(self.get_url(".waiting"), 303)
        return render_template(
            "register/venter.html",
            title=_("Venter på godkjenning"),
            tilbake=(self.name, self.get_url(".index_view")),
            rader=child_page.waiting(reading()),
        )

    def list_extra(self) -> dict[str, object]:
        """Tell the leader that children wait."""
        waits = child_page.waiting(reading()) if actor().holds("leder", "stedfortreder") else []
        text = str(_("{number} barn venter på at du godkjenner dem.")).format(number=len(waits))
        return {"venter": [(text, self.get_url(".waiting"))] if waits else []}

    # ---- many children

    def bulk_fields(self, what: str) -> list[dict[str, object]]:
        """Which unit, and which employee."""
        units = self.create_choices()["enhet"]
        asked: list[dict[str, object]] = [
            {
                "name": "enhet",
                "label": _("Enhet"),
                "type": "select",
                "options": units,
                "value": request.form.get("enhet", ""),
            }
        ]
        if what == "tildel":
            people = child_page.employees(reading(), [unit for unit, _name in units])
            asked.append({"name": "bruker", "label": _("Ansatt"), "type": "select", "options": people, "value": ""})
        return asked

    def do_bulk(self, what: str, ids: list[str]) -> Text:
        """Assign, or end the unit's tie."""
        unit, user = request.form.get("enhet", ""), request.form.get("bruker", "")
        if not actor().holds(*work.CLERKS, enhet_id=unit):
            raise InvalidError({"enhet": str(_("Velg et svar."))})
        done = (
            relation.assign_many(house(), actor(), ids, unit, user)
            if what == "tildel"
            else relation.end_ties(house(), actor(), ids, unit)
        )
        return str(_("Gjort for {number} barn.")).format(number=done)
