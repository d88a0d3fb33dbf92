"""The dated law table (K24)."""

from typing import Any

from wtforms import Form

from samhandling.vocabulary.codelist import JA_NEI_VET_IKKE
from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house, reading
from samhandling.web.register.base import RegisterView
from samhandling.web.register.column import Column, Filter, Tag
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish
from samhandling.work.record import lov
from samhandling.work.record.change import Record
from samhandling.work.record.lists import LAW

ONLY_YES = JA_NEI_VET_IKKE[:1]


class LovView(RegisterView):
    """The law that documents rest on, in the wording of each day."""

    can_create = can_edit = can_view_details = can_export = True
    roles = (lov.KEEPER,)
    record = lov.LOV
    creates = lov.FIELDS
    create_label = _("Ny ordlyd")
    summary = _("Lovene som dokumentene bygger på. En ny ordlyd er en ny rad; den forrige slutter dagen før.")
    search_help = _("Søk på nøkkel eller ordlyd.")
    columns = (
        Column("noekkel", _("Nøkkel"), lambda row: row.noekkel),
        Column("paragraf", _("Paragraf"), lambda row: f"{row.kortnavn} {row.paragraf}"),
        Column("tekst", _("Ordlyd"), lambda row: row.tekst[:200], width="bred"),
        Column("fra", _("Gjelder fra"), lambda row: row.fra, width="smal"),
        Column("til", _("Til og med"), lambda row: row.til, width="smal"),
    )
    filters = (Filter("kontrolleres", _("Må bekreftes"), lambda: ONLY_YES),)

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of wordings."""
        return LAW.page(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return LAW.count(reading(), wish)

    def row_mark(self, row: Any) -> object:
        """Say that a lawyer has not confirmed it."""
        return Tag(_("Må bekreftes"), "warning") if row.kontrolleres else ""

    def title_of(self, record: Record) -> str:
        """Return the citation."""
        return f"{record.texts['kortnavn']} {record.texts['paragraf']}"

    def create_model(self, form: Form) -> str:
        """Add a wording."""
        return lov.add_wording(
            house(), actor(), {each.name: each.read(form.data[each.name] or "") for each in lov.FIELDS}
        )
