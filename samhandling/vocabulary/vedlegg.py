"""Attachments in words: which files are taken, told by their first bytes alone, and why one is refused or rebuilt."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from samhandling.vocabulary.parse import UNUSABLE
from samhandling.vocabulary.text import Text, _

PDF, JPEG, PNG, TIFF = "application/pdf", "image/jpeg", "image/png", "image/tiff"
ACCEPTED: Mapping[str, str] = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
"""For the browser's file dialogue; what a file is, its bytes say."""
FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)
STEP = "vedlegg"
"""The step of the form where attachments stand; no section may be called so."""
LONGEST_TITLE, LONGEST_SHOWN = 200, 60
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing: in a title they could hide what a file is."""

STATUS: Mapping[str, Text] = {
    "venter": _("Vi ser på filen"),
    "godkjent": _("Klar"),
    "bygget_om": _("Klar"),
    "avvist": _("Kan ikke brukes"),
}
GRUNN: Mapping[str, Text] = {
    # rebuilt: what the reader should know of it
    "bilde": _("Gjort om til PDF for arkivet."),
    "ikke_pdfa": _("Gjort om til bilder i en PDF for arkivet."),
    "aktivt": _("Filen hadde innhold som kan kjøre av seg selv. Det er tatt bort; sidene er tatt vare på som bilder."),
    "innebygd": _("Filer som lå inni denne filen, er ikke tatt med. Last dem opp hver for seg."),
    "lenker": _("Lenkene i filen virker ikke lenger. Sidene er tatt vare på som bilder."),
    "beskyttet": _("Filen var låst for endring. Sidene er tatt vare på som bilder."),
    "signert": _("Filen var elektronisk signert. Sidene er tatt vare på som bilder, uten den elektroniske signaturen."),
    # refused: what to do about it
    "passord": _("Filen er beskyttet med passord. Lagre den uten passord og last den opp på nytt."),
    "kan_ikke_leses": _("Filen kunne ikke leses. Den er skadet eller ikke hel. Skann eller lagre den på nytt."),
    "for_mange_sider": _("Filen har for mange sider. Del den i flere filer."),
    "for_store_sider": _("En side i filen er for stor. Skann den med lavere oppløsning."),
    "for_tung": _("Filen er for tung å åpne. Skann den med lavere oppløsning, eller del den i flere filer."),
    "for_mye": _("Vedleggene blir for store til sammen. Del dem på flere dokumenter."),
    "skjema": _("Filen er et skjema som bare Adobe Reader kan vise. Skriv det ut til en vanlig PDF først."),
    "samling": _("Filen er en samling av andre filer. Last dem opp hver for seg."),
}


def media_type(data: bytes) -> str:
    """Return what a file is by its first bytes, never by its name; "" for what is not taken."""
    return next((kind for first, kind in FIRST_BYTES if data.startswith(first)), "")


def title_of(filename: str) -> str:
    """Return a title from a file's name: its last part without the ending; "" when nothing is left."""
    name = UNUSABLE.sub("", filename.replace("\\", "/"))
    return clean_title(PurePosixPath(name).stem.replace("_", " "))


def clean_title(typed: str) -> str:
    """Return a title as it is kept: one line, no unusable characters, at most 200 characters."""
    return " ".join(DIRECTION.sub("", UNUSABLE.sub("", typed)).split())[:LONGEST_TITLE].strip()
