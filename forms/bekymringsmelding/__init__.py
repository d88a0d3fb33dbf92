"""Bekymringsmelding: a report of concern to barnevern, from the reporter's side (domain.md §3).

Rules: A5, A8, A9, A12-A17, K16, K19. Consent is never asked for a born child; nothing here is a
gate for the leader. The national portal's fields can all be made from these answers.
"""

from forms.bekymringsmelding.barn import BarnSection
from forms.bekymringsmelding.bekymring import BekymringSection
from forms.bekymringsmelding.dialog import DialogSection
from forms.bekymringsmelding.eksempel import EKSEMPEL
from forms.bekymringsmelding.foresatte import ForesatteSection
from forms.bekymringsmelding.grunn import GrunnSection
from forms.bekymringsmelding.melder import MelderSection
from forms.bekymringsmelding.mottaker import MottakerSection
from forms.bekymringsmelding.nasjonalt import NASJONALT
from forms.bekymringsmelding.regler import RULES
from forms.bekymringsmelding.vilkaar import (
    BARNEHAGE,
    FOEDT,
    GJELDER_LEDER,
    HASTER,
    HELSE,
    MISTANKE,
    RESTEN_ETTERPAA,
    SKOLE,
    TIL_BARNEVERN,
    UFOEDT_MED_SAMTYKKE,
    UFOEDT_UTEN_SAMTYKKE,
    UNDERSOEKES,
)
from samhandling.vocabulary.form import DocumentForm, Section
from samhandling.vocabulary.kind import (
    ArchiveFacts,
    Attachments,
    Children,
    Deadline,
    DocumentType,
    Guardians,
    HideFromGuardians,
    LawChoice,
    NotifyLeader,
    Receiver,
    SendToReceiver,
    StartDeadlines,
)
from samhandling.vocabulary.text import _


class BekymringsmeldingForm(DocumentForm):
    mottaker = Section(MottakerSection, title=_("Mottaker"), topics=("omsorg",))
    melder = Section(MelderSection, title=_("Den som melder"), topics=("omsorg",))
    grunn = Section(GrunnSection, title=_("Grunnen til at dere melder"), topics=("omsorg", "vold"))
    barn = Section(BarnSection, title=_("Barnet"), topics=("omsorg",), law=("bvl-1-4",))
    foresatte = Section(ForesatteSection, title=_("De foresatte"), topics=("omsorg", "familie"))
    bekymring = Section(BekymringSection, title=_("Bekymringen"), topics=("omsorg", "atferd"))
    dialog = Section(DialogSection, title=_("Dialog, tiltak og andre tjenester"), topics=("omsorg", "tiltak"))


KIND = DocumentType(
    key="bekymringsmelding",
    title=_("Bekymringsmelding"),
    version=1,
    form=BekymringsmeldingForm,
    summary=_("Melding til barnevernet når du er bekymret for et barn. Meldeplikten er din egen."),
    law=(
        LawChoice("bhl-46", FOEDT & BARNEHAGE),
        LawChoice("oppll-24-3", FOEDT & SKOLE),
        LawChoice("hpl-33", FOEDT & HELSE),
        LawChoice("bvl-13-2", FOEDT & ~(BARNEHAGE | SKOLE | HELSE)),
        LawChoice("fvl-13a", UFOEDT_MED_SAMTYKKE),
        LawChoice("hpl-32", UFOEDT_UTEN_SAMTYKKE & HELSE),
        LawChoice("hol-10-3", UFOEDT_UTEN_SAMTYKKE & HELSE),
    ),
    receiver=Receiver(
        field="/mottaker/enhet",
        service="barnevern",
        elsewhere=("annet", "helse_omsorg"),
        elsewhere_name="/mottaker/annet_navn",
        elsewhere_phone="/mottaker/annet_telefon",
    ),
    archive=ArchiveFacts("U", "MELDING", _("Bekymringsmelding"), _("Melding")),
    deadlines=(
        Deadline("F1", when=TIL_BARNEVERN),
        Deadline("F2", when=TIL_BARNEVERN),
        Deadline("F3", when=UNDERSOEKES),
        Deadline("F4", when=UNDERSOEKES),
    ),
    effects=(
        SendToReceiver(),
        NotifyLeader(unless=GJELDER_LEDER),
        # An acute report whose rest comes later has not said yet: hidden until it does.
        HideFromGuardians(when=MISTANKE | RESTEN_ETTERPAA),
        StartDeadlines(),
    ),
    urgent=HASTER,
    children=Children(
        "/barn/barn",
        foedselsdato="foedselsdato",
        ufoedt="ufoedt",
        termin="termin",
        register="register",
        adressegradering="adressegradering",
    ),
    guardians=Guardians(
        "/foresatte/foresatt",
        {
            name: name
            for name in (
                *("navn", "relasjon", "kapasitet", "adressegradering", "adresse", "postnummer", "poststed"),
                *("telefon", "spraak", "tolk"),
            )
        },
    ),
    portal=NASJONALT,
    attachments=Attachments(
        guidance=_(
            "For eksempel tegninger, notater eller bilder av det dere har sett. "
            "Mottakeren får vedleggene sammen med meldingen."
        )
    ),
    colleagues=False,
    rules=RULES,
    example=EKSEMPEL,
    start_entries={"/barn/barn": 1, "/foresatte/foresatt": 1, "/bekymring/hendelse": 1},
)
