"""Who reports: a public service, a private person, or somebody who will not be known (domain.md §3)."""

from forms.mottatt_melding.vilkaar import NAVNGITT, OFFENTLIG
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import Choice, Note
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _
from samhandling.vocabulary.told import ToldText


class MelderSection(SectionForm):
    type = Choice(
        _("Hvem melder?"),
        options=(
            ("offentlig", _("En offentlig tjeneste eller en med meldeplikt")),
            ("privat", _("En privatperson")),
            ("anonym", _("En som vil være anonym")),
        ),
        required=True,
        source="§3",
    )
    om_anonym = Note(
        _(
            "Da spør vi ikke om navn, telefon eller adresse. Skriv heller ikke noe annet i meldingen som viser hvem "
            "melderen er."
        ),
        when=When("type", "anonym"),
        tone="warning",
        source="§3",
    )
    om_privat = Note(
        _("En privatperson får en bekreftelse på meldingen, og ikke noe om det som skjer videre."),
        when=When("type", "privat"),
        source="A18",
    )
    navn = ToldText(_("Navn"), when=NAVNGITT, source="A17")
    rolle = ToldText(_("Stilling"), when=OFFENTLIG, source="A17")
    telefon = ToldText(_("Telefon"), when=NAVNGITT, source="A17")
    epost = ToldText(_("E-post"), when=NAVNGITT, source="A17")
    virksomhet = ToldText(_("Arbeidssted"), when=OFFENTLIG, source="A17")
    orgnr = ToldText(_("Organisasjonsnummer"), when=OFFENTLIG)
    adresse = ToldText(_("Adresse"), when=NAVNGITT)
    adresselinje2 = ToldText(_("Adresse, linje 2"), when=OFFENTLIG)
    adresselinje3 = ToldText(_("Adresse, linje 3"), when=OFFENTLIG)
    postnummer = ToldText(_("Postnummer"), when=NAVNGITT)
    poststed = ToldText(_("Poststed"), when=NAVNGITT)
