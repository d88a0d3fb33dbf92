"""Drafts: raw text as typed, field by field, never lost, seen by their authors alone (domain.md §2)."""

import pytest

from samhandling.model import DokumentForfatter
from samhandling.rules import derivation
from samhandling.work.draft import (
    Change,
    add_entry,
    discard_draft,
    remove_entry,
    save_draft,
    start_document,
)
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.listing import home
from samhandling.work.register_choice import fill_from_register
from tests.work.scene import KIND, Scene

FORHOLD = "bekymring-forhold"
GARBAGE = [
    "\x00\ud800\x07",
    "<script>{{7*7}}",
    "Å" * 200_000,
    "99.99.9999",
    "مرحبا",
    " \t\r\n",
    "' OR 1=1 --",
    "\ufffe",
]


def started(scene: Scene, name: str = "per.pedagog"):
    who = scene.actor(name)
    return who, start_document(scene.house, who, KIND, who.roller[0].enhet_id)


def test_garbage_is_kept_as_typed(scene: Scene):
    """Whatever is typed into any field is kept to the letter, shown again, and stops finishing without a crash."""
    who, draft_id = started(scene)
    answers = [field.name for field in scene.draft(who, draft_id).form.answers()]
    typed = {name: [GARBAGE[place % len(GARBAGE)]] for place, name in enumerate(answers)}
    raw = scene.draft(who, draft_id).raw
    saved = save_draft(scene.house, who, draft_id, {n: Change(raw.get(n, []), v) for n, v in typed.items()})
    assert saved.refused == []
    assert saved.conflicts == {}
    kept = scene.draft(who, draft_id).raw
    whole = {name: [text.encode("utf-8", "ignore").decode() for text in texts] for name, texts in typed.items()}
    assert {name: kept.get(name) for name in answers} == whole
    assert scene.finish(who, draft_id)


def test_several_answers_where_one_belongs_are_kept_and_found(scene: Scene):
    """A browser that sends two values for one question loses neither."""
    who, draft_id = started(scene)
    save_draft(scene.house, who, draft_id, {FORHOLD: Change([], ["en", "to"])})
    assert scene.draft(who, draft_id).raw[FORHOLD] == ["en", "to"]
    assert FORHOLD in {finding.name for finding in scene.finish(who, draft_id)}


def test_unknown_names_are_refused(scene: Scene):
    """Names that the form does not have, entries that are not there, notes and sections: said and not stored."""
    who, draft_id = started(scene)
    strange = [
        "",
        "x",
        "bekymring",
        "bekymring-x",
        "barn-barn-999-navn",
        "barn-barn-999-id",
        "melder-plikt",
        "__proto__",
    ]
    before = scene.draft(who, draft_id).raw
    saved = save_draft(scene.house, who, draft_id, {name: Change([], ["x"]) for name in strange})
    assert saved.refused == sorted(strange)
    assert scene.draft(who, draft_id).raw == before


def test_two_browsers_conflict_by_field_only(scene: Scene):
    """The second browser's stale field is refused with what stands there; its other fields are kept."""
    who, draft_id = started(scene)
    save_draft(scene.house, who, draft_id, {FORHOLD: Change([], ["fra den ene"])})
    late = {FORHOLD: Change([], ["fra den andre"]), "dialog-tiltak": Change([], ["noe annet"])}
    saved = save_draft(scene.house, who, draft_id, late)
    assert saved.conflicts == {FORHOLD: ["fra den ene"]}
    raw = scene.draft(who, draft_id).raw
    assert raw[FORHOLD] == ["fra den ene"]
    assert raw["dialog-tiltak"] == ["noe annet"]
    again = save_draft(scene.house, who, draft_id, {FORHOLD: Change(["fra den ene"], ["fra den andre"])})
    assert again.conflicts == {}
    assert scene.draft(who, draft_id).raw[FORHOLD] == ["fra den andre"]


