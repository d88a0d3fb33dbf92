"""The registers of municipalities and units."""

from typing import Any

from wtforms import Form

from samhandling.vocabulary.codelist import TJENESTE
from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house, reading
from samhandling.web.register.base import RegisterView
from samhandling.web.register.column import Column, Filter, Tag, coded
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish
from samhandling.work.record import place
from samhandling.work.record.lists import KOMMUNER, UNITS


class EnhetView(RegisterView):
    """The municipality's units."""

    can_create = can_edit = can_view_details = can_export = True
    roles = ("systemadministrator", "leder", "stedfortreder", "merkantil", "arkivar", "fagansvarlig")
    record = place.ENHET
    creates = tuple(each for each in place.FIELDS if each.name not in {"leder_id", "stedfortreder_id", "aktiv"})
    create_label = _("Ny enhet")
    summary = _(
        "Barnehager, skoler, helsestasjoner og andre tjenester i kommunen, og hvor dokumentene deres arkiveres."
    )
    search_help = _("Søk på navn.")
    letters = True
    first_sort = "navn"
    columns = (
        Column("navn", _("Navn"), lambda unit: unit.navn, sort=("navn", "navn_ned"), width="bred"),
        Column("tjeneste", _("Tjeneste"), lambda unit: coded(TJENESTE, unit.tjeneste)),
        Column("telefon", _("Telefon"), lambda unit: unit.telefon),
        Column("orgnr", _("Organisasjonsnummer"), lambda unit: unit.orgnr, standard=False),
        Column("arkivdel", _("Arkivdel"), lambda unit: unit.arkivdel, standard=False),
    )
    filters = (Filter("tjeneste", _("Tjeneste"), lambda: TJENESTE),)

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of units."""
        return UNITS.page(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return UNITS.count(reading(), wish)

    def row_mark(self, row: Any) -> object:
        """Say that a unit is closed."""
        return "" if row.aktiv else Tag(_("Ikke i bruk"), "warning")

    def may_create(self) -> bool:
        """The systemadministrator keeps the units."""
        return actor().holds(place.ADMIN)

    def create_model(self, form: Form) -> str:
        """Add a unit."""
        values = {each.name: each.read(form.data[each.name] or "") for each in self.creates}
        return place.add_unit(house(), actor(), {name: value for name, value in values.items() if value != ""})


class KommuneView(RegisterView):
    """The reader's municipality."""

    can_edit = can_view_details = True
    roles = ("systemadministrator",)
    record = place.KOMMUNE
    searchable = False
    summary = _("Kommunen din, slik den vises på sider og dokumenter.")
    columns = (
        Column("navn", _("Navn"), lambda kommune: kommune.navn, width="bred"),
        Column("nummer", _("Kommunenummer"), lambda kommune: kommune.nummer),
    )

    def rows(self, wish: Wish) -> Page[Any]:
        """Return the one."""
        return KOMMUNER.page(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count it."""
        return KOMMUNER.count(reading(), wish)
