"""What is to be noticed about a received message: said, never a reason to turn it away (domain.md §3)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from samhandling.model import Enhet, Kommune
from samhandling.model.base import OSLO
from samhandling.output import exact_json
from samhandling.output.glyphs import missing_glyphs
from samhandling.vocabulary.answers import Json, texts, tree
from samhandling.vocabulary.parse import LINE_BREAKS, UNUSABLE
from samhandling.vocabulary.portal import REST
from samhandling.vocabulary.text import _
from samhandling.vocabulary.told import told
from samhandling.work.draft import Draft
from samhandling.work.received import entries, identity

LONGEST = 2000
"""Characters shown of one unknown property; all of it is kept."""


def flags_of(draft: Draft, message: Json, unit: Enhet, kommune: Kommune, fonts: Path) -> list[str]:
    """Return what to notice, the most important first; each on one line."""
    found = [*_of_children(draft), *_of_time(message), *_of_address(message, unit, kommune), *_of_unknown(draft)]
    if any(missing_glyphs(text, fonts) for text in texts(tree(draft.form))) or _hidden(message):
        found.append(str(_("Noen tegn kan ikke vises. De er tatt vare på i meldingen.")))
    return found


def _of_children(draft: Draft) -> Iterator[str]:
    for number, entry in enumerate(entries(draft), 1):
        if entry.get("ufoedt") == "ja":
            yield _child(number, _("Barnet er ufødt. Frist for undersøkelse løper bare når den gravide samtykker."))
            if entry.get("fnr"):
                yield _child(number, _("Barnet er ufødt, men det står et fødselsnummer."))
        elif entry.get("fnr") and identity(draft, entry) is None:
            yield _child(number, _("Fødselsnummeret ser ut til å være feil"))


def _child(number: int, message: object) -> str:
    return f"{str(_('Barn {nummer}')).format(nummer=number)}: {message}"


def _of_time(message: Json) -> Iterator[str]:
    read = _moment(message["sendingstidspunkt"])
    if read is None:
        yield str(_("Tidspunktet kan ikke leses"))
    elif read.tzinfo is None:
        yield str(_("Tidspunktet mangler sone: lest som norsk tid"))


def norwegian_time(text: str) -> str:
    """Return when it was sent as Norwegian time, read as that where the zone is missing; "" when it cannot be read."""
    read = _moment(text)
    if read is None:
        return ""
    try:
        local = read.replace(tzinfo=OSLO) if read.tzinfo is None else read.astimezone(OSLO)
    except OverflowError:
        return ""
    return f"{local:%d.%m.%Y %H:%M}"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _of_address(message: Json, unit: Enhet, kommune: Kommune) -> Iterator[str]:
    number, bydel = message["kommunenummer"].strip(), message["bydelsnummer"].strip()
    if number != kommune.nummer or unit.bydelsnummer not in {bydel, "00"}:
        where = {"nummer": number, "navn": told(message["kommunenavn"]).strip()[:100], "bydel": bydel}
        yield str(_("Meldingen er adressert til {nummer} {navn}, bydel {bydel}")).format(**where)


def _of_unknown(draft: Draft) -> Iterator[str]:
    """Yield each unknown property with its place and value, so that readers see what came."""
    for name, text in draft.raw.items():
        if name.endswith(f"-{REST}"):
            above = _place(draft, name)
            for place, value in exact_json.read(text[0]).items():
                shown = told(f"{above}{place} = {exact_json.write(value)}")[:LONGEST]
                yield str(_("Ukjente felt tatt vare på: {felt}")).format(felt=shown)


def _place(draft: Draft, name: str) -> str:
    """Return the place in the message of the entry that an input stands in; "" outside any."""
    for many in draft.kind.portal.many if draft.kind.portal else ():
        if name.startswith(f"{many.prefix}-"):
            return f"{many.at}/{int(name.removeprefix(many.prefix).split('-')[1]) - 1}"
    return ""


def _hidden(message: object) -> bool:
    """Tell whether a text holds characters that no page shows."""
    if isinstance(message, str):
        return UNUSABLE.search(LINE_BREAKS.sub("\n", message)) is not None
    inner = message.values() if isinstance(message, dict) else message if isinstance(message, list) else ()
    return any(_hidden(each) for each in inner)
