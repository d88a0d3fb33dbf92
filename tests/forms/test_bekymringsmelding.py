"""The report of concern keeps the rules of domain.md §3 (A5, A8, A9, A12-A17, K16, K19)."""

import json

import pytest

from samhandling.vocabulary.answers import tree, typed
from samhandling.vocabulary.faults import declaration_faults
from samhandling.vocabulary.kind import HideFromGuardians, NotifyLeader, form_holds
from samhandling.vocabulary.lov import lov

BARN, FORESATT = "barn-barn-1", "foresatte-foresatt-1"
TOM_FORESATT = {f"{FORESATT}-{name}": None for name in ("navn", "adresse", "tolk", "orientert")}
UFOEDT = {
    f"{BARN}-ufoedt": "ja",
    f"{BARN}-termin": "1.3.2027",
    "grunn-grunn": None,
    **{
        f"{BARN}-{name}": None
        for name in (
            "navn",
            "foedselsdato",
            "adresse",
            "tolk",
            "orientert",
            "orientert_grunn",
            "hoert",
            "hoert_hvordan",
        )
    },
}
AKUTT = {
    "mottaker-haster": "ja",
    "mottaker-ringt": "ja",
    "mottaker-ringt_hvem": "vakt",
    "mottaker-ringt_nummer": "116111",
    "mottaker-ringt_dato": "22.11.2026",
    "mottaker-ringt_kl": "17.45",
    "mottaker-ringt_snakket_med": "Vakthavende",
    "mottaker-akutt_hvem": "Nora, 4 år",
    "mottaker-akutt_hva": "Slag i ansiktet",
    "mottaker-akutt_naar": "I dag",
    "mottaker-akutt_hvor": "I barnehagen",
    "mottaker-akutt_gjort": "Vakta kommer",
    "mottaker-resten": "etterpaa",
}


def effect(kind, tag):
    return next(each for each in kind.effects if isinstance(each, tag))


def test_the_declaration_is_whole(kind):
    """Every path leads to a field, every law key to a row."""
    assert declaration_faults(kind) == []
    assert all(lov(choice.key) for choice in kind.law)
    assert all(lov(key) for section in tree_sections(kind) for key in section.law)


def tree_sections(kind):
    return kind.form().sections


def test_a_whole_report_can_be_finished(melding, found):
    """A17: ten items, nothing more demanded; the tree is plain JSON."""
    assert found() == {}
    shown = json.dumps(tree(melding()), ensure_ascii=False)
    assert "Hun er sulten" in shown
    assert "20.11.2026" in shown


@pytest.mark.parametrize(
    "name",
    [
        "melder-navn",
        f"{BARN}-navn",
        f"{FORESATT}-navn",
        "bekymring-kjent_lenge",
        "bekymring-forhold",
        "bekymring-hendelse-1-hva",
        "bekymring-vurdering",
        "dialog-dialog",
        "dialog-tiltak",
        "dialog-andre_tjenester",
        "dialog-andre_i_familien",
    ],
)
def test_each_of_the_ten_items_is_demanded(found, name):
    """A17."""
    assert list(found({name: None})) == [name]


@pytest.mark.parametrize(
    ("tjeneste", "keys"),
    [
        ("barnehage", ["bhl-46"]),
        ("skole", ["oppll-24-3"]),
        ("ppt", ["oppll-24-3"]),
        ("helsestasjon", ["hpl-33"]),
        ("bup", ["hpl-33"]),
        ("nav", ["bvl-13-2"]),
    ],
)
def test_the_law_is_the_reporters_own(kind, melding, tjeneste, keys):
    """A9."""
    assert kind.law_keys(melding({"melder-tjeneste": tjeneste})) == keys


def test_serious_behaviour_only_where_the_law_has_it(found):
    """A9: not a ground in barnehageloven § 46."""
    assert list(found({"grunn-grunn": "e"})) == ["grunn-grunn"]
    assert found({"grunn-grunn": "e", "melder-tjeneste": "skole"}) == {}


def test_informed_no_demands_why_not(found):
    """§3: per child and per guardian; the national schema does not demand it, we do."""
    assert list(found({f"{BARN}-orientert_grunn": None})) == [f"{BARN}-orientert_grunn"]
    assert list(found({f"{FORESATT}-orientert": "nei"})) == [f"{FORESATT}-orientert_grunn"]


