"""Finish: one short transaction that checks, freezes and sends; what is finished never changes (domain.md §2, K16)."""

import re
from dataclasses import replace

import pytest

from forms import bekymringsmelding
from samhandling.model import Enhet, Kommune, now
from samhandling.store.actor import command_service
from samhandling.vocabulary.kind import ArchiveFacts, Catalogue
from samhandling.vocabulary.text import use_locale
from samhandling.work import people
from samhandling.work.demo_document import report
from samhandling.work.draft import Change, save_draft
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.listing import home
from samhandling.work.relation import block
from samhandling.work.sealing import document_view
from tests.work.scene import KIND, OTHER_BARNEVERN, Scene, together

SUSPECTED = {"grunn-mistanke": "vold", "grunn-mistanke_grunn": "Barnet fortalte det.",
    "foresatte-foresatt-1-orientert": "nei", "foresatte-foresatt-1-orientert_grunn": "Mistanke om vold."
}  # fmt: skip


def view(scene: Scene, dokument_id: str):
    from samhandling.store.actor import WORKER  # noqa: PLC0415 - used here alone

    with scene.house.database.read(WORKER) as session:
        return document_view(session, dokument_id)


def test_a_finished_document_shows_and_prints_what_it_said(scene: Scene):
    """Later changes of form, kind, law and the unit's name change neither the page nor what is still to be printed."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    tree, printed = scene.page(who, done).tree, view(scene, done)
    assert printed.enhet == "Solstua barnehage"
    assert printed.law
    scene.sql("UPDATE lov SET tekst = 'en annen ordlyd', paragraf = '§ 999'")
    scene.sql("UPDATE enhet SET navn = 'Nytt navn' WHERE navn = 'Solstua barnehage'")
    scene.sql("UPDATE bruker SET navn = 'Nytt Navn', tittel = 'ny tittel'")
    changed = replace(
        bekymringsmelding.KIND, version=2, title="Noe annet", law=(), rules=(),
        archive=ArchiveFacts("X", "NOTAT", "Annet", "Annet"),
    )  # fmt: skip
    later = scene.with_catalogue(Catalogue([changed]))
    assert later.page(who, done).tree == tree
    assert view(later, done) == printed


def test_the_title_is_in_the_language_it_was_finished_in(scene: Scene):
    """A draft begun in one language and finished in another is one document in one language."""
    who = scene.actor("per.pedagog")
    with use_locale("nb"):
        draft_id = scene.fill(who)
    scene.sql("UPDATE dokument SET tittel = 'Draft title of another day'")
    with use_locale("nb"):
        assert scene.finish(who, draft_id) == []
    assert scene.page(who, draft_id).dokument.tittel == "Bekymringsmelding"


def test_what_is_finished_cannot_be_finished_or_written_again(scene: Scene):
    """A second finish and a late save of a slow browser both say so, and change nothing."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    before = scene.everything()
    with pytest.raises(ConflictError):
        scene.finish(who, done)
    with pytest.raises(ConflictError):
        save_draft(scene.house, who, done, {"bekymring-forhold": Change([], ["nytt"])})
    assert scene.everything() == before


def test_two_finishes_at_the_same_time_are_one(scene: Scene):
    """A double click on two servers: one finishes, the other is told; one number, one copy, one job."""
    who = scene.actor("per.pedagog")
    for turn in range(1, 4):
        draft_id = scene.fill(who)
        results = together(*[lambda each=draft_id: scene.finish(who, each)] * 3)
        assert sorted(type(each).__name__ for each in results) == ["ConflictError", "ConflictError", "list"]
        assert [each for each in results if isinstance(each, list)] == [[]]
        assert len(scene.sql("SELECT id FROM dokument WHERE kilde_id = :id", id=draft_id)) == 1
        assert list(scene.jobs(draft_id)) == ["forsegl"]
        assert scene.sql("SELECT siste FROM nummerserie")[0].siste == turn
    scene.access_is_right()


