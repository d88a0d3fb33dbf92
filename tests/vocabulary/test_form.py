"""Sections, groups, conditions, the check and the frozen tree, shown on a kind made for the test."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samhandling.vocabulary.answers import texts, tree, typed, values_at
from samhandling.vocabulary.check import check
from samhandling.vocabulary.draft import fill_from_register, first_answers, known_names, new_entry
from samhandling.vocabulary.faults import declaration_faults
from samhandling.vocabulary.form import FormContext, build
from samhandling.vocabulary.kind import Catalogue
from samhandling.vocabulary.raw import add_entry, entry_ids, remove_entry

ID = "1700000000000"
GOOD = {
    "tur-dato": ["22.11.2026"],
    f"barn-barn-{ID}-id": [ID],
    f"barn-barn-{ID}-navn": ["Nora"],
    f"barn-barn-{ID}-svoemmer": ["ja"],
    f"barn-barn-{ID}-hvor": ["25 m"],
}


def found(form):
    return {finding.name: finding for finding in check(form)}


def test_a_whole_document_has_no_findings(form):
    """What is demanded is there."""
    assert check(form(GOOD)) == []


def test_a_new_draft_holds_what_is_known(kind, context):
    """Known values, starting values, first entries."""
    assert first_answers(kind, context, int(ID)) == {
        f"barn-barn-{ID}-id": [ID],
        f"barn-barn-{ID}-svoemmer": ["nei"],
        "tur-dato": ["22.11.2026"],
    }


def test_all_findings_come_at_once_in_screen_order(form):
    """Each with the input to go to, its label, its message and its rule."""
    findings = check(form(GOOD | {"tur-dato": ["i går"], f"barn-barn-{ID}-navn": [" "], f"barn-barn-{ID}-hvor": []}))
    assert [(f.name, f.label, f.rule) for f in findings] == [
        ("tur-dato", "Dato", ""),
        (f"barn-barn-{ID}-navn", "Barn 1: Navn", ""),
        (f"barn-barn-{ID}-hvor", "Barn 1: Hvor langt?", "T1"),
    ]
    assert all(f.message for f in findings)


def test_an_answer_out_of_place_is_refused_and_kept(form):
    """The condition does not hold but something was typed: said, shown, never dropped."""
    raw = GOOD | {f"barn-barn-{ID}-svoemmer": ["nei"]}
    made = form(raw)
    finding = found(made)[f"barn-barn-{ID}-hvor"]
    assert "«Svømmer barnet?» er «Ja»" in finding.message
    assert made.barn.barn.entries[0].form.hvor.raw_text == "25 m"
    assert "hvor" not in typed(made)["barn"]["barn"][0]


def test_a_section_under_a_condition_takes_its_fields_along(form):
    """Not demanded and not taken when it does not apply; both when it does."""
    assert "«Slags tur» er «Sjø»" in found(form(GOOD | {"sjoe-vest": ["ja"]}))["sjoe-vest"].message
    assert set(found(form(GOOD | {"tur-slag": ["sjoe"]}))) == {"sjoe-vest"}


def test_an_option_can_depend_on_another_answer(form):
    """An option whose condition does not hold cannot be chosen."""
    raw = GOOD | {
        f"barn-barn-{ID}-svoemmer": ["nei"],
        f"barn-barn-{ID}-hvor": [],
        "tur-slag": ["sjoe"],
        "sjoe-vest": ["ja"],
    }
    assert "«Sjø»" in found(form(raw))["tur-slag"].message
    assert form(raw).tur.slag.choices == [("skog", "Skog")]


def test_a_choice_no_longer_offered_is_kept_and_refused(form):
    """A unit that has gone is shown as it was."""
    made = form(GOOD | {"tur-sted": ["e9"]})
    assert made.tur.sted.unknown == ["e9"]
    assert set(found(made)) == {"tur-sted"}


def test_several_choices_and_the_one_that_stands_alone(form):
    """In the options' order; «intet» not beside others."""
    assert typed(form(GOOD | {"tur-utstyr": ["kart", "tau", "kart"]}))["tur"]["utstyr"] == ["tau", "kart"]
    assert set(found(form(GOOD | {"tur-utstyr": ["intet", "tau"]}))) == {"tur-utstyr"}


def test_declared_rules_are_judged(form):
    """A rule across fields is a finding with its ID."""
    assert found(form(GOOD | {"tur-slag": ["skog"]}))["tur-utstyr"].rule == "T3"


def test_entries_keep_their_ids_for_life(form):
    """Taking one away moves none of the others."""
    raw = GOOD | {"barn-barn-7-id": ["7"], "barn-barn-7-navn": ["Ola"]}
    assert [entry.entry_id for entry in form(raw).barn.barn.entries] == ["7", ID]
    rest = {name: value for name, value in raw.items() if name not in remove_entry(raw, "barn-barn", 7)}
    assert rest == GOOD
    assert form(rest).barn.barn.entries[0].form.navn.name == f"barn-barn-{ID}-navn"


def test_an_entry_exists_by_its_id_alone(kind, context):
    """An empty one is there; a taken id gives the next; foreign ids make none."""
    change = new_entry(kind, GOOD, "barn-barn", int(ID), context)
    assert change == {f"barn-barn-{int(ID) + 1}-id": [str(int(ID) + 1)], f"barn-barn-{int(ID) + 1}-svoemmer": ["nei"]}
    assert add_entry({}, "barn-barn", 5) == {"barn-barn-5-id": ["5"]}
    assert entry_ids({"g-²-id": [], "g-007-id": [], "g--id": [], "g-" + "9" * 5000 + "-id": [], "g-3-id": []}, "g") == [
        "3"
    ]


