"""From text as typed to values; each function raises ValueError with a message for the user.

Nothing here is called on the way into a draft: drafts keep text as typed.
"""

import re
import unicodedata
from datetime import date, time

import phonenumbers
from stdnum.no import orgnr as stdnum_orgnr

from samhandling.vocabulary.text import _

LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
DATE = re.compile(r"([0-9]{1,2})[.\-/ ]([0-9]{1,2})[.\-/ ]([0-9]{4}|[0-9]{2})")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?")
# The published format of the national portal, so that a finished report can always be exported.
EMAIL_PART = r"[A-Za-zæøåÆØÅ0-9_-]+"
EMAIL = re.compile(rf"{EMAIL_PART}(?:\.{EMAIL_PART})*@[A-Za-zæøåÆØÅ0-9-]+(?:\.[A-Za-zæøåÆØÅ0-9-]+)*\.[A-Za-z]{{2,}}")
# Can be neither stored nor printed: controls but tab and line feed, halves of pairs, non-characters.
NON_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNUSABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{NON_CHARACTERS}]")
EARLIEST_YEAR, LATEST_YEAR = 1850, 2150
NORWEGIAN_DIGITS = 8
SHORT_NUMBER_DIGITS = range(3, 7)


def normalised(text: str) -> str:
    """Return text composed (NFC) with plain line feeds; nothing else is changed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse_text(text: str, *, limit: int, lines: bool) -> str:
    """Return clean text; ``lines`` False joins lines by a space. Limit in characters."""
    clean = LINE_BREAKS.sub("\n", text).strip()
    if UNUSABLE.search(clean):
        raise ValueError(
            _("Teksten inneholder et usynlig tegn som ikke kan lagres. Slett det, eller skriv ordet på nytt.")
        )
    if len(clean) > limit:
        raise ValueError(_("Teksten er for lang. Høyst {limit} tegn.").format(limit=limit))
    return clean if lines else re.sub(r"\s*\n\s*", " ", clean)


def parse_date(text: str, today: date) -> date:
    """Read dd.mm.åååå, d.m.åå or ISO; two-digit years reach ten years ahead of ``today``."""
    day, month, year = _date_parts(text)
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004 - a year of two digits
        number += 2000 if 2000 + number <= today.year + 10 else 1900
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        raise ValueError(_("Året kan ikke være riktig."))
    try:
        return date(number, int(month), int(day))
    except ValueError:
        raise ValueError(_("Denne datoen finnes ikke.")) from None


def _date_parts(text: str) -> tuple[str, str, str]:
    if iso := ISO_DATE.fullmatch(text):
        return iso[3], iso[2], iso[1]
    if plain := DATE.fullmatch(text):
        return plain[1], plain[2], plain[3]
    raise ValueError(_("Skriv datoen som dag.måned.år, for eksempel 24.12.2026."))


def parse_time(text: str) -> time:
    """Read a 24-hour time: 14:30, 14.30, 1430 or 14."""
    match = TIME.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:  # noqa: PLR2004 - a day's hours and minutes
        raise ValueError(_("Skriv klokkeslettet som time:minutt, for eksempel 14:30."))
    return time(int(match[1]), int(match[2] or 0))


def parse_phone(text: str, *, short: bool = False) -> str:
    """Return digits, with a plus before a country code. ``short`` takes 112, 116111 and 5 digits too."""
    number = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"[0-9]+", number) and not number.startswith("00"):
        if len(number) == NORWEGIAN_DIGITS or (short and len(number) in SHORT_NUMBER_DIGITS):
            return number
    elif re.fullmatch(r"(\+|00)[0-9]{5,17}", number) and _possible_abroad(number):
        return "+" + number.removeprefix("00").removeprefix("+")
    raise ValueError(_("Skriv telefonnummeret med 8 sifre, eller med landkode, for eksempel +46 …"))


def _possible_abroad(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + number.removeprefix("00").removeprefix("+")))
    except phonenumbers.NumberParseException:
        return False


def parse_email(text: str) -> str:
    """Return an address that the national portal's format also takes."""
    if not EMAIL.fullmatch(text):
        raise ValueError(_("Skriv en gyldig e-postadresse, for eksempel navn@kommune.no."))
    return text


def parse_postal_code(text: str) -> str:
    """Return four digits as text: a leading zero counts."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise ValueError(_("Et postnummer har fire sifre."))
    return text


def parse_organisation_number(text: str) -> str:
    """Return nine digits that hold by modulus 11."""
    number = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{9}", number) or not stdnum_orgnr.is_valid(number):
        raise ValueError(_("Organisasjonsnummeret er ikke gyldig. Det har ni sifre."))
    return number


def parse_whole_number(text: str, *, lowest: int, highest: int) -> int:
    """Return a whole number inside the limits."""
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(_("Skriv et helt tall."))
    if not lowest <= int(text) <= highest:
        raise ValueError(_("Tallet må være fra {lowest} til {highest}.").format(lowest=lowest, highest=highest))
    return int(text)
