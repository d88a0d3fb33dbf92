"""What a section's buttons do once what was typed is saved: onward, back, more entries, fewer, fill in, take away."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.form import DocumentForm, Section
from samhandling.vocabulary.repeated import Repeated
from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house
from samhandling.web.flash import tell
from samhandling.web.screen import all_steps, rendered, visible_names
from samhandling.work.draft import Change, Draft, add_entry, read_draft, remove_entry, save_draft
from samhandling.work.register_choice import fill_from_register


def press(dokument_id: str, part: Section, pressed: Mapping[str, str]) -> ResponseReturnValue:
    """Do what the button says. ``part`` is the section as it stood before this page was saved."""
    if prefix := pressed.get("_legg_til"):
        entry = add_entry(house(), actor(), dokument_id, prefix)
        return _stay(dokument_id, part, f"{prefix}-{entry}")
    if entry_name := pressed.get("_fjern"):
        return _remove(dokument_id, part, entry_name, sure="_sikker" in pressed)
    if name := pressed.get("_hent"):
        fill_from_register(house(), actor(), dokument_id, name)
        tell(_("Opplysningene er hentet. Se over dem."))
        return _stay(dokument_id, part, name)
    if name := pressed.get("_slett"):
        _clear(dokument_id, name)
        return _stay(dokument_id, part)
    return _onward(dokument_id, part, pressed)


def _now(dokument_id: str) -> Draft:
    with house().database.read(actor()) as session:
        return read_draft(house(), session, dokument_id)


def _stay(dokument_id: str, part: Section, anchor: str | None = None, **more: Any) -> ResponseReturnValue:
    target = url_for("draft.section", dokument_id=dokument_id, key=part.short_name, _anchor=anchor, **more)
    return redirect(target, 303)


def _remove(dokument_id: str, part: Section, entry_name: str, *, sure: bool) -> ResponseReturnValue:
    """Remove an entry; one that holds answers only when it is asked for twice."""
    prefix, _dash, entry_id = entry_name.rpartition("-")
    groups = [found for found in _now(dokument_id).form.walk() if isinstance(found, Repeated) and found.name == prefix]
    entry = next((found for group in groups for found in group.entries if found.entry_id == entry_id), None)
    if entry and not entry.blank and not sure:
        return _stay(dokument_id, part, entry_name, fjern=entry_name)
    if entry:
        remove_entry(house(), actor(), dokument_id, prefix, entry_id)
    return _stay(dokument_id, part, prefix)


def _clear(dokument_id: str, name: str) -> None:
    standing = list(_now(dokument_id).raw.get(name, ()))
    save_draft(house(), actor(), dokument_id, {name: Change(standing, [])})


def outside(form: DocumentForm) -> dict[str, Change]:
    """Return the changes that take away every answer that is not asked for."""
    found = [answer for answer in form.answers() if answer.touched and not answer.applies]
    return {answer.name: Change(list(answer.raw_data or []), []) for answer in found}


def _onward(dokument_id: str, part: Section, pressed: Mapping[str, str]) -> ResponseReturnValue:
    """Go where the button points; without a script, first show questions that the answers have brought."""
    now = _now(dokument_id)
    here = next(found for found in now.form.sections if found.short_name == part.short_name)
    new = sorted(visible_names(here) - visible_names(part), key=list(rendered(here)).index)
    where = pressed.get("handling", "lagre")
    if new and where == "neste" and "_skript" not in pressed:
        tell(_("Svarene dine ga flere spørsmål på denne siden."), "info")
        return _stay(dokument_id, part, new[0])
    return redirect(_target(dokument_id, now, part, where), 303)


def _target(dokument_id: str, now: Draft, part: Section, where: str) -> str:
    keys = [step.key for step in all_steps(now, [])]
    here = keys.index(part.short_name) if part.short_name in keys else 0
    place = here + {"neste": 1, "forrige": -1}.get(where, 0)
    if where == "hjem":
        tell(_("Utkastet er lagret. Du finner det igjen her."))
        return url_for("home.front")
    if place >= len(keys) or where == "oversikt":
        return url_for("draft.overview", dokument_id=dokument_id)
    return url_for("draft.section", dokument_id=dokument_id, key=keys[max(place, 0)])
