"""The register of users: added with a first role, closed, never deleted."""

from typing import Any

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from wtforms import Form

from samhandling.model import now
from samhandling.vocabulary.codelist import ROLLE, CodeList
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in
from samhandling.web.register.base import RegisterView
from samhandling.web.register.column import Column, Filter, Tag, coded
from samhandling.work.errors import ConflictError, InvalidError
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish
from samhandling.work.people import NewUser
from samhandling.work.record import bruker as work
from samhandling.work.record.change import Record
from samhandling.work.record.field import Field
from samhandling.work.record.lists import USERS, all_units

ACTIVE: CodeList = (("ja", _("Aktive")), ("nei", _("Stengte")))
PLACE = (
    Field("enhet", _("Enhet"), "select", required=True),
    Field("rolle", _("Rolle"), "select", options=ROLLE, required=True),
)


class BrukerView(RegisterView):
    """The municipality's users."""

    can_create = can_edit = can_view_details = can_export = True
    page_template = "register/bruker.html"
    roles = ("systemadministrator",)
    record = work.BRUKER
    creates = (*(each for each in work.FIELDS if each.kind != "select"), *PLACE)
    create_label = _("Ny bruker")
    summary = _("De som logger inn, og rollene deres. En bruker stenges når noen slutter, og slettes aldri.")
    search_help = _("Søk på navn.")
    count_name = _("brukere")
    letters = True
    first_sort = "navn"
    columns = (
        Column("navn", _("Navn"), lambda user: user.navn, sort=("navn", "navn_ned"), width="bred"),
        Column("brukernavn", _("Brukernavn"), lambda user: user.brukernavn),
        Column("tittel", _("Stilling"), lambda user: user.tittel),
        Column("epost", _("E-post"), lambda user: user.epost, standard=False),
        Column("telefon", _("Telefon"), lambda user: user.telefon, standard=False),
    )
    filters = (Filter("aktiv", _("Status"), lambda: ACTIVE),)
    bulk = (("steng", _("Steng brukerne")), ("aapne", _("Åpne brukerne igjen")))

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of users."""
        return USERS.page(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return USERS.count(reading(), wish)

    def row_mark(self, row: Any) -> object:
        """Say that a user is closed."""
        return "" if row.aktiv else Tag(_("Stengt"), "warning")

    def create_choices(self) -> dict[str, Any]:
        """The municipality's units."""
        return {"enhet": all_units(reading())}

    def create_model(self, form: Form) -> str:
        """Add a user; the password is shown once."""
        values = {each.name: str(each.read(form.data[each.name] or "")) for each in self.creates}
        facts = {name: values[name] for name in ("brukernavn", "navn", "tittel", "epost", "telefon")}
        made, password = work.add_user(house(), actor(), NewUser(**facts, passord=""), values["enhet"], values["rolle"])
        g.passord = password
        return made

    def created(self, made: str) -> ResponseReturnValue:
        """Show the new user with the password: it stands on this one page and nowhere else."""
        return self._with_password(made)

    def more(self, record: Record) -> dict[str, object]:
        """The roles, and what may be done."""
        user: Any = record.parts["bruker"]
        roles = work.roles_of(reading(), record.id)
        held = [(each, coded(ROLLE, each.rolle), each.til > now()) for each in roles]
        marks = [] if user.aktiv else [Tag(_("Stengt"), "warning")]
        return {
            "rad": record,
            "roller": held,
            "merker": marks,
            "enheter": all_units(reading()),
            "rollene": ROLLE,
            "passord": g.get("passord"),
        }

    @expose("/<rad_id>/passord/", methods=("POST",))
    @logged_in
    def new_password(self, rad_id: str) -> ResponseReturnValue:
        """Give a new password, shown once."""
        g.passord = work.new_password(house(), actor(), rad_id)
        return self._with_password(rad_id)

    @expose("/<rad_id>/rolle/", methods=("POST",))
    @logged_in
    def give_role(self, rad_id: str) -> ResponseReturnValue:
        """Give a role in a unit."""
        try:
            work.give_role(house(), actor(), rad_id, request.form.get("enhet", ""), request.form.get("rolle", ""))
        except (ConflictError, InvalidError) as fault:
            tell(str(fault), "warning")
        return self._back(rad_id)

    @expose("/rolle/<rolle_id>/slutt/", methods=("POST",))
    @logged_in
    def end_role(self, rolle_id: str) -> ResponseReturnValue:
        """End a role."""
        return self._back(work.end_role(house(), actor(), rolle_id))

    def _with_password(self, rad_id: str) -> ResponseReturnValue:
        shown: str = self.details_view(rad_id)
        return shown

    def _back(self, rad_id: str) -> ResponseReturnValue:
        return redirect(self.get_url(".details_view", rad_id=rad_id), 303)

    def do_bulk(self, what: str, ids: list[str]) -> Text:
        """Close, or open again."""
        done = work.set_active(house(), actor(), ids, active=what == "aapne")
        return str(_("Gjort for {number} brukere.")).format(number=done)