def test_line_ends_of_browsers_are_no_conflict(scene: Scene):
    """CRLF and LF are the same text, and an empty choice is the same as none."""
    who, draft_id = started(scene)
    save_draft(scene.house, who, draft_id, {FORHOLD: Change([], ["en\r\nto"])})
    saved = save_draft(scene.house, who, draft_id, {FORHOLD: Change(["en\nto"], ["en\nto\ntre"])})
    assert saved.conflicts == {}
    saved = save_draft(scene.house, who, draft_id, {"grunn-grunn": Change([""], ["a"])})
    assert saved.conflicts == {}
    assert scene.draft(who, draft_id).raw[FORHOLD] == ["en\nto\ntre"]


def test_entries_keep_their_ids(scene: Scene):
    """An entry that goes takes its text with it; the others keep ids and text; a late save into it is refused."""
    who, draft_id = started(scene)
    prefix = "bekymring-hendelse"
    ids = [add_entry(scene.house, who, draft_id, prefix) for _ in range(3)]
    first, second, third = (f"{prefix}-{each}-hva" for each in ids)
    save_draft(scene.house, who, draft_id, {n: Change([], [n]) for n in (first, second, third)})
    remove_entry(scene.house, who, draft_id, prefix, ids[1])
    raw = scene.draft(who, draft_id).raw
    assert raw[first] == [first]
    assert raw[third] == [third]
    assert not [name for name in raw if f"-{ids[1]}-" in name]
    assert save_draft(scene.house, who, draft_id, {second: Change([second], ["sent"])}).refused == [second]
    assert add_entry(scene.house, who, draft_id, prefix) not in ids
    with pytest.raises(NotFoundError):
        add_entry(scene.house, who, draft_id, "bekymring-x")


def test_a_group_that_is_full_takes_no_more(scene: Scene):
    """The twenty-first child is refused, and nothing is lost."""
    who, draft_id = started(scene)
    for _ in range(19):
        add_entry(scene.house, who, draft_id, "barn-barn")
    with pytest.raises(ConflictError):
        add_entry(scene.house, who, draft_id, "barn-barn")


def test_the_register_never_gives_a_graded_address(scene: Scene):
    """§6.7: a child's or a guardian's graded address stays in the register; what was typed is replaced."""
    who, draft_id = started(scene)
    scene.sql("UPDATE barn SET adressegradering='fortrolig' WHERE fnr > ''")
    scene.sql("UPDATE barn_enhet SET adresse='Hemmelig 1', postnummer='0001'")
    scene.sql("UPDATE foresatt SET adressegradering='strengt_fortrolig'")
    scene.sql("UPDATE foresatt_enhet SET adresse='Skjult 2'")
    (child,) = scene.sql("SELECT id FROM barn WHERE fnr > ''")
    scene.type(who, draft_id, {"barn-barn-1-register": child.id, "barn-barn-1-adresse": "Hemmelig 1"})
    chosen = next(n for n in scene.draft(who, draft_id).raw if n.endswith("-register"))
    fill_from_register(scene.house, who, draft_id, chosen)
    raw = scene.draft(who, draft_id).raw
    values = {text for texts in raw.values() for text in texts}
    assert {"Mio Testbråten", "14832250075", "Liv Testbråten", "fortrolig", "strengt_fortrolig"} <= values
    assert not {"Hemmelig 1", "Skjult 2"} & values


def test_the_register_fills_own_guardians_once(scene: Scene):
    """Guardians come along as the own unit knows them, nothing of what another knows; filling twice adds none."""
    who, draft_id = started(scene)
    (child,) = scene.sql("SELECT id FROM barn WHERE fnr > ''")
    other = scene.unit("Fjordgløtt barnehage")
    rows = scene.sql("SELECT * FROM foresatt_enhet WHERE barn_id = :id", id=child.id)
    made = {**rows[0]._mapping, "id": "fremmed", "telefon": "911 11 111", "relasjon": "tante", "enhet_id": other}
    names = ", ".join(made)
    scene.sql(f"INSERT INTO foresatt_enhet ({names}) VALUES ({', '.join(f':{n}' for n in made)})", **made)
    scene.type(who, draft_id, {"barn-barn-1-register": child.id})
    chosen = next(n for n in scene.draft(who, draft_id).raw if n.endswith("-register"))
    for _ in range(2):
        fill_from_register(scene.house, who, draft_id, chosen)
    raw = scene.draft(who, draft_id).raw
    guardians = [raw[name] for name in raw if name.startswith("foresatte-foresatt-") and name.endswith("-navn")]
    assert guardians == [["Liv Testbråten"]]
    assert not {"911 11 111", "tante"} & {text for texts in raw.values() for text in texts}


