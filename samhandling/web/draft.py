"""The guided form: one section a page, saved as one writes, looked over and finished. All writing is in ``work``."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.answers import tree
from samhandling.vocabulary.form import Section, build
from samhandling.vocabulary.kind import EffectTag
from samhandling.vocabulary.text import Text, _
from samhandling.web import buttons
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.language import clock
from samhandling.web.permission import logged_in
from samhandling.web.screen import Screen, all_steps, visible_section
from samhandling.web.typed import from_form, from_json, sent_json
from samhandling.work.draft import Draft, Saved, discard_draft, read_draft, save_draft, start_document
from samhandling.work.effects import names_leader
from samhandling.work.errors import NotFoundError
from samhandling.work.finish import finish_document, judge

draft = Blueprint("draft", __name__)
FOLLOWS = {
    EffectTag.SEND_TO_RECEIVER: _("Mottakeren får dokumentet med en gang, eller du får vite hvordan du leverer det."),
    EffectTag.NOTIFY_LEADER: _("Lederen din får vite om det. Ingen skal godkjenne det først."),
    EffectTag.RECEIVE: _("Meldingen legges i mottaket, og fristene løper. Barnet og de foresatte føres i registeret."),
}


@draft.post("/dokument/ny/<kind>")
@logged_in
def start(kind: str) -> ResponseReturnValue:
    """Begin a document in one of one's units, for oneself or for a colleague there."""
    unit, _colon, colleague = request.form.get("for", "").partition(":")
    dokument_id = start_document(house(), actor(), kind, unit or request.form.get("enhet", ""), colleague or None)
    return redirect(url_for("draft.begin", dokument_id=dokument_id), 303)


@draft.get("/dokument/<dokument_id>/skjema")
@logged_in
def begin(dokument_id: str) -> ResponseReturnValue:
    """Go to the first section that is not finished."""
    opened = _open(dokument_id)
    listed = all_steps(opened, judge(house(), opened))
    first = next((step for step in listed if step.state in {"mangler", "ikke-begynt"}), None)
    if first is None:
        return redirect(url_for("draft.overview", dokument_id=dokument_id))
    return redirect(url_for("draft.section", dokument_id=dokument_id, key=first.key))


@draft.get("/dokument/<dokument_id>/skjema/<key>")
@logged_in
def section(dokument_id: str, key: str) -> ResponseReturnValue:
    """Show a section."""
    opened = _open(dokument_id)
    part = _section(opened, key)
    missing, removing = "mangler" in request.args, request.args.get("fjern", "")
    return show(opened, Screen(opened.form, part, judge(house(), opened), missing, removing=removing))


@draft.post("/dokument/<dokument_id>/skjema/<key>")
@logged_in
def save_section(dokument_id: str, key: str) -> ResponseReturnValue:
    """Save what was typed, then do what the button says; a conflict is shown with both texts."""
    opened = _open(dokument_id)
    part = _section(opened, key)
    changes = from_form(request.form, leave_out=request.form.getlist("_bruk_deres"))
    saved = save_draft(house(), actor(), dokument_id, changes) if changes else None
    if saved and saved.conflicts:
        return _both(opened, part, saved)
    return buttons.press(dokument_id, part, request.form)


def _both(opened: Draft, part: Section, saved: Saved) -> ResponseReturnValue:
    """Show what was typed with the other text beside it; the next save chooses what was typed."""
    now = _fresh(opened.dokument.id)
    typed = {name: request.form.getlist(name) for name in saved.conflicts}
    form = build(now.kind, {**now.raw, **typed}, now.form.context)
    mine = next(found for found in form.sections if found.short_name == part.short_name)
    return show(now, Screen(form, mine, judge(house(), now), theirs=saved.conflicts)), 409


def show(opened: Draft, screen: Screen) -> str:
    """Return a section's page."""
    listed = all_steps(opened, judge(house(), opened))
    keys = [step.key for step in listed]
    return render_template("skjema/seksjon.html", draft=opened, screen=screen, steps=listed, keys=keys)


