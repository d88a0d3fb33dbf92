"""From the text of cells to what the register takes: numbers that Excel has harmed, words for codes, days.

Each function returns a value with a remark for the user or none, or raises ValueError with what is wrong.
"""

import re
from datetime import date

from samhandling.vocabulary.identity import parse_identity
from samhandling.vocabulary.parse import parse_date, parse_text
from samhandling.vocabulary.text import Text, _

SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
BETWEEN = re.compile(r"[\s\-.]")
WITHOUT_ZERO, POSTAL = 10, re.compile("[0-9]{2,3}")
LIMIT = 200
GRADE = {
    "": "ugradert",
    "ugradert": "ugradert",
    "ingen": "ugradert",
    "nei": "ugradert",
    "klientadresse": "klientadresse",
    "fortrolig": "fortrolig",
    "fortruleg": "fortrolig",
    "fortroligadresse": "fortrolig",
    "kode7": "fortrolig",
    "strengtfortrolig": "strengt_fortrolig",
    "strengtfortruleg": "strengt_fortrolig",
    "strengtfortroligadresse": "strengt_fortrolig",
    "kode6": "strengt_fortrolig",
}
CAPACITY = {
    "": "ukjent",
    "felles": "foreldreansvar_felles",
    "delt": "foreldreansvar_felles",
    "fellesforeldreansvar": "foreldreansvar_felles",
    "deltforeldreansvar": "foreldreansvar_felles",
    "foreldreansvarfelles": "foreldreansvar_felles",
    "alene": "foreldreansvar_alene",
    "aleine": "foreldreansvar_alene",
    "foreldreansvaralene": "foreldreansvar_alene",
    "foreldreansvaraleine": "foreldreansvar_alene",
    "åleine": "foreldreansvar_alene",
    "foreldreansvaråleine": "foreldreansvar_alene",
    "verge": "verge",
    "verje": "verge",
    "fosterforelder": "fosterforelder",
    "fosterforeldre": "fosterforelder",
    "fosterhjem": "fosterforelder",
    "fosterheim": "fosterforelder",
    "barnevernet": "barnevernet",
    "barnevernetetteromsorgsovertakelse": "barnevernet",
    "annen": "annen",
    "anna": "annen",
    "annan": "annen",
    "nei": "annen",
    "ukjent": "ukjent",
    "ukjend": "ukjent",
    "vetikke": "ukjent",
    "veitikkje": "ukjent",
}
ANSWER = {
    "": "",
    "ja": "ja",
    "j": "ja",
    "x": "ja",
    "nei": "nei",
    "n": "nei",
    "vetikke": "vet_ikke",
    "veitikkje": "vet_ikke",
    "ukjent": "vet_ikke",
}
CODES = {"adressegradering": GRADE, "kapasitet": CAPACITY, "tolk": ANSWER, "daglig_omsorg": ANSWER}
Read = tuple[str, Text]


def identity(text: str, *, synthetic: bool, today: date) -> Read:
    """Return eleven digits. A zero that Excel took away in front is put back where the check digits then fit."""
    if SCIENTIFIC.fullmatch(text):
        raise ValueError(
            _("Excel har gjort nummeret om til et avrundet tall, så sifre er borte. Hent nummeret på nytt, som tekst.")
        )
    number = BETWEEN.sub("", text.removesuffix(",0").removesuffix(".0"))
    if re.fullmatch(f"[0-9]{{{WITHOUT_ZERO}}}", number):
        found = parse_identity(f"0{number}", synthetic=synthetic, today=today)
        return found.number, _("Excel hadde tatt bort nullen foran nummeret. Vi har satt den tilbake.")
    return parse_identity(number, synthetic=synthetic, today=today).number, ""


def postal_code(text: str) -> Read:
    """Return a postal code; zeros that Excel took away are put back."""
    if POSTAL.fullmatch(text):
        return text.zfill(4), _("Excel hadde tatt bort nullen foran postnummeret. Vi har satt den tilbake.")
    return text, ""


def code(field: str, text: str) -> Read:
    """Return the code that a word stands for. Raises ValueError naming what may be written."""
    word = re.sub(r"[\W_]", "", text.casefold())
    if field == "kapasitet" and word == "ja":
        return "ukjent", _("«Ja» sier ikke om foreldreansvaret er felles eller alene. Det blir stående som «Vet ikke».")
    if word not in CODES[field]:
        raise ValueError(_MAY_BE[field])
    return CODES[field][word], ""


_MAY_BE: dict[str, Text] = {
    "adressegradering": _("Skriv ugradert, klientadresse, fortrolig eller strengt fortrolig."),
    "kapasitet": _("Skriv felles, alene, verge, fosterforelder, barnevernet, annen eller vet ikke."),
    "tolk": _("Skriv ja, nei eller vet ikke."),
    "daglig_omsorg": _("Skriv ja, nei eller vet ikke."),
}


def day(text: str, today: date) -> date:
    """Return a birth date, which is not ahead of today."""
    found = parse_date(text.split(" ", maxsplit=1)[0] if text.endswith(" 00:00") else text, today)
    if found > today:
        raise ValueError(_("Datoen er ikke kommet ennå."))
    return found


def words(text: str) -> str:
    """Return a text on one line, of a length that a register holds."""
    return parse_text(text, limit=LIMIT, lines=False)
