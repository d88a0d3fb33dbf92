"""A tiny document kind with everything a kind can have, declared as a tenant would."""

from datetime import date

import pytest

from samhandling.vocabulary.condition import Count, When
from samhandling.vocabulary.field import (
    Choice,
    Date,
    LongText,
    NationalId,
    Note,
    Option,
    RegisterChoice,
    Repeated,
    Several,
    ShortText,
    YesNo,
)
from samhandling.vocabulary.form import DocumentForm, EntryForm, FormContext, Section, SectionForm, build
from samhandling.vocabulary.kind import ArchiveFacts, Children, Deadline, DocumentType, Receiver, Rule, SendToReceiver
from samhandling.vocabulary.text import _

TODAY = date(2026, 11, 22)


class TurBarn(EntryForm):
    register = RegisterChoice(_("Hent"), options_from="barn", fills={"navn": "navn", "fnr": "fnr"})
    navn = ShortText(_("Navn"), required=True)
    fnr = NationalId(_("Fødselsnummer"))
    svoemmer = YesNo(_("Svømmer barnet?"), start="nei")
    hvor = ShortText(_("Hvor langt?"), when=When("svoemmer", "ja"), required=True, source="T1")
    alene = ShortText(_("Reisefølge"), when=Count("/barn/barn", 2))


class TurSection(SectionForm):
    om = Note(_("Ring {vakt} ved uhell."), facts={"vakt": "kommune.vakt"})
    dato = Date(_("Dato"), required=True, prefill="dag")
    slag = Choice(
        _("Slags tur"), options=(("skog", _("Skog")), Option("sjoe", _("Sjø"), When("/barn/barn/svoemmer", "ja")))
    )
    utstyr = Several(
        _("Utstyr"), options=(("tau", _("Tau")), ("kart", _("Kart")), ("intet", _("Intet"))), alone="intet"
    )
    sted = Choice(_("Mottaker"), options_from="mottaker")


class BarnSection(SectionForm):
    barn = Repeated(TurBarn, _("Barn"), entry_title=_("Barn"), min_entries=1, max_entries=3)


class SjoeSection(SectionForm):
    vest = YesNo(_("Vest?"), required=True)
    merknad = LongText(_("Merknad"), when=When("vest", "nei") | ~When("/tur/slag", "sjoe"))


class TurForm(DocumentForm):
    tur = Section(TurSection, title=_("Turen"), law=("bhl-3",))
    barn = Section(BarnSection, title=_("Barna"))
    sjoe = Section(SjoeSection, title=_("På sjøen"), when=When("/tur/slag", "sjoe"))


KIND = DocumentType(
    key="tur",
    title=_("Tur"),
    version=1,
    form=TurForm,
    summary=_("En tur"),
    archive=ArchiveFacts("X", "NOTAT", _("Tur"), _("Notat")),
    receiver=Receiver("/tur/sted", "helsestasjon"),
    deadlines=(Deadline("F2", owner="avsender"),),
    effects=(SendToReceiver(),),
    children=Children("/barn/barn", register="register"),
    rules=(
        Rule("T3", _("Ta med kart i skogen."), "/tur/utstyr", needs=When("utstyr", "kart"), when=When("slag", "skog")),
    ),
    start_entries={"/barn/barn": 1},
)


@pytest.fixture
def kind():
    return KIND


@pytest.fixture
def context():
    options = {"barn": [("b1", "Nora")], "mottaker": [("e1", "Helsestasjonen")]}
    return FormContext(TODAY, options, prefill={"dag": "22.11.2026", "kommune.vakt": "99 99 99 99"}, synthetic=True)


@pytest.fixture
def form(context):
    return lambda raw: build(KIND, raw, context)
