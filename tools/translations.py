"""Gathers the house's own texts, and says which translations are missing.

`python -m tools.translations update|compile|check`. The source language is bokmål: the msgid itself, so nb needs no
catalogue of it; the `admin` and `wtforms` catalogues are the libraries' words, in nb and nn (a test holds them whole).
nn and en must be complete (`make check`); the languages that guardians read are made by people, never by a
machine: what they lack is listed, not failed.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "samhandling"
COMPLETE = ("nn", "en")
BY_PEOPLE = ("se", "sq", "ar", "pl", "ur", "vi")
WRITTEN_IN = ("samhandling", "forms", "templates", "app.py")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.svg", "jinja2")]
OPTIONS = {pattern: {"encoding": "utf-8", "silent": "false"} for pattern, method in METHODS if method == "jinja2"}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def po_path(locale: str, domain: str = DOMAIN) -> Path:
    """Where the catalogue of *locale* is kept."""
    return ROOT / "translations" / locale / "LC_MESSAGES" / f"{domain}.po"


def gather() -> Catalog:
    """Every text marked `_()` in the house, its tenants and its templates, in one catalogue without translations."""
    template = Catalog(domain=DOMAIN, project=DOMAIN, fuzzy=False)
    for place in WRITTEN_IN:
        for file, _line, text, comments, context in _texts_of(ROOT / place):
            template.add(text, locations=[(file, 0)], auto_comments=comments, context=context)
    return template


def _texts_of(place: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    folder, only = (place, None) if place.is_dir() else (place.parent, place)
    keep = (lambda _: True) if only is None else (lambda path: Path(path) == folder)
    methods = METHODS if only is None else [(only.name, "python")]
    for file, *rest in extract_from_dir(
        folder, methods, OPTIONS, KEYWORDS, ("Translators:",), strip_comment_tags=True, directory_filter=keep
    ):
        yield (str((folder / file).relative_to(ROOT)), *rest)  # type: ignore[misc]


def catalogue(locale: str, domain: str = DOMAIN) -> Catalog:
    """Read the catalogue of *locale*; an empty one when there is none yet."""
    path = po_path(locale, domain)
    if not path.exists():
        return Catalog(locale=locale, domain=domain, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=domain)


def update() -> None:
    """Bring each catalogue level with the texts; what is translated stays, guesses are never made."""
    template = gather()
    for locale in (*COMPLETE, *BY_PEOPLE):
        known = catalogue(locale)
        known.update(template, no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        path = po_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, known, width=100, omit_header=False, sort_output=True, include_lineno=False)


def compile_all() -> None:
    """Write the .mo file beside each catalogue: our own, and the libraries' words that we have written."""
    for po in sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")):
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue(po.parts[-3], po.stem))


def missing(locale: str, template: Catalog) -> list[str]:
    """The texts that *locale* has no whole translation of."""
    known = catalogue(locale)
    return [_name(m) for m in template if m.id and not _translated(known.get(m.id, m.context))]


def broken(locale: str) -> list[str]:
    """The texts whose translation in *locale* has other placeholders than the source."""
    return [_name(m) for m in catalogue(locale) if m.id and _translated(m) and not _same_placeholders(m)]


def superfluous(locale: str, template: Catalog) -> list[str]:
    """The texts that *locale* translates although nobody says them any more."""
    return [_name(m) for m in catalogue(locale) if m.id and template.get(m.id, m.context) is None]


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy or not message.string:
        return False
    return all(message.string) if isinstance(message.string, (tuple, list)) else True


def _same_placeholders(message: Message) -> bool:
    last = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = sorted(PLACEHOLDER.findall(last))
    return all(sorted(PLACEHOLDER.findall(form or "")) == wanted for form in forms)


def _name(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else str(message.id)


def check() -> bool:
    """Print what is missing, broken or superfluous; False when nn or en is not complete, or any is broken."""
    template, good = gather(), True
    total = len([m for m in template if m.id])
    for locale in (*COMPLETE, *BY_PEOPLE):
        lacking, wrong = missing(locale, template), broken(locale)
        must = locale in COMPLETE
        print(f"{locale}: {total - len(lacking)} of {total} texts translated{'' if must else ' (by people only)'}")
        for title, texts in (("missing", lacking if must else []), ("other placeholders", wrong)):
            good &= not texts
            for text in texts:
                print(f"  {title}: {text!r}")
        if must and (gone := superfluous(locale, template)):
            print(f"  {len(gone)} texts that nobody says any more: make translations")
            good = False
    return good


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            sys.exit(not check())
        case _:
            sys.exit(__doc__)
