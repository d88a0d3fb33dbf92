"""The seed of the dated law table (K24): named by key in code, shown with its wording.

The table on the instance is maintained by fagansvarlig; this is what it starts with. Rows marked
``kontrolleres`` must be confirmed by the municipality's lawyer and are shown so. The texts are
short renderings for users, not the law's own words. ``fra``/``til``: valid from and to (inclusive).
"""

from dataclasses import dataclass
from datetime import date

from samhandling.vocabulary.lovtekst import TEKST
from samhandling.vocabulary.text import Text


@dataclass(frozen=True)
class LovRad:
    """One dated row: key, short name of the law, paragraph, text for users, validity."""

    noekkel: str
    kortnavn: str
    paragraf: str
    tekst: Text
    fra: date
    til: date | None = None
    kontrolleres: bool = False
    gammel: str = ""
    """The older citation, as the sources print it, that this row replaces."""

    @property
    def henvisning(self) -> str:
        """The citation: short name and paragraph."""
        return f"{self.kortnavn} {self.paragraf}"


NAVN = {
    "bvl": "barnevernsloven",
    "fvl": "forvaltningsloven",
    "bhl": "barnehageloven",
    "oppll": "opplæringslova",
    "hpl": "helsepersonelloven",
    "hol": "helse- og omsorgstjenesteloven",
    "pbrl": "pasient- og brukerrettighetsloven",
    "offl": "offentleglova",
    "strl": "straffeloven",
    "gdpr": "personvernforordningen",
    "barnelova": "barnelova",
}
FRA = {
    "bvl": date(2023, 1, 1),
    "fvl": date(1970, 1, 1),
    "bhl": date(2021, 1, 1),
    "oppll": date(2024, 8, 1),
    "hpl": date(2001, 1, 1),
    "hol": date(2012, 1, 1),
    "pbrl": date(2001, 1, 1),
    "offl": date(2009, 1, 1),
    "strl": date(2015, 10, 1),
    "gdpr": date(2018, 7, 20),
    "barnelova": date(1982, 1, 1),
}
GAMMEL = {
    "bhl-46": "bhl § 22",
    "bvl-13-2": "bvl. 1992 § 6-4",
    "bvl-13-4": "bvl. 1992 § 6-4",
}
# domain.md marks these (check); a new forvaltningslov and a new barnelov were passed in 2025.
KONTROLLERES = frozenset({"bvl-13-tilbakemelding", "hpl-32", "hol-10-3"})
KORT_KONTROLLERES = frozenset({"fvl", "barnelova"})
FRA_RAD = {"hol-7-2a": date(2022, 8, 1)}


def _rad(noekkel: str, kort: str, paragraf: str) -> LovRad:
    kontrolleres = noekkel in KONTROLLERES or kort in KORT_KONTROLLERES
    fra = FRA_RAD.get(noekkel, FRA[kort])
    return LovRad(noekkel, kort, paragraf, TEKST[noekkel], fra, None, kontrolleres, GAMMEL.get(noekkel, ""))


LOV: tuple[LovRad, ...] = tuple(
    _rad(noekkel, noekkel.partition("-")[0], paragraf)
    for noekkel, paragraf in (
        ("bhl-2b", "§ 2 b"),
        ("bhl-3", "§ 3"),
        ("bhl-46", "§ 46"),
        ("oppll-10-1", "§ 10-1"),
        ("oppll-10-2", "§ 10-2"),
        ("oppll-24-1", "§ 24-1"),
        ("oppll-24-3", "§ 24-3"),
        ("hpl-21", "§§ 21-25"),
        ("hpl-31", "§ 31"),
        ("hpl-32", "§ 32"),
        ("hpl-33", "§ 33"),
        ("hol-6-1", "§§ 6-1 og 6-2"),
        ("hol-7-2a", "§ 7-2 a"),
        ("hol-10-3", "§ 10-3"),
        ("bvl-1-3", "§ 1-3"),
        ("bvl-1-4", "§ 1-4"),
        ("bvl-2-1", "§ 2-1"),
        ("bvl-2-2", "§ 2-2"),
        ("bvl-13-1", "§ 13-1"),
        ("bvl-13-2", "§ 13-2"),
        ("bvl-13-4", "§ 13-4"),
        ("bvl-13-tilbakemelding", "kap. 13"),
        ("bvl-15-1", "§ 15-1"),
        ("bvl-15-8", "§ 15-8"),
        ("fvl-2e", "§ 2 e"),
        ("fvl-13", "§ 13"),
        ("fvl-13a", "§ 13 a nr. 1"),
        ("fvl-13b", "§ 13 b nr. 5"),
        ("fvl-17", "§§ 17-19"),
        ("offl-13", "§ 13"),
        ("strl-196", "§ 196"),
        ("barnelova-47", "§ 47"),
        ("gdpr-6", "art. 6 nr. 1 c og e"),
        ("gdpr-9", "art. 9 nr. 2"),
    )
)


def lov(noekkel: str, paa: date | None = None) -> LovRad:
    """Return the seed row of a key, valid on the day ``paa``. KeyError when there is none."""
    for rad in LOV:
        if rad.noekkel == noekkel and (paa is None or (rad.fra <= paa and (rad.til is None or paa <= rad.til))):
            return rad
    raise KeyError(noekkel)
