"""Item 1: who reports. The reporter's service decides which law the report rests on (A9)."""

from forms.bekymringsmelding.vilkaar import GJELDER_LEDER
from samhandling.vocabulary.codelist import TJENESTE
from samhandling.vocabulary.field import Choice, Email, Note, OrganisationNumber, Phone, PostalCode, ShortText
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _


class MelderSection(SectionForm):
    plikt = Note(
        _(
            "Plikten til å melde er din egen. Lederen din får vite om meldingen, "
            "men ingen skal godkjenne den før du sender den."
        ),
        source="K16",
    )
    navn = ShortText(_("Navnet ditt"), required=True, prefill="bruker.navn", source="A17")
    rolle = ShortText(_("Stillingen din"), required=True, prefill="bruker.tittel", source="A17")
    tjeneste = Choice(
        _("Tjenesten du arbeider i"),
        options=TJENESTE,
        required=True,
        prefill="enhet.tjeneste",
        source="A9",
        guidance=_("Tjenesten avgjør hvilken lov meldingen bygger på."),
    )
    virksomhet = ShortText(_("Arbeidsstedet"), required=True, prefill="enhet.navn", source="A17")
    orgnr = OrganisationNumber(_("Organisasjonsnummer"), prefill="enhet.orgnr")
    adresse = ShortText(_("Arbeidsstedets adresse"), required=True, prefill="enhet.adresse", source="A17")
    postnummer = PostalCode(_("Postnummer"), prefill="enhet.postnummer")
    poststed = ShortText(_("Poststed"), prefill="enhet.poststed")
    telefon = Phone(
        _("Telefon"),
        required=True,
        prefill="bruker.telefon",
        source="A17",
        guidance=_("Et nummer der barnevernet når deg."),
    )
    epost = Email(_("E-post"), required=True, prefill="bruker.epost", source="A17")
    gjelder_ansatt = Choice(
        _("Gjelder meldingen noen som arbeider hos dere?"),
        options=(
            ("nei", _("Nei")),
            ("leder", _("Ja, lederen")),
            ("annen", _("Ja, en annen ansatt")),
        ),
        required=True,
        source="K19",
    )
    om_leder = Note(
        _("Da får stedfortrederen vite om meldingen i stedet for lederen. Lederen kan ikke lese den."),
        when=GJELDER_LEDER,
    )