def other_kommune(scene: Scene) -> str:
    """A second municipality on this instance with its own barnevern; return that unit's id."""
    with scene.house.database.write(command_service(())) as session:
        kommune = Kommune(nummer="4698", navn="Nordvik kommune")
        session.add(kommune)
        session.flush()
        facts = {"navn": "Nordvik barneverntjeneste", "adresse": "Kaia 1", "telefon": "55 00 20 00"}
        unit = people.add_unit_in(session, Enhet(kommune_id=kommune.id, tjeneste="barnevern", **facts)).id
    passord, epost = "et-langt-passord-2026", "nora@nordvik.example"
    new = people.NewUser("nora.nordvik", "Nora Nord", passord, "barnevernspedagog", epost)
    people.add_user(scene.house, new, unit, "mottak")
    return unit


def test_numbers_are_unique_in_a_municipality_and_year(scene: Scene):
    """Eight finishes at once get eight numbers without a gap; another municipality counts for itself."""
    other_kommune(scene)
    writers = [scene.actor(name) for name in ("per.pedagog", "kari.styrer", "nils.styrer", "hanne.helse")] * 2
    drafts = [(who, scene.fill(who, {"melder-tjeneste": "barnehage"})) for who in writers]
    results = together(*(lambda who=who, draft=draft: scene.finish(who, draft) for who, draft in drafts))
    assert results == [[]] * 8
    year = now().year
    numbers = sorted(scene.page(who, draft).dokument.nummer for who, draft in drafts)
    assert numbers == [f"4699-{year}-{number:06d}" for number in range(1, 9)]
    elsewhere, findings = report(scene.house, scene.actor("nora.nordvik"), KIND)
    assert findings == []
    assert scene.page(scene.actor("nora.nordvik"), elsewhere).dokument.nummer == f"4698-{year}-000001"
    scene.access_is_right()


@pytest.mark.parametrize("fnr", ["10841900109", "14832250075"])
def test_a_child_in_three_reports_at_once_is_one_child(scene: Scene, fnr: str):
    """Reports from two units at the same moment, on a child new or known: one row.

    It is tied to one unit: a number typed into a report opens no register to whoever typed it (§6).
    """
    child = {"barn-barn-1-navn": "Et Barn", "barn-barn-1-fnr": fnr}
    writers = [scene.actor(name) for name in ("per.pedagog", "kari.styrer", "nils.styrer")]
    drafts = [(who, scene.fill(who, child)) for who in writers]
    assert together(*(lambda w=w, d=d: scene.finish(w, d) for w, d in drafts)) == [[]] * 3
    (row,) = scene.sql("SELECT id FROM barn WHERE fnr = :fnr", fnr=fnr)
    tied = scene.sql("SELECT enhet_id FROM barn_enhet WHERE barn_id = :id", id=row.id)
    assert len(tied) == 1
    scene.access_is_right()


def test_nobody_approves_and_the_leader_is_told(scene: Scene):
    """K16, K19: an employee's report is sent by the act itself; the leader has a notice and reads it."""
    who, leader = scene.actor("per.pedagog"), scene.actor("kari.styrer")
    done = scene.finished(who)
    page = scene.page(who, done)
    assert [sent.levert is not None for sent in page.forsendelse] == [True]
    with scene.house.database.read(leader) as session:
        assert [document.id for _notice, document in home(session).notices] == [done]
    assert scene.page(leader, done).dokument.nummer == page.dokument.nummer


