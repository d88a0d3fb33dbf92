"""The one base view of all registers: list, show, make, change, many at once, and files.

It reads through the request's one session, behind the wall; it writes through ``work`` alone, by ``create_model``
and ``update_model``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from wtforms import Form

from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in
from samhandling.web.register.clash import clash_page, settled
from samhandling.web.register.column import Filter
from samhandling.web.register.form import in_words, shown, told, typed_over, typed_texts
from samhandling.web.register.many import ManyView
from samhandling.web.register.page import list_page
from samhandling.web.register.state import keep, read_state
from samhandling.work.errors import InvalidError, NotFoundError
from samhandling.work.record.change import Record, RecordChangedError, Typed, change, read_record
from samhandling.work.record.field import Field
from samhandling.work.record.history import HistoryEvent, history

Groups = list[dict[str, object]]
SEEN = "_sett"
"""Ticked by who has seen that something alike stands there already."""


class RegisterView(ManyView):
    """A register. A subclass declares what it opens; what it does not declare is closed."""

    filters: ClassVar[tuple[Filter, ...]] = ()
    letters: ClassVar[bool] = False
    dates: ClassVar[bool] = False
    search_help: ClassVar[Text] = ""
    summary: ClassVar[Text] = ""
    create_label: ClassVar[Text] = ""
    page_template: ClassVar[str] = "register/vis.html"
    first_sort: ClassVar[str] = ""
    """The order that a list has before anybody asks for another."""

    def get_one(self, id: str) -> Record:  # noqa: A002 - Flask-Admin's name for it
        """Return a record through the wall. Raises NotFoundError."""
        if self.record is None:
            raise NotFoundError(id)
        return read_record(reading(), self.record, id, request.args.get("enhet", ""))

    def create_model(self, form: Form) -> str:
        """Make a record through ``work``; return its id. Raises InvalidError by field."""
        raise NotFoundError(str(form))

    def update_model(self, form: Mapping[str, Typed], model: Record) -> frozenset[str]:
        """Change a record through ``work``. Raises InvalidError, RecordChangedError."""
        if self.record is None:
            raise NotFoundError(model.id)
        return change(house(), actor(), self.record, model.id, form, request.args.get("enhet", ""))

    # ---- what a register says

    def row_url(self, row: Any) -> str:
        """Return where a row opens; "" where it does not."""
        return self.get_url(".details_view", rad_id=self.get_pk_value(row)) if self.can_view_details else ""

    def row_mark(self, row: Any) -> object:
        """Return what is said beside a row's name, or nothing."""
        del row
        return ""

    def title_of(self, record: Record) -> str:
        """Return what a record is called."""
        return record.texts.get("navn", "")

    def groups(self, record: Record) -> Groups:
        """Return what a record's page shows, in groups."""
        fields = self.record.fields if self.record else ()
        return [{"title": _("Opplysninger"), "rader": self.lines(record, fields), "note": ""}]

    def lines(self, record: Record, fields: Sequence[Field]) -> list[tuple[Text, str]]:
        """Return (label, words) of some fields that the reader may see."""
        return [
            (each.label, in_words(each, record.texts[each.name], record.choices.get(each.name, ())))
            if each.name not in record.hidden
            else (each.label, str(_("Skjult")))
            for each in fields
        ]

    def more(self, record: Record) -> dict[str, object]:
        """Return what else a record's page is told."""
        del record
        return {}

    def list_extra(self) -> dict[str, object]:
        """Return what else the list's page is told."""
        return {}

    def list_buttons(self) -> list[tuple[Text, str, str]]:
        """Return more buttons of the list's page: words, address, variant."""
        return []

    def may_create(self) -> bool:
        """Tell whether the reader may make a record."""
        return self.can_create

    def _grouped(self, fields: list[dict[str, object]]) -> list[dict[str, object]]:
        """Return a form's fields under the headings of their parts, where a register has several."""
        part = {each.name: each.part for each in (self.record.fields if self.record else self.creates)}
        groups: list[dict[str, object]] = [
            {"title": title, "note": note, "felter": own}
            for name, (title, note) in self.part_titles().items()
            if (own := [each for each in fields if part.get(str(each["name"])) == name])
        ]
        return groups or fields

    def part_titles(self) -> dict[str, tuple[Text, Text]]:
        """Return (heading, note) of each part of a record: {} where there is but one."""
        return {}

    # ---- the pages

    @expose("/", methods=("GET", "POST"))
    @logged_in
    def index_view(self) -> ResponseReturnValue:
        """List; a search, a filter or a choice of columns is kept and leads back here."""
        if request.method == "POST":
            return self._chosen(request.form.get("handling", ""))
        return list_page(self, read_state(self.endpoint))

    def _chosen(self, what: str) -> ResponseReturnValue:
        if what == "masse":
            return self._ask_bulk()
        if what == "kolonner":
            keep(self.endpoint, kolonner=request.form.getlist("kolonne"))
        elif what == "nullstill":
            keep(self.endpoint, sok="", filtre={})
        else:
            filters = {each.name: request.form.get(each.name, "") for each in self.filters}
            keep(self.endpoint, sok=request.form.get("sok", ""), filtre=filters)
        return redirect(self.get_url(".index_view"), 303)

    @expose("/ny/", methods=("GET", "POST"))
    @logged_in
    def create_view(self) -> ResponseReturnValue:
        """Make a record."""
        if not self.may_create():
            raise NotFoundError(self.endpoint)
        if request.method != "POST":
            return self._create_page({}, {})
        form = self.create_form()
        texts = typed_texts(self.creates)
        if not form.validate():
            return self._create_page(texts, _first(form.errors)), 422
        if not request.form.get(SEEN) and (found := self.alike(texts)):
            return self._create_page(texts, {}, found), 422
        try:
            made = self.create_model(form)
        except InvalidError as fault:
            return self._create_page(texts, fault.fields), 422
        return self.created(made)

    def created(self, made: str) -> ResponseReturnValue:
        """Say that it is done, and go on."""
        tell(_("Lagret."))
        where = ".details_view" if self.can_view_details else ".index_view"
        return redirect(self.get_url(where, **({"rad_id": made} if self.can_view_details else {})), 303)

    def alike(self, texts: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return (label, address) of what stands there already and may be the same: searched before one is made."""
        del texts
        return []

    def create_choices(self) -> dict[str, Any]:
        """Return the options of fields that are chosen from rows."""
        return {}

    def _create_page(
        self, texts: Mapping[str, str], faults: Mapping[str, str], alike: Sequence[tuple[str, str]] = ()
    ) -> str:
        choices = self.create_choices()
        fields = [
            told(each, texts.get(each.name, ""), faults.get(each.name, ""), choices.get(each.name, ()))
            for each in self.creates
        ]
        seen = {"name": SEEN, "label": _("Nei, dette er en annen"), "type": "checkbox"}
        shown_fields = [*self._grouped(fields), *([seen] if alike or request.form.get(SEEN) else [])]
        back = self.get_url(".index_view")
        return self._form_page(str(self.create_label), shown_fields, faults, {}, back, alike)

    def _form_page(
        self,
        title: str,
        fields: list[Any],
        faults: Mapping[str, str],
        base: Mapping[str, str],
        back: str,
        alike: Sequence[tuple[str, str]] = (),
    ) -> str:
        return render_template(
            "register/rediger.html",
            title=title,
            tilbake=(self.name, self.get_url(".index_view")),
            felter=fields,
            feil=list(faults.items()),
            base=dict(base),
            avbryt_url=back,
            knapp=_("Lagre"),
            like=alike,
        )

    @expose("/<rad_id>/")
    @logged_in
    def details_view(self, rad_id: str) -> ResponseReturnValue:
        """Show a record, and its history as differences."""
        if not self.can_view_details or self.record is None:
            raise NotFoundError(rad_id)
        record = self.get_one(rad_id)
        return render_template(
            self.page_template,
            title=self.title_of(record),
            tilbake=(self.name, self.get_url(".index_view")),
            knapper=self.buttons(record),
            grupper=self.groups(record),
            hendelser=[self._told(event, record) for event in history(reading(), self.record, record)],
            **self.more(record),
        )

    def buttons(self, record: Record) -> list[tuple[Text, str, str]]:
        """Return the buttons of a record's page: (label, address, variant)."""
        url = self.get_url(".edit_view", rad_id=record.id, enhet=request.args.get("enhet"))
        return [(_("Endre"), url, "")] if self.can_edit and record.may else []

    def _told(self, event: HistoryEvent, record: Record) -> dict[str, object]:
        changes = [
            (each.field.label, str(_("(vises ikke)")), str(_("(vises ikke)")))
            if each.hidden
            else (
                each.field.label,
                *(in_words(each.field, t, record.choices.get(each.field.name, ())) for t in (each.before, each.after)),
            )
            for each in event.differences
        ]
        return {"naar": event.tid, "hvem": event.hvem, "rolle": event.rolle, "hva": "", "endringer": changes}

    @expose("/<rad_id>/endre/", methods=("GET", "POST"))
    @logged_in
    def edit_view(self, rad_id: str) -> ResponseReturnValue:
        """Change a record; where another has changed the same field, one chooses."""
        record = self.get_one(rad_id)
        if not self.can_edit or not record.may or self.record is None:
            raise NotFoundError(rad_id)
        if request.method != "POST":
            return self._edit_page(record, record.texts, {})
        typed = settled(typed_over(self.record.fields))
        form = self.edit_form()
        form.validate()
        faults = {name: text for name, text in _first(form.errors).items() if name in typed and name in record.may}
        texts = {**record.texts, **{name: each.value for name, each in typed.items()}}
        if faults:
            return self._edit_page(record, texts, faults, typed), 422
        return self._save(record, typed, texts)

    def _save(self, record: Record, typed: Mapping[str, Typed], texts: Mapping[str, str]) -> ResponseReturnValue:
        try:
            changed = self.update_model(typed, record)
        except RecordChangedError as fault:
            return clash_page(self, record, typed, fault.clashes), 409
        except InvalidError as fault:
            return self._edit_page(record, texts, fault.fields, typed), 422
        tell(_("Lagret.") if changed else _("Ingenting var endret."), "success" if changed else "info")
        return redirect(self.saved_url(record), 303)

    def saved_url(self, record: Record) -> str:
        """Return where one goes when a record is saved."""
        return self.get_url(".details_view", rad_id=record.id, enhet=request.args.get("enhet"))

    def _edit_page(
        self,
        record: Record,
        texts: Mapping[str, str],
        faults: Mapping[str, str],
        typed: Mapping[str, Typed] | None = None,
    ) -> str:
        if self.record is None:
            raise NotFoundError(record.id)
        base = {**record.texts, **{name: each.base for name, each in (typed or {}).items()}}
        back = self.get_url(".details_view", rad_id=record.id, enhet=request.args.get("enhet"))
        fields = self._grouped(shown(self.record, record, texts, faults))
        return self._form_page(self.title_of(record), fields, faults, {n: base[n] for n in record.may}, back)


def _first(errors: Mapping[str, Any]) -> dict[str, str]:
    """Return the first message of each field."""
    return {name: str(messages[0]) for name, messages in errors.items() if messages}