def test_a_child_out_of_sight_fills_nothing(scene: Scene):
    """The other kindergarten's head cannot draw a child out of the register by its id."""
    who, draft_id = started(scene, "nils.styrer")
    (child,) = scene.sql("SELECT id FROM barn WHERE fnr > ''")
    scene.type(who, draft_id, {"barn-barn-1-register": child.id})
    chosen = next(n for n in scene.draft(who, draft_id).raw if n.endswith("-register"))
    with pytest.raises(NotFoundError):
        fill_from_register(scene.house, who, draft_id, chosen)
    assert "Mio Testbråten" not in str(scene.draft(who, draft_id).raw)


def test_a_discarded_draft_leaves_only_its_trace(scene: Scene):
    """Nothing of it can be read; the log says that it was there; a finished document cannot be discarded."""
    who, draft_id = started(scene)
    scene.type(who, draft_id, {FORHOLD: "Hemmelig tekst"})
    discard_draft(scene.house, who, draft_id)
    with pytest.raises(NotFoundError):
        scene.draft(who, draft_id)
    assert "Hemmelig tekst" not in str(scene.everything())
    events = [row.hva for row in scene.sql("SELECT hva FROM logg WHERE dokument_id = :id ORDER BY id", id=draft_id)]
    assert events == ["dokument.opprettet", "dokument.redigert", "dokument.forkastet"]
    done = scene.finished(who)
    with pytest.raises(ConflictError):
        discard_draft(scene.house, who, done)
    scene.access_is_right()


@pytest.mark.parametrize("stranger", ["kari.styrer", "siv.stedfortreder", "nils.styrer", "berit.barnevern"])
def test_a_draft_is_its_authors_alone(scene: Scene, stranger: str):
    """§6: neither the leader nor anybody else sees it, writes in it, finishes it or throws it away."""
    _author, draft_id = started(scene)
    other, house = scene.actor(stranger), scene.house
    before = scene.everything()
    for act in (
        lambda: scene.draft(other, draft_id),
        lambda: scene.page(other, draft_id),
        lambda: save_draft(house, other, draft_id, {FORHOLD: Change([], ["x"])}),
        lambda: add_entry(house, other, draft_id, "barn-barn"),
        lambda: remove_entry(house, other, draft_id, "barn-barn", "1"),
        lambda: fill_from_register(house, other, draft_id, "barn-barn-1-register"),
        lambda: scene.finish(other, draft_id),
        lambda: discard_draft(house, other, draft_id),
    ):
        with pytest.raises(NotFoundError):
            act()
    with house.database.read(other) as session:
        assert home(session).drafts == []
    assert scene.everything() == before


def test_an_editing_session_is_one_event_for_each_person(scene: Scene):
    """Saving often logs once; a second author has an event of their own, also when they lead the unit."""
    who, draft_id = started(scene)
    leader = scene.actor("kari.styrer")
    with scene.house.database.write(who) as session:
        session.add(DokumentForfatter(dokument_id=draft_id, bruker_id=leader.id))
        derivation.rewrite_dokument(session, draft_id)
    for text in ("en", "to", "tre"):
        scene.type(who, draft_id, {FORHOLD: text})
    scene.type(leader, draft_id, {FORHOLD: "fire"})
    edits = scene.sql("SELECT bruker_id FROM logg WHERE hva = 'dokument.redigert' AND dokument_id = :id", id=draft_id)
    assert sorted(row.bruker_id for row in edits) == sorted([who.id, leader.id])


def test_finishing_an_incomplete_draft_writes_nothing(scene: Scene):
    """Every finding at once, each with its field and section; not a row is changed, no number is used."""
    who, draft_id = started(scene)
    before = scene.everything()
    findings = scene.finish(who, draft_id)
    assert {"mottaker", "melder", "grunn", "barn", "foresatte", "bekymring", "dialog"} == {f.section for f in findings}
    assert all(f.message and f.label and f.name.startswith(f.section) for f in findings)
    assert scene.everything() == before