def test_a_report_that_names_the_leader_goes_to_the_deputy(scene: Scene):
    """K19, §6: the leader is not told and cannot open it; the deputy can."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who, {"melder-gjelder_ansatt": "leder"})
    with pytest.raises(NotFoundError):
        scene.page(scene.actor("kari.styrer"), done)
    assert scene.page(scene.actor("siv.stedfortreder"), done).dokument.id == done
    told = scene.sql("SELECT bruker_id FROM varsel WHERE dokument_id = :id", id=done)
    assert [row.bruker_id for row in told] == [scene.actor("siv.stedfortreder").id]


def test_an_inhabil_leader_is_not_told(scene: Scene):
    """§6.9: the deputy is told of a report on a child that the leader is blocked from."""
    leader, deputy = scene.actor("kari.styrer"), scene.actor("siv.stedfortreder")
    (child,) = scene.sql("SELECT id FROM barn WHERE fnr > ''")
    block(scene.house, deputy, child.id, deputy.roller[0].enhet_id, leader.id, "nabo")
    done = scene.finished(scene.actor("per.pedagog"))
    told = scene.sql("SELECT bruker_id FROM varsel WHERE dokument_id = :id", id=done)
    assert [row.bruker_id for row in told] == [deputy.id]
    with pytest.raises(NotFoundError):
        scene.page(leader, done)


def test_a_sign_that_cannot_be_printed_is_found_at_its_field(scene: Scene):
    """The finding names the field and the sign, also inside an entry; nothing is finished before it is gone."""
    who = scene.actor("per.pedagog")
    draft_id = scene.fill(who, {"bekymring-hendelse-1-hva": "Han tegnet \U0001f9ff og \U00013000"})
    (finding,) = scene.finish(who, draft_id)
    assert re.fullmatch(r"bekymring-hendelse-\d+-hva", finding.name)
    assert finding.section == "bekymring"
    assert "\U00013000" in finding.message
    scene.type(who, draft_id, {"bekymring-hendelse-1-hva": "Han tegnet. مرحبا ŋ đ ə"})
    assert scene.finish(who, draft_id) == []


@pytest.mark.parametrize("name", ["mottaker-annet_navn", "barn-barn-1-navn", "melder-navn"])
def test_a_sign_that_no_database_takes_is_a_finding(scene: Scene, name: str):
    """NUL and half a surrogate in what becomes a column are found, and never end in a fault."""
    who = scene.actor("per.pedagog")
    draft_id = scene.fill(who, {**OTHER_BARNEVERN, name: "Mio\x00 \ud800"})
    (finding,) = scene.finish(who, draft_id)
    assert finding.name.rpartition("-")[2] == name.rpartition("-")[2]


def test_the_children_are_linked_and_filed_under(scene: Scene):
    """A16: each child in the report, known or new, is tied to the document and to both units, the known one once."""
    who = scene.actor("per.pedagog")
    done = scene.finished(who)
    page = scene.page(who, done)
    (known,) = scene.sql("SELECT id FROM barn WHERE fnr = '14832250075'")
    assert [child["barn_id"] for child in page.dokument.klasser] == [known.id]
    assert page.dokument.gjelder == "Mio Testbråten"
    for each in (done, scene.copy_of(done)):
        rows = scene.sql("SELECT barn_id FROM dokument_barn WHERE dokument_id = :id", id=each)
        assert [row.barn_id for row in rows] == [known.id]


def test_suspected_violence_is_kept_from_guardians(scene: Scene):
    """A13: hidden from the guardians at both ends; without suspicion it is not."""
    who = scene.actor("per.pedagog")
    hidden, plain = scene.finished(who, SUSPECTED), scene.finished(who)
    shown = {
        each: scene.sql("SELECT skjult_for_foresatte AS s FROM dokument WHERE id = :id", id=each)[0].s
        for each in (hidden, scene.copy_of(hidden), plain)
    }
    assert [bool(value) for value in shown.values()] == [True, True, False]


def test_barnevern_can_report_to_itself(scene: Scene):
    """A report that mottak writes down stays in the unit: finished, seen by mottak, its deadlines running."""
    who = scene.actor("berit.barnevern")
    done, findings = report(scene.house, who, KIND)
    assert findings == []
    page = scene.page(who, done)
    assert sorted(row.kode for row in page.frist) == ["F1", "F2", "F3", "F4"]
    assert all(sent.levert for sent in page.forsendelse)
    scene.access_is_right()
