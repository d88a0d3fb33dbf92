"""Items 4-7: history, what worries, what happened and when, and what it means (A17)."""

from forms.bekymringsmelding.vilkaar import HELE_NAA
from samhandling.vocabulary.field import Date, LongText, Repeated, ShortText, Time
from samhandling.vocabulary.form import EntryForm, SectionForm
from samhandling.vocabulary.text import _


class HendelseEntry(EntryForm):
    dato = Date(_("Dato"), past=True, source="A17")
    kl = Time(_("Klokkeslett"), guidance=_("For eksempel 14:30."))
    omtrent = ShortText(
        _("Omtrent når?"),
        guidance=_("Når du ikke vet datoen, for eksempel «rett før høstferien» eller «flere ganger»."),
    )
    hva = LongText(
        _("Hva ble sett eller hørt?"),
        required=HELE_NAA,
        source="A17",
        guidance=_("Skriv det som skjedde, ikke hva du tror om det. Det kommer senere."),
    )
    barnets_ord = LongText(
        _("Barnets egne ord"), rows=3, source="K17", guidance=_("Ordrett, også spørsmålet barnet svarte på.")
    )
    hvem = ShortText(_("Hvem så eller hørte det?"), source="K17", guidance=_("Navn og stilling."))


class BekymringSection(SectionForm):
    kjent_lenge = ShortText(
        _("Hvor lenge har dere kjent familien?"),
        required=HELE_NAA,
        source="A17",
        guidance=_("For eksempel «siden august 2024»."),
    )
    bekymret_lenge = ShortText(_("Hvor lenge har dere vært bekymret?"), required=HELE_NAA, source="A17")
    bakgrunn = LongText(
        _("Kort historikk"),
        source="A17",
        guidance=_("Det barnevernet bør vite om barnet og familien fra før."),
    )
    forhold = LongText(
        _("Hva er dere bekymret for?"),
        required=HELE_NAA,
        rows=10,
        source="A17",
        guidance=_("Vær konkret. Ta med alle bekymringer dere har, også de små. Vanlig språk er best."),
    )
    hendelse = Repeated(
        HendelseEntry,
        _("Hendelser og observasjoner"),
        entry_title=_("Hendelse"),
        add_label=_("Legg til en hendelse"),
        min_entries=1,
        max_entries=100,
        demanded=HELE_NAA,
        source="A17",
        guidance=_("Én hendelse eller observasjon om gangen, helst med dato."),
    )
    vurdering = LongText(
        _("Faglig vurdering"),
        required=HELE_NAA,
        rows=8,
        source="A17",
        guidance=_("Hvordan ser dere på barnets atferd og utvikling, sammenlignet med det som er vanlig for alderen?"),
    )
