"""Two people in the same record: field by field, what stood there, what is stored now, what was typed; one chooses."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import render_template, request

from samhandling.vocabulary.text import _
from samhandling.web.current import reading
from samhandling.web.language import moment
from samhandling.web.register.form import in_words
from samhandling.work.record.change import Clash, Record, Typed, read_record
from samhandling.work.record.history import HistoryEvent, history

if TYPE_CHECKING:
    from samhandling.web.register.base import RegisterView

CHOICE = "_velg-"


def settled(typed: Mapping[str, Typed]) -> dict[str, Typed]:
    """Return what was typed, where «take what is stored» was chosen the stored text."""
    theirs = {name for name in typed if request.form.get(CHOICE + name) == "lagret"}
    return {name: Typed(each.base, each.base) if name in theirs else each for name, each in typed.items()}


def clash_page(view: "RegisterView", record: Record, typed: Mapping[str, Typed], clashes: list[Clash]) -> str:
    """Return the page where one chooses. What was typed in other fields is carried along."""
    register = view.record
    if register is None:
        return ""
    now_is = read_record(reading(), register, record.id, request.args.get("enhet", ""))
    events = history(reading(), register, now_is)
    stored = {clash.field.name: clash.theirs for clash in clashes}
    return render_template(
        "register/konflikt.html",
        title=view.title_of(now_is),
        tilbake=(view.name, view.get_url(".index_view")),
        felter=[_told(clash, events, now_is) for clash in clashes],
        skjulte=[(name, each.value) for name, each in typed.items()],
        base={name: stored.get(name, each.base) for name, each in typed.items()},
        avbryt_url=view.get_url(".details_view", rad_id=record.id, enhet=request.args.get("enhet")),
        knapp=_("Lagre"),
    )


def _told(clash: Clash, events: list[HistoryEvent], record: Record) -> dict[str, object]:
    name = clash.field.name
    last = next((each for each in events if any(d.field.name == name for d in each.differences)), None)
    options = record.choices.get(name, ())
    words = {key: in_words(clash.field, getattr(clash, key), options) for key in ("mine", "theirs", "base")}
    return {
        "name": name,
        "label": clash.field.label,
        "mitt": words["mine"],
        "lagret": words["theirs"],
        "foer": words["base"],
        "navn": last.hvem if last else str(_("Noen")),
        "tid": moment(last.tid) if last else "",
        "valgt": "",
    }