def test_too_few_and_too_many_entries(form):
    """Said at the group, with nothing cut off."""
    many = GOOD | {
        f"barn-barn-{i}-{name}": [value] for i in range(1, 4) for name, value in (("id", "1"), ("navn", "A"))
    }
    assert set(found(form(many))) == {"barn-barn"}
    assert len(typed(form(many))["barn"]["barn"]) == 4
    assert set(found(form({"tur-dato": ["1.1.26"]}))) == {"barn-barn"}


def test_the_screen_gets_conditions_as_data(form):
    """Names of inputs and values; * for every entry's id."""
    made = form(GOOD)
    assert made.barn.barn.entries[0].form.hvor.when_data == {
        "op": "is",
        "name": f"barn-barn-{ID}-svoemmer",
        "values": ["ja"],
    }
    assert made.barn.barn.entries[0].form.alene.when_data == {"op": "count", "name": "barn-barn-*-id", "least": 2}
    assert made.tur.slag.all_choices[1][2] == {"op": "is", "name": "barn-barn-*-svoemmer", "values": ["ja"]}
    assert made.sjoe.form.merknad.when_data["op"] == "any"


def test_a_note_shows_known_values(form, kind):
    """A missing one is said to be missing."""
    assert form({}).tur.om.text == "Ring 99 99 99 99 ved uhell."
    assert "ikke registrert" in build(kind, {}, FormContext(date(2026, 1, 1))).tur.om.text


def test_a_row_of_the_register_fills_the_entry(form):
    """The change goes into the draft; the internal id is never shown to a reader."""
    field = form(GOOD).barn.barn.entries[0].form.register
    assert fill_from_register(field, {"navn": "Nora"}) == {
        f"barn-barn-{ID}-navn": ["Nora"],
        f"barn-barn-{ID}-fnr": [""],
    }
    chosen = form(GOOD | {f"barn-barn-{ID}-register": ["b1"]})
    assert values_at(typed(chosen), "/barn/barn/register") == ["b1"]
    assert "Hent" not in list(texts(tree(chosen)))


def test_only_declared_inputs_are_known(kind, context):
    """A save of any other name can be refused; notes and unknown entries among them."""
    known = known_names(kind, GOOD, context)
    assert set(GOOD) <= known
    assert not known & {"tur-om", "barn-barn", "barn-barn-1-navn", "tur-ukjent"}


def test_the_tree_is_what_was_shown(form):
    """Labels and values, plain JSON, the same each time; blank entries left out."""
    raw = GOOD | {"barn-barn-1800000000000-id": ["1"], "barn-barn-1800000000000-svoemmer": ["nei"]}
    frozen = tree(form(raw))
    assert json.loads(json.dumps(frozen)) == frozen == tree(form(dict(reversed(raw.items()))))
    assert frozen[0] == {
        "key": "tur",
        "title": "Turen",
        "law": ["bhl-3"],
        "items": [{"t": "line", "name": "tur-dato", "label": "Dato", "value": "22.11.2026", "long": False}],
    }
    assert frozen[1]["items"][0]["entries"][0]["title"] == "Barn 1"
    assert len(frozen[1]["items"][0]["entries"]) == 1
    assert list(texts(frozen))[-2:] == ["Hvor langt?", "25 m"]


def test_typed_answers_are_plain_json(form):
    """Codes, ISO dates, entries with their ids."""
    answers = typed(form(GOOD))
    assert answers["tur"] == {"dato": "2026-11-22"}
    assert answers["barn"]["barn"] == [{"id": ID, "navn": "Nora", "svoemmer": "ja", "hvor": "25 m"}]
    assert json.loads(json.dumps(answers)) == answers


def test_text_is_composed_and_otherwise_shown_as_typed(form):
    """NFC and plain line feeds; spaces stay."""
    made = form(GOOD | {f"barn-barn-{ID}-navn": ["  Ha\u030akon\r\n"]})
    assert made.barn.barn.entries[0].form.navn.raw_text == "  Håkon\n"
    assert values_at(typed(made), "/barn/barn/navn") == ["Håkon"]
    word = form(GOOD | {"tur-slag": ["sjoe"], "sjoe-vest": ["nei"], "sjoe-merknad": ["én\x0bto"]})
    assert tree(word)[-1]["items"][-1]["value"] == "én\nto"


def test_the_declaration_is_whole(kind):
    """Every path leads to a field; a catalogue refuses a doubled key."""
    assert declaration_faults(kind) == []
    with pytest.raises(ValueError, match="'tur'"):
        Catalogue((kind, kind))


NAMES = st.sampled_from([*GOOD, "tur-slag", "tur-utstyr", "tur-sted", "sjoe-vest", "barn-barn-²-id", "-", "barn-barn"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.dictionaries(NAMES | st.text(), st.lists(st.text() | st.sampled_from(["ja", "sjoe", "skog"]))))
def test_drafts_of_anything_never_raise(kind, context, raw):
    """Built, checked, shown and typed, whatever stands in it."""
    made = build(kind, raw, context)
    check(made)
    json.dumps([tree(made), typed(made)])
    known_names(kind, raw, context)