@pytest.mark.parametrize("code", ["overgrep", "vold", "fare"])
def test_suspicion_silences(kind, melding, found, code):
    """A13: any of the three demands what it rests on, an account where guardians know, and hides the document."""
    assert list(found({"grunn-mistanke": code})) == ["grunn-mistanke_grunn", f"{FORESATT}-orientert_forklaring"]
    told = {"grunn-mistanke": code, "grunn-mistanke_grunn": "Hun fortalte det.", f"{FORESATT}-orientert": "nei"}
    told |= {f"{FORESATT}-orientert_grunn": "Mistanken"}
    assert found(told) == {}
    notes = [
        field for field in melding(told).walk() if field.kind == "note" and field.applies and field.source == "A13"
    ]
    assert {field.name for field in notes} >= {"grunn-ikke_orienter", f"{FORESATT}-ikke_orienter"}
    assert form_holds(melding(told), effect(kind, HideFromGuardians).when)
    assert not form_holds(melding(), effect(kind, HideFromGuardians).when)


def test_no_suspicion_cannot_stand_beside_one(found):
    """A13."""
    assert "grunn-mistanke" in found({"grunn-mistanke": ["vold", "ingen"]})


def test_an_unknown_guardian_never_blocks(found):
    """§3: tick, or an entry that says unknown; neither is asked for."""
    unknown = TOM_FORESATT | {"foresatte-ukjent": "ja"}
    assert found(unknown) == {}
    assert found(unknown | {f"{FORESATT}-id": None}) == {}
    assert list(found(TOM_FORESATT | {f"{FORESATT}-id": None})) == ["foresatte-ukjent"]


def test_several_children_are_each_described(found):
    """A16."""
    second = {f"barn-barn-2-{name.rpartition('-')[2]}": value for name, value in whole_child().items()}
    assert list(found(second)) == [f"{BARN}-situasjon", "barn-barn-2-situasjon"]


def whole_child():
    names = ("id", "ufoedt", "navn", "foedselsdato", "adresse", "tolk", "orientert", "orientert_grunn", "hoert")
    values = ("2", "nei", "Per Prøve", "1.1.2024", "ukjent", "nei", "nei", "For liten", "ja")
    return dict(zip((f"x-{name}" for name in names), values, strict=True)) | {"x-hoert_hvordan": "I lek"}


def test_number_date_or_age_of_the_child(found):
    """A17: any of the three; never both number and date."""
    assert list(found({f"{BARN}-foedselsdato": None})) == [f"{BARN}-fnr"]
    assert found({f"{BARN}-foedselsdato": None, f"{BARN}-alder": "4 år"}) == {}
    assert list(found({f"{BARN}-fnr": "12345678901"})) == [f"{BARN}-fnr", f"{BARN}-foedselsdato"]


@pytest.mark.parametrize("who", [BARN, FORESATT])
def test_a_graded_address_is_never_taken(found, melding, who):
    """§1, §6.7: what was typed is refused, kept out of the answers and out of what is shown."""
    changes = {f"{who}-adressegradering": "strengt_fortrolig", f"{who}-adresse": "Hemmeligveien 3"}
    assert list(found(changes)) == [f"{who}-adresse"]
    assert "Hemmeligveien" not in json.dumps([tree(melding(changes)), typed(melding(changes))])


def test_consent_is_never_asked_for_a_born_child(melding):
    """A5: no field that applies asks for it."""
    asked = [
        field.name for field in melding().answers() if field.applies and "samtykke" in str(field.label.text).lower()
    ]
    assert asked == []


def test_an_unborn_child_rests_on_consent(kind, melding, found):
    """§3: asked then; with it the report goes to barnevern."""
    assert list(found(UFOEDT)) == [f"{BARN}-gravid_samtykke"]
    with_consent = UFOEDT | {f"{BARN}-gravid_samtykke": "ja"}
    assert found(with_consent) == {}
    assert kind.law_keys(melding(with_consent)) == ["fvl-13a"]


