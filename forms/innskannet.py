"""Innskannet dokument: a paper from a binder, entered with what it is, whose it is and its scan (domain.md §2, §6)."""

from samhandling.vocabulary.codelist import TEMA
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import (
    Choice,
    Date,
    LongText,
    NationalId,
    Note,
    RegisterChoice,
    Repeated,
    Several,
    ShortText,
)
from samhandling.vocabulary.form import DocumentForm, EntryForm, Section, SectionForm
from samhandling.vocabulary.kind import ArchiveFacts, Attachments, Children, DocumentType
from samhandling.vocabulary.text import _

SLAG = (
    ("samtykke", _("Samtykke")),
    ("henvisning", _("Henvisning")),
    ("referat", _("Referat")),
    ("kartlegging", _("Kartlegging")),
    ("brev", _("Brev")),
    ("annet", _("Annet")),
)
RETNING = (
    ("inn", _("Vi har fått det fra noen andre")),
    ("ut", _("Vi har sendt det til noen andre")),
    ("internt", _("Det er vårt eget, og ikke sendt")),
)
INN, UT = When("retning", "inn"), When("retning", "ut")


class BarnEntry(EntryForm):
    register = RegisterChoice(
        _("Hent fra registeret"),
        options_from="barn",
        fills={"navn": "navn", "fnr": "fnr", "foedselsdato": "foedselsdato"},
        guidance=_("Velg barnet her, eller skriv selv nedenfor."),
    )
    navn = ShortText(_("Barnets navn"), required=True)
    fnr = NationalId(_("Fødselsnummer eller D-nummer"), guidance=_("11 sifre."))
    foedselsdato = Date(
        _("Fødselsdato"),
        when=~When("fnr"),
        past=True,
        guidance=_("Når du ikke har fødselsnummeret. Skriv dag.måned.år."),
    )


class BarnSection(SectionForm):
    barn = Repeated(
        BarnEntry,
        _("Barn"),
        entry_title=_("Barn"),
        add_label=_("Legg til et barn til"),
        min_entries=1,
        guidance=_("Papiret arkiveres på hvert barn det gjelder."),
    )


class PapirSection(SectionForm):
    slag = Choice(_("Hva slags papir er det?"), options=SLAG, required=True)
    om_samtykke = Note(
        _("Et innskannet samtykke er dokumentasjon. Det gir ingen tilgang til noe i systemet."),
        when=When("slag", "samtykke"),
    )
    dato = Date(
        _("Datoen på papiret"),
        required=True,
        past=True,
        guidance=_("Står det ingen dato, skriver du den du vet er nærmest."),
    )
    retning = Choice(_("Hvor kommer det fra?"), options=RETNING, required=True)
    fra = ShortText(_("Hvem er det fra?"), when=INN, required=True)
    til = ShortText(_("Hvem er det til?"), when=UT, required=True)
    innhold = LongText(
        _("Kort om innholdet"), required=True, rows=4, guidance=_("Én eller to setninger, så det kan finnes igjen.")
    )
    tema = Several(
        _("Hva handler det om?"),
        options=TEMA,
        guidance=_("Velg det som passer. Uten tema kan papiret aldri deles på grunnlag av et samtykke."),
    )


class InnskannetForm(DocumentForm):
    barn = Section(BarnSection, title=_("Barnet"))
    papir = Section(PapirSection, title=_("Papiret"), topics_from="/papir/tema")


KIND = DocumentType(
    key="innskannet",
    title=_("Innskannet dokument"),
    version=1,
    form=InnskannetForm,
    summary=_("Et papir fra en perm, skannet og arkivert på barnet det gjelder."),
    archive=ArchiveFacts(
        "N",
        "DOKUMENT",
        _("Innskannet dokument"),
        _("Dokument"),
        otherwise=((When("/papir/retning", "inn"), "I"), (When("/papir/retning", "ut"), "U")),
        dated="/papir/dato",
        sender="/papir/fra",
        addressee="/papir/til",
    ),
    children=Children("/barn/barn", foedselsdato="foedselsdato", register="register"),
    attachments=Attachments(
        guidance=_("Skann hele papiret, alle sidene i riktig rekkefølge. Svart-hvitt i 200 eller 300 punkter er nok."),
        least=1,
    ),
    title_from="/papir/slag",
    start_entries={"/barn/barn": 1},
    example={
        "barn-barn-1-navn": "Mio Testbråten",
        "barn-barn-1-fnr": "14832250075",
        "papir-slag": "brev",
        "papir-dato": "02.11.2026",
        "papir-retning": "inn",
        "papir-fra": "Liv Testbråten",
        "papir-innhold": "Mor ber om en samtale om våren.",
        "papir-tema": "hverdag",
    },
)
