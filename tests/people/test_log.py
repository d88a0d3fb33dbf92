"""The log (§6.8): one event per look, change and denied try; who and when and which child, never a name or a value."""

import json
import re

import pytest
from sqlalchemy import text

from samhandling.model import Barn, Dokument
from samhandling.rules.audit import digest
from samhandling.work import worker
from samhandling.work.correct import misfile, new_version
from samhandling.work.listing import home
from samhandling.work.look import record_denied, record_look, seen_in
from samhandling.work.people import NewUser, add_user
from tests.rules.place import KARI, NILS, PER, PETRA, SIGVE, Place, demo_finish

SECRETS = re.compile(r"Mio|Testbråten|Ánne|Prøvesen|14832250075|Fjellveien|Havnegata|Solbakk|Myrvold|Liv |900 ?00 ?000")


def _events(place: Place, what: str = "%") -> list:
    with place.raw() as connection:
        chosen = text("SELECT * FROM logg WHERE hva LIKE :w ORDER BY id")
        return connection.execute(chosen, {"w": what}).all()


def _children(place: Place, event) -> set[str]:
    with place.raw() as connection:
        return set(
            connection.execute(text("SELECT barn_id FROM logg_barn WHERE logg_id = :i"), {"i": event.id}).scalars()
        )


def test_a_look_is_one_event_with_the_children_it_showed(place: Place):
    """Each child of each document that was shown is linked, and the one who looked is named by id, role and unit."""
    report, leader = place.report(PER), place.actor(KARI)
    with place.house.database.read(leader) as session:
        home(session)
        seen = seen_in(session)
    assert seen == {("Dokument", report)}
    record_look(place.house, leader, "hjem", seen, "anmodning-1")
    [event] = _events(place, "sett.%")
    assert (event.hva, event.bruker_id, event.rolle, event.dokument_id, event.foresporsel) == (
        "sett.hjem", leader.id, "leder", report, "anmodning-1")  # fmt: skip
    assert event.enhet_id == leader.roller[0].enhet_id
    assert _children(place, event) == {place.mio()}


def test_every_child_in_a_register_that_was_read_is_linked(place: Place):
    """Two children shown, two links, one event."""
    leader = place.actor(KARI)
    with place.house.database.read(leader) as session:
        shown = {row.id for row in session.query(Barn)}
        seen = seen_in(session)
    record_look(place.house, leader, "barn", seen)
    [event] = _events(place, "sett.%")
    assert _children(place, event) == shown
    assert len(shown) == 2


def test_nothing_shown_is_nothing_logged(place: Place):
    """A page without a child is no look at a child's data."""
    with place.house.database.read(place.actor(NILS)) as session:
        home(session)
        record_look(place.house, place.actor(NILS), "hjem", seen_in(session))
    assert _events(place, "sett.%") == []


@pytest.mark.parametrize("named", ["finnes-ikke", "x" * 500, "\0", "'; DROP TABLE logg --", None])
def test_a_denied_try_is_logged_whatever_it_named(place: Place, named: str | None):
    """A stranger's try is in the log with what it named, cut to what fits; a fault here would be a 500."""
    record_denied(place.house, place.actor(NILS), "dokument", named)
    [event] = _events(place, "avvist.%")
    assert event.bruker_id == place.id_of(NILS)
    assert event.dokument_id == (named[:36].replace("\0", "") if named else None)


def test_a_denied_try_at_a_real_document_is_linked_to_its_child(place: Place):
    """§6.8: the guardian can be shown that somebody tried."""
    report = place.report(PER)
    record_denied(place.house, place.actor(NILS), "dokument", report)
    [event] = _events(place, "avvist.%")
    assert _children(place, event) == {place.mio()}


def _whole_life(place: Place) -> str:
    report = place.report(PER)
    worker.drain(place.house, place.jobs())
    new_version(place.house, place.actor(PER), report)
    misfile(place.house, place.actor(KARI), report, "Feil barn: Mio Testbråten")
    add_user(place.house, NewUser("ny", "Liv Ny", "et langt passord"), "Solstua barnehage", "ansatt")
    return report


