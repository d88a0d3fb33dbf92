"""The wording of the law table's seed: short, for users, in bokmål; not the law's own words."""

from samhandling.vocabulary.text import Text, _

MELDEPLIKT = _(
    "Den som arbeider i tjenesten, skal uten hinder av taushetsplikt og uten ugrunnet opphold melde fra til "
    "barnevernet når det er grunn til å tro at et barn blir eller vil bli mishandlet eller utsatt for alvorlig "
    "omsorgssvikt, er alvorlig sykt eller skadd uten å få hjelp, ikke får dekket særlige behov, eller blir utnyttet "
    "til menneskehandel."
)
MELDEPLIKT_ATFERD = _(
    "Den som arbeider i tjenesten, skal uten hinder av taushetsplikt og uten ugrunnet opphold melde fra til "
    "barnevernet når det er grunn til å tro at et barn blir eller vil bli mishandlet eller utsatt for alvorlig "
    "omsorgssvikt, er alvorlig sykt eller skadd uten å få hjelp, ikke får dekket særlige behov, viser alvorlige "
    "atferdsvansker, eller blir utnyttet til menneskehandel."
)

TEKST: dict[str, Text] = {
    "bhl-2b": _("Barnehagen skal samarbeide med andre tjenester når det trengs for å gi barnet et helhetlig tilbud."),
    "bhl-3": _("Barnets beste er et grunnleggende hensyn. Barn i barnehagen har rett til å si sin mening og bli hørt."),
    "bhl-46": MELDEPLIKT,
    "oppll-10-1": _("Det beste for eleven skal være et grunnleggende hensyn."),
    "oppll-10-2": _("Elevene har rett til å medvirke og bli hørt i alt som gjelder dem selv."),
    "oppll-24-1": _("Skolen skal samarbeide med andre tjenester når det trengs for å gi eleven et helhetlig tilbud."),
    "oppll-24-3": MELDEPLIKT_ATFERD,
    "hpl-21": _(
        "Helsepersonell har taushetsplikt. Opplysninger kan deles med samtykke eller med samarbeidende personell."
    ),
    "hpl-31": _("Helsepersonell skal varsle politi og brannvesen når det er nødvendig for å avverge alvorlig skade."),
    "hpl-32": _(
        "Helsepersonell skal være oppmerksomme på forhold som bør føre til tiltak fra den kommunale helse- og "
        "omsorgstjenesten, og gi opplysninger dit uten hinder av taushetsplikt når en gravid bruker rusmidler slik at "
        "barnet kan bli født med skade."
    ),
    "hpl-33": MELDEPLIKT_ATFERD,
    "hol-6-1": _("Kommunen skal samarbeide om helse- og omsorgstjenestene til den enkelte."),
    "hol-7-2a": _("Familier som har behov for flere tjenester over tid, har rett til barnekoordinator."),
    "hol-10-3": _(
        "En gravid som bruker rusmidler, kan holdes tilbake i institusjon når hensynet til barnet krever det."
    ),
    "bvl-1-3": _(
        "Barnets beste skal være et grunnleggende hensyn i alle handlinger og avgjørelser som berører barnet."
    ),
    "bvl-1-4": _("Barn som kan danne seg egne meninger, har rett til å medvirke, få informasjon og bli hørt."),
    "bvl-2-1": _("Barnevernet skal gå gjennom en melding snarest, og innen en uke."),
    "bvl-2-2": _("En undersøkelse skal være avsluttet innen tre måneder, i særlige tilfeller seks måneder."),
    "bvl-13-1": _("Barnevernet har taushetsplikt og kan dele opplysninger når loven åpner for det."),
    "bvl-13-2": MELDEPLIKT_ATFERD,
    "bvl-13-4": _("Barnevernet kan pålegge offentlige tjenester å gi opplysninger uten hinder av taushetsplikt."),
    "bvl-13-tilbakemelding": _(
        "Barnevernet skal innen tre uker bekrefte en melding og si til offentlige meldere om det åpnes undersøkelse, "
        "og innen tre uker etter undersøkelsen si om barnet følges opp."
    ),
    "bvl-15-1": _("Kommunen skal fremme gode oppvekstvilkår og forebygge omsorgssvikt og atferdsvansker."),
    "bvl-15-8": _("Barnevernet skal samarbeide med andre tjenester og samordne hjelpen til barnet."),
    "fvl-2e": _("Part er den som en avgjørelse retter seg mot, eller som saken ellers direkte gjelder."),
    "fvl-13": _("Den som arbeider for et forvaltningsorgan, har taushetsplikt om noens personlige forhold."),
    "fvl-13a": _("Taushetsplikten er ikke til hinder for deling når den som har krav på taushet, samtykker."),
    "fvl-13b": _("Opplysninger kan gis til andre forvaltningsorganer når det er nødvendig for organets oppgaver."),
    "fvl-17": _("Partene skal få se opplysninger av betydning for saken og har rett til innsyn i dokumentene."),
    "offl-13": _("Opplysninger som er underlagt taushetsplikt i lov, er unntatt fra innsyn."),
    "strl-196": _(
        "Enhver skal prøve å avverge alvorlige straffbare handlinger, også når det bryter med taushetsplikt."
    ),
    "barnelova-47": _("Forelder uten foreldreansvar har som hovedregel rett til opplysninger om barnet."),
    "gdpr-6": _(
        "Behandlingen er nødvendig for å oppfylle en rettslig plikt eller utføre en oppgave i allmenn interesse."
    ),
    "gdpr-9": _("Særlige kategorier opplysninger kan behandles når loven gir grunnlag og vern."),
}
