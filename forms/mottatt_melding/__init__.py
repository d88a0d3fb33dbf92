"""Mottatt melding: a report of concern on barnevern's side, however it came (domain.md §3, last part).

Rules: A8, A13, A14, A16-A18, A35. The national format comes in here one to one; mottak enters what came by
telephone, on paper, orally, from private and anonymous reporters on the same form. No consent is asked.
"""

from forms.mottatt_melding.barn import BarnSection, ForesatteSection
from forms.mottatt_melding.eksempel import EKSEMPEL
from forms.mottatt_melding.melder import MelderSection
from forms.mottatt_melding.melding import MeldingSection, NasjonalSection
from forms.mottatt_melding.mottak import MottakSection
from forms.mottatt_melding.nasjonalt import NASJONALT
from forms.mottatt_melding.vilkaar import HASTER, NASJONAL, UNDERSOEKES
from samhandling.vocabulary.form import DocumentForm, Section
from samhandling.vocabulary.kind import (
    ArchiveFacts,
    Children,
    DocumentType,
    Guardians,
    HideFromGuardians,
    LawChoice,
    Receive,
    Reporter,
)
from samhandling.vocabulary.text import _


class MottattMeldingForm(DocumentForm):
    mottak = Section(MottakSection, title=_("Mottaket"), topics=("omsorg",))
    melder = Section(MelderSection, title=_("Den som melder"), topics=("omsorg",))
    barn = Section(BarnSection, title=_("Barnet"), topics=("omsorg",))
    foresatte = Section(ForesatteSection, title=_("De foresatte"), topics=("omsorg", "familie"))
    melding = Section(MeldingSection, title=_("Meldingen"), topics=("omsorg", "atferd"))
    nasjonal = Section(NasjonalSection, title=_("Fra den nasjonale portalen"), when=NASJONAL, topics=("omsorg",))


KIND = DocumentType(
    key="mottatt_melding",
    title=_("Mottatt bekymringsmelding"),
    version=1,
    form=MottattMeldingForm,
    summary=_("En melding som har kommet til barnevernet på telefon, papir, muntlig eller på en annen måte."),
    services=("barnevern",),
    law=(LawChoice("bvl-2-1"),),
    archive=ArchiveFacts("I", "MELDING", _("Bekymringsmelding, mottatt"), _("Melding")),
    effects=(
        Receive(
            day="/mottak/dato",
            reporter=Reporter(
                kind="/melder/type",
                name="/melder/navn",
                title="/melder/rolle",
                workplace="/melder/virksomhet",
                unnamed={"privat": _("Privat melder"), "anonym": _("Anonym melder")},
                receipt={
                    "privat": _("Privat melder: bare en bekreftelse på meldingen, ikke noe om det som skjer videre."),
                    "anonym": _("Anonym melder: det er ingen å bekrefte til."),
                },
            ),
            investigation=UNDERSOEKES,
        ),
        # Nobody has judged yet whether the guardians may know (A13): hidden until the leader releases it.
        HideFromGuardians(),
    ),
    urgent=HASTER,
    children=Children("/barn/barn", foedselsdato="foedselsdato", ufoedt="ufoedt", termin="termin"),
    guardians=Guardians("/foresatte/foresatt", {name: name for name in ("navn", "relasjon", "telefon")}),
    portal=NASJONALT,
    as_came="nasjonal-innlest",
    colleagues=False,
    example=EKSEMPEL,
    start_entries={"/barn/barn": 1, "/foresatte/foresatt": 1},
)