LIFE = ["dokument.opprettet", "dokument.redigert", "dokument.ferdig", "dokument.mottatt", "dokument.forseglet",
        "arkiv.pakket", "dokument.feilregistrert", "bruker.opprettet", "barn.tilknyttet"]  # fmt: skip


def test_every_change_is_an_event_and_no_event_holds_a_name(place: Place, capfd: pytest.CaptureFixture[str]):
    """Made, edited, finished, received, sealed, filed, misfiled; no name, number or address in any row or line."""
    report = _whole_life(place)
    events = _events(place)
    assert set(LIFE) <= {event.hva for event in events}
    assert [event.hva for event in events if event.dokument_id == report].count("dokument.redigert") == 1
    assert not SECRETS.search(" ".join(str(tuple(event)) for event in events))
    printed = capfd.readouterr()
    assert "job.done" in printed.out + printed.err
    assert not SECRETS.search(printed.out + printed.err)


def test_the_search_for_names_can_find(place: Place):
    """The values, which stand apart, do hold them: the pattern above is no blind one."""
    place.report(PER)
    with place.raw() as connection:
        assert SECRETS.search(str(connection.execute(text("SELECT innhold FROM logg_innhold")).scalars().all()))


def test_the_digest_binds_the_values_that_stand_apart(place: Place):
    """Recomputed from `logg_innhold` it is the event's; with any change of value or salt it is not."""
    _whole_life(place)
    with place.raw() as connection:
        rows = connection.execute(
            text("SELECT l.digest, i.salt, i.innhold FROM logg l JOIN logg_innhold i ON i.logg_id = l.id")
        )
        rows = [(row.digest, row.salt, row.innhold) for row in rows]
    assert len(rows) >= 2
    for sealed, salt, content in rows:
        values = json.loads(content) if isinstance(content, str) else content
        assert digest(salt, values) == sealed
        assert digest(salt, values | {"x": 1}) != sealed
        assert digest("0" * 32, values) != sealed
    assert len({salt for _digest, salt, _content in rows}) == len(rows)


def test_values_can_be_deleted_and_the_event_stays(place: Place):
    """When law demands it: the values go, the event keeps its digest and its children."""
    _whole_life(place)
    [event] = _events(place, "dokument.ferdig")
    before = _children(place, event)
    with place.raw() as connection:
        connection.execute(text("DELETE FROM logg_innhold"))
    [after] = _events(place, "dokument.ferdig")
    assert after == event
    assert _children(place, after) == before == {place.mio()}


def test_a_graded_address_reaches_neither_the_log_nor_its_values(place: Place):
    """§6.7: an address typed before the grading was chosen keeps the report from being finished until it is gone."""
    graded = {"BARN__adressegradering": "strengt_fortrolig"}
    typed = place.draft(PER, BARN__adresse="Hemmelig vei 1", **graded)
    assert demo_finish(place.house, place.actor(PER), typed)
    place.report(PER, BARN__adresse="", BARN__postnummer="", BARN__poststed="", **graded)
    with place.raw() as connection:
        values = str(connection.execute(text("SELECT innhold FROM logg_innhold")).scalars().all())
    assert "strengt_fortrolig" in values
    assert "Hemmelig vei" not in values


def test_who_reads_the_log(place: Place):
    """§6: one's own, the unit's for its leaders, the municipality's for the ombud; nothing for strangers to it."""
    report = place.report(PER)
    from samhandling.model import Logg  # noqa: PLC0415 — here only

    seen = {}
    for who in (PER, KARI, NILS, PETRA, SIGVE):
        with place.reading(who) as session:
            seen[who] = {row.hva for row in session.query(Logg).filter(Logg.dokument_id == report)}
    assert "dokument.ferdig" in seen[PER] & seen[KARI] & seen[PETRA]
    assert seen[NILS] == seen[SIGVE] == set()


def test_a_look_that_is_read_by_columns_is_not_remembered(place: Place):
    """What `seen_in` knows are rows: who selects columns of a child names it in `record_look` himself."""
    report = place.report(PER)
    with place.reading(KARI) as session:
        session.query(Dokument.tittel).filter(Dokument.id == report).all()
        assert seen_in(session) == set()