def test_without_consent_an_unborn_child_goes_to_the_health_service(kind, melding, found):
    """§3: hpl § 32; not to barnevern, and barnevern's deadlines do not run."""
    without = UFOEDT | {f"{BARN}-gravid_samtykke": "nei", f"{BARN}-hpl_32": "Rus", "melder-tjeneste": "helsestasjon"}
    assert list(found(without)) == [f"{BARN}-gravid_samtykke"]
    sent = without | {
        "mottaker-enhet": "helse_omsorg",
        "mottaker-annet_navn": "Helse",
        "mottaker-kommunenavn": "Fjordvik",
    }
    assert found(sent) == {}
    assert kind.law_keys(melding(sent)) == ["hpl-32", "hol-10-3"]
    assert not any(form_holds(melding(sent), deadline.when) for deadline in kind.deadlines)


def test_the_health_service_gets_no_report_on_a_born_child(found):
    """§3: only barnevern does."""
    assert {"mottaker-enhet", f"{BARN}-ufoedt"} <= set(found({"mottaker-enhet": "helse_omsorg"}))


def test_acute_the_call_five_lines_and_the_child_are_enough(kind, melding, found):
    """A14: the rest comes later; until then the guardians see nothing."""
    later = ("grunn-", "foresatte-", "bekymring-", "dialog-")
    short = {name: None for name in melding().meta.run.by_name() if name.startswith(later)}
    short |= {f"{BARN}-{name}": None for name in ("foedselsdato", "adresse", "tolk", "orientert", "orientert_grunn")}
    short |= {f"{BARN}-{name}": None for name in ("hoert", "hoert_hvordan")}
    assert found(AKUTT | short) == {}
    assert form_holds(melding(AKUTT | short), effect(kind, HideFromGuardians).when)
    assert "bekymring-forhold" in found(AKUTT | short | {"mottaker-resten": "naa"})
    assert list(found(AKUTT | short | {f"{BARN}-navn": None})) == [f"{BARN}-navn"]


def test_a_later_left_from_when_it_was_acute_excuses_nothing(found):
    """A14: an answer whose own question no longer applies counts for nothing, and is refused."""
    assert list(found({"mottaker-resten": "etterpaa", "bekymring-forhold": None})) == [
        "mottaker-resten",
        "bekymring-forhold",
    ]


@pytest.mark.parametrize("name", [name for name in AKUTT if not name.endswith(("haster", "nummer"))])
def test_acute_each_line_is_demanded(found, name):
    """A14."""
    assert name in found(AKUTT | {name: None})


def test_acute_but_not_called_yet_is_no_gate(found):
    """A14, K16: a reason is enough."""
    called = {name: None for name in AKUTT if name.startswith("mottaker-ringt_")}
    assert found(AKUTT | called | {"mottaker-ringt": "nei", "mottaker-ikke_ringt": "Ingen svarte"}) == {}


def test_the_leader_is_told_or_the_deputy(kind, melding):
    """K19: the deputy when the report concerns the leader."""
    told = effect(kind, NotifyLeader)
    assert not form_holds(melding(), told.unless)
    assert form_holds(melding({"melder-gjelder_ansatt": "leder"}), told.unless)


def test_another_barnevern_is_named_with_its_municipality(found):
    """§3: name, number and name of the municipality; 00 where there is no district."""
    other = {"mottaker-enhet": "annet"}
    names = ["mottaker-annet_navn", "mottaker-kommunenummer", "mottaker-kommunenavn"]
    assert list(found(other)) == names
    assert found(other | dict(zip(names, ("Vik barnevern", "9999", "Vik"), strict=True))) == {}
    assert list(found(other | dict(zip(names, ("Vik barnevern", "99", "Vik"), strict=True)))) == [
        "mottaker-kommunenummer"
    ]


def test_filed_under_a_title_that_gives_nothing_away(kind):
    """The archive's public title names neither child nor report."""
    assert (kind.archive.journalposttype, kind.archive.dokumenttype) == ("U", "MELDING")
    assert str(kind.archive.public_title) == "Melding"


def test_what_the_report_starts(kind, melding):
    """A18: F1-F4 at barnevern; F3 and F4 not for an unborn child without the pregnant woman's consent."""

    def running(answers=None):
        form = melding(answers or {})
        return [deadline.code for deadline in kind.deadlines if form_holds(form, deadline.when)]

    assert running() == running(UFOEDT | {f"{BARN}-gravid_samtykke": "ja"}) == ["F1", "F2", "F3", "F4"]
    assert running(UFOEDT | {f"{BARN}-gravid_samtykke": "nei"}) == ["F1", "F2"]
