"""The archive message (arkivmelding, Fiks Arkiv V1) as values: what the archive is told about one document.

Names are Noark's. Code lists are the ones published with Fiks Arkiv; those
without a published list (tilgangsrestriksjon, format) are the caller's to set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samhandling.vocabulary.text import _

SYSTEM = "samhandling"


class ArkivmeldingError(ValueError):
    """The message cannot be written as the archive demands; the text names the field."""


@dataclass(frozen=True)
class Kode:
    """A code with its meaning."""

    kode: str
    beskrivelse: str = ""


UNNTATT = Kode("UO", "Unntatt offentlighet")
PDF_A = Kode("fmt/477", "PDF/A-2b")
PDF_A_1B = Kode("fmt/354", "PDF/A-1b")
ARKIVFORMAT = Kode("A", "Arkivformat")
HOVEDDOKUMENT = Kode("H", "Hoveddokument")
VEDLEGG = Kode("V", "Vedlegg")
FERDIGSTILT = Kode("F", "Dokumentet er ferdigstilt")
JOURNALFOERT = Kode("J", "Journalført")
UNDER_BEHANDLING = Kode("B", "Under behandling")
MELDING = Kode("MELDING", "Melding")
INNGAAENDE = Kode("I", "Inngående dokument")
UTGAAENDE = Kode("U", "Utgående dokument")
TIL_OPPFOELGING = Kode("N", "Organinternt dokument for oppfølging")
ORGANINTERNT = Kode("X", "Organinternt dokument uten oppfølging")
AVSENDER = Kode("EA", "Avsender")
MOTTAKER = Kode("EM", "Mottaker")
INTERN_AVSENDER = Kode("IA", "Intern avsender")
INTERN_MOTTAKER = Kode("IM", "Intern mottaker")


@dataclass(frozen=True)
class Skjerming:
    """Why the public may not see it: the ground is law, such as «offl. § 13 jf. fvl. § 13 første ledd nr. 1»."""

    hjemmel: str
    tilgangsrestriksjon: Kode = UNNTATT
    opphoerer: date | None = None


@dataclass(frozen=True)
class Klassifikasjon:
    """The class the folder is filed under; made for a child by `by_child`."""

    klasse_id: str
    tittel: str = ""
    system: str = "PNR"
    skjermet: bool = True


@dataclass(frozen=True)
class Korrespondansepart:
    """Who it is from or to. A person's name is screened; a unit's is not."""

    type: Kode
    navn: str
    organisasjonsnummer: str = ""
    person: bool = False
    saksbehandler: str = ""
    """Who wrote or received it on the archive's own side."""


@dataclass(frozen=True)
class Dokumentfil:
    """One file: `referanse` is its name in the package, `filnavn` what people see; SHA-256 in hex, size in bytes."""

    tittel: str
    filnavn: str
    referanse: str
    sjekksum: str
    stoerrelse: int
    dokumenttype: Kode = MELDING
    rolle: Kode = HOVEDDOKUMENT
    versjon: int = 1
    variant: Kode = ARKIVFORMAT
    format: Kode = PDF_A
    mimetype: str = "application/pdf"


@dataclass(frozen=True)
class Mappe:
    """The case folder; `noekkel` is our own key for it, the same in every message about the case."""

    noekkel: str
    tittel: str
    offentlig_tittel: str
    dato: date
    skjerming: Skjerming
    klassifikasjon: tuple[Klassifikasjon, ...]
    enhet: str = ""
    ansvarlig: str = ""
    status: Kode = UNDER_BEHANDLING
    arkivdel: Kode | None = None
    mappetype: Kode | None = None


@dataclass(frozen=True)
class Journalpost:
    """The registration of one document; times carry a time zone."""

    noekkel: str
    tittel: str
    offentlig_tittel: str
    opprettet: datetime
    opprettet_av: str
    type: Kode
    dokumentets_dato: date
    skjerming: Skjerming
    dokumenter: tuple[Dokumentfil, ...]
    parter: tuple[Korrespondansepart, ...] = ()
    status: Kode = JOURNALFOERT
    mottatt: datetime | None = None
    sendt: datetime | None = None


@dataclass(frozen=True)
class Arkivmelding:
    """One folder and one registration in it: the most that one message may hold."""

    mappe: Mappe
    journalpost: Journalpost
    system: str = SYSTEM


def by_child(navn: str, fnr: str = "", foedselsdato: date | None = None, *, ufoedt: bool = False) -> Klassifikasjon:
    """The class for a child: the identity number, else birth date and name, else *ufødt* with name; never empty."""
    name = navn.strip() or str(_("navn ukjent"))
    if fnr:
        return Klassifikasjon(fnr, name)
    when = str(_("ufødt")) if ufoedt else foedselsdato.isoformat() if foedselsdato else str(_("fødselsdato ukjent"))
    return Klassifikasjon(f"{when} {name}", name, system="UO")