def _open(dokument_id: str) -> Draft:
    return read_draft(house(), reading(), dokument_id)


def _fresh(dokument_id: str) -> Draft:
    """Read again, after a write, on a new snapshot."""
    with house().database.read(actor()) as session:
        return read_draft(house(), session, dokument_id)


def _section(opened: Draft, key: str) -> Section:
    found = next((part for part in opened.form.sections if part.short_name == key and visible_section(part)), None)
    if found is None:
        raise NotFoundError
    return found


@draft.post("/dokument/<dokument_id>/lagre")
@logged_in
def save(dokument_id: str) -> ResponseReturnValue:
    """Save what the script sends; say when, what another has written, what is wrong, and how far each step is."""
    changes = from_json(sent_json())
    saved = save_draft(house(), actor(), dokument_id, changes)
    now = _fresh(dokument_id)
    findings = judge(house(), now)
    given = {found.name for found in now.form.answers() if found.given()}
    wrong = {found.name: found.message for found in reversed(findings) if found.name in given}
    return {
        "lagret": clock(saved.at),
        "konflikter": saved.conflicts,
        "feil": {name: wrong.get(name, "") for name in changes},
        "steg": {step.key: {"tilstand": step.state, "tekst": step.text} for step in all_steps(now, findings)},
    }


@draft.get("/dokument/<dokument_id>/se-over")
@logged_in
def overview(dokument_id: str) -> ResponseReturnValue:
    """Show all answers and all that is missing."""
    return _overview(_open(dokument_id), tried=False)


@draft.post("/dokument/<dokument_id>/fullfoer")
@logged_in
def finish(dokument_id: str) -> ResponseReturnValue:
    """Finish and send; what keeps it from being finished is listed with links."""
    if finish_document(house(), actor(), dokument_id):
        return _overview(_open(dokument_id), tried=True), 422
    return redirect(url_for("document.show", dokument_id=dokument_id, nettopp="sendt"), 303)


def _overview(opened: Draft, *, tried: bool) -> str:
    findings = judge(house(), opened)
    return render_template(
        "skjema/oversikt.html",
        draft=opened,
        findings=findings,
        steps=all_steps(opened, findings),
        sections=tree(opened.form),
        attached=opened.attachments,
        outside=buttons.outside(opened.form),
        follows=follows(opened),
        edit=lambda key: url_for("draft.section", dokument_id=opened.dokument.id, key=key),
        tried=tried,
    )


def follows(opened: Draft) -> list[str]:
    """Return what finishing sets going, as the kind declares it."""
    return [str(_told(opened, effect.tag)) for effect in opened.kind.effects if effect.tag in FOLLOWS]


def _told(opened: Draft, tag: EffectTag) -> Text:
    """Who is told, said as it is: never the leader that it names, and no promise to oneself."""
    if tag is EffectTag.NOTIFY_LEADER and names_leader(opened):
        return _("Stedfortrederen får vite om det, ikke lederen. Ingen skal godkjenne det først.")
    if tag is EffectTag.NOTIFY_LEADER and actor().holds("leder", enhet_id=opened.dokument.enhet_id):
        return _("Ingen skal godkjenne det først.")
    return FOLLOWS[tag]


@draft.post("/dokument/<dokument_id>/slett-utenfor")
@logged_in
def clear_outside(dokument_id: str) -> ResponseReturnValue:
    """Take away the answers that are no longer asked for."""
    opened = _open(dokument_id)
    save_draft(house(), actor(), dokument_id, buttons.outside(opened.form))
    return redirect(url_for("draft.overview", dokument_id=dokument_id), 303)


@draft.get("/dokument/<dokument_id>/slett")
@logged_in
def ask_discard(dokument_id: str) -> ResponseReturnValue:
    """Ask before a draft is thrown away."""
    return render_template("skjema/slett.html", draft=_open(dokument_id))


@draft.post("/dokument/<dokument_id>/slett")
@logged_in
def discard(dokument_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    discard_draft(house(), actor(), dokument_id)
    tell(_("Utkastet er slettet."))
    return redirect(url_for("home.front"), 303)
