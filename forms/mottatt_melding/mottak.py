"""How the report came: which way, when, who took it, whether it is urgent."""

from samhandling.vocabulary.condition import When
from samhandling.vocabulary.field import Choice, Date, Note, ShortText, Time, YesNo
from samhandling.vocabulary.form import SectionForm
from samhandling.vocabulary.text import _
from samhandling.vocabulary.told import ToldText


class MottakSection(SectionForm):
    fare = Note(_("Er barnet i fare akkurat nå? Ring politiet på 112 først."), tone="danger")
    maate = Choice(
        _("Hvordan kom meldingen?"),
        options=(
            ("telefon", _("På telefon")),
            ("muntlig", _("Muntlig, ved oppmøte eller i et møte")),
            ("papir", _("På papir")),
            ("epost", _("På e-post eller annen digital post")),
            ("nasjonal", _("Fra den nasjonale portalen")),
            ("annet", _("På en annen måte")),
        ),
        required=True,
        source="§3",
    )
    maate_annet = ToldText(_("Hvordan?"), when=When("maate", "annet"))
    dato = Date(
        _("Datoen dere fikk meldingen"),
        required=True,
        past=True,
        source="A18",
        guidance=_("Fristene løper fra denne dagen, også når du skriver den inn senere. Skriv dag.måned.år."),
    )
    kl = Time(_("Klokkeslett"), required=True, source="A18", guidance=_("For eksempel 14:30. Omtrent er nok."))
    tatt_imot = ShortText(_("Hvem tok imot?"), required=True, prefill="bruker.navn", source="A18")
    haster = YesNo(_("Haster det?"), source="A14", guidance=_("Da merkes meldingen i mottaket."))
