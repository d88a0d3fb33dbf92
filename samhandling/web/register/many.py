"""What is done to many rows at once, after a confirmation that counts them; and the register as a file."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose

from samhandling.vocabulary.text import Text, _
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in
from samhandling.web.register.closed import ClosedView
from samhandling.web.register.export import FORMATS, MOST, file_of
from samhandling.web.register.state import read_state
from samhandling.work.errors import ConflictError, InvalidError, NotFoundError
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish


class ManyView(ClosedView):
    """A view on rows of which many may be chosen; nothing can be done to them until it is declared."""

    count_name: ClassVar[Text] = _("rader")
    bulk: ClassVar[tuple[tuple[str, Text], ...]] = ()
    """(code, label) of what may be done to the chosen rows."""

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of rows."""
        raise NotImplementedError

    def count(self, wish: Wish) -> Counted:
        """Count them, as far as 1,000."""
        raise NotImplementedError

    def bulk_fields(self, what: str) -> list[dict[str, object]]:
        """Return what is asked before many rows are changed."""
        del what
        return []

    def do_bulk(self, what: str, ids: list[str]) -> Text:
        """Change many rows through ``work``; return what was done, in words."""
        del ids
        raise NotFoundError(what)

    def _ask_bulk(self, fault: Mapping[str, str] | None = None) -> ResponseReturnValue:
        what, ids = request.form.get("masse", ""), list(dict.fromkeys(request.form.getlist("valgt")))[: self.page_size]
        if what not in dict(self.bulk):
            raise NotFoundError(what)
        if not ids:
            tell(_("Du har ikke valgt noen."), "warning")
            return redirect(self.get_url(".index_view"), 303)
        hidden = [("masse", what), *(("valgt", each) for each in ids)]
        asked = [{**each, "error": (fault or {}).get(str(each["name"]), "")} for each in self.bulk_fields(what)]
        page = render_template(
            "register/bekreft.html",
            title=dict(self.bulk)[what],
            tittel=dict(self.bulk)[what],
            antall=len(ids),
            navn=self.count_name,
            handling_url=self.get_url(".action_view"),
            felter=[*asked, *hidden],
            avbryt_url=self.get_url(".index_view"),
        )
        return page, 422 if fault else 200

    @expose("/handling/", methods=("POST",))
    @logged_in
    def action_view(self) -> ResponseReturnValue:
        """Do to many what was asked and confirmed."""
        what, ids = request.form.get("masse", ""), list(dict.fromkeys(request.form.getlist("valgt")))[: self.page_size]
        if what not in dict(self.bulk) or request.form.get("handling") != "bekreft":
            raise NotFoundError(what)
        try:
            tell(self.do_bulk(what, ids))
        except InvalidError as fault:
            return self._ask_bulk(fault.fields)
        return redirect(self.get_url(".index_view"), 303)

    @expose("/eksport/<export_type>/", methods=("POST",))
    @logged_in
    def export(self, export_type: str) -> ResponseReturnValue:
        """Send all that the search finds as a file; logged before its first byte."""
        if not self.can_export or export_type not in FORMATS:
            raise NotFoundError(export_type)
        if self.count(read_state(self.endpoint).everything()).number == 0:
            raise ConflictError(_("Det er ingenting å laste ned."))
        return file_of(self, export_type, MOST)
