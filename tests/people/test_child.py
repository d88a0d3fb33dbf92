"""The one row of a child: found by its full number or made; the answer shows nothing that was not typed."""

import threading

import pytest
from sqlalchemy import text

from samhandling.model import Enhet
from samhandling.rules import derivation
from samhandling.store.actor import command_service
from samhandling.work.child import link_child
from tests.rules.place import KARI, MIO_FNR, NILS, Place, open_place

NEW = {"navn": "Nora Ny", "fnr": "14832250156", "foedselsdato": "2022-03-14"}
BORN = {"navn": "Aina Uten", "foedselsdato": "2021-05-06"}


@pytest.fixture
def link(place: Place):
    def _link(unit: str, **facts: str) -> str:
        with place.house.database.write(command_service(())) as session:
            return link_child(session, place.unit(unit), facts)

    return _link


SOLSTUA, FJORD, PPT = "Solstua barnehage", "Fjordgløtt barnehage", "Lyngvær PPT"


def _count(place: Place, table: str) -> int:
    return place.value(f"SELECT count(*) FROM {table}")


def test_one_row_per_municipality_and_number(place: Place, link):
    """Three units, one child: one row, a tie each; tying again makes nothing."""
    before = _count(place, "barn"), _count(place, "barn_enhet")
    ids = {link(unit, **NEW) for unit in (SOLSTUA, FJORD, PPT, SOLSTUA, SOLSTUA)}
    assert len(ids) == 1
    assert (_count(place, "barn"), _count(place, "barn_enhet")) == (before[0] + 1, before[1] + 3)
    assert place.differences() == []


def test_another_municipality_has_its_own_row(place: Place, link):
    """The same number there is another row: each municipality answers for its own."""
    first = link(SOLSTUA, **NEW)
    with place.raw() as connection:
        connection.execute(text("INSERT INTO kommune (id, nummer, navn, maalform) VALUES ('k', '4698', 'Nabo', 'nb')"))
        connection.execute(text("UPDATE enhet SET kommune_id = 'k' WHERE navn = :n"), {"n": FJORD})
    assert link(FJORD, **NEW) != first


def test_a_number_with_another_name_opens_nothing(place: Place, link):
    """Who guesses a number gets a row of their own, with what they typed: as for a child nobody knows."""
    mio = place.mio()
    guessed = link(FJORD, navn="Feil Navn", fnr=MIO_FNR, foedselsdato="2022-03-14")
    unknown = link(FJORD, **NEW)
    assert guessed not in {mio, unknown}
    with place.raw() as connection:
        rows = {row.id: row for row in connection.execute(text("SELECT * FROM barn"))}
    assert (rows[guessed].navn, rows[guessed].fnr, rows[guessed].fnr_oppgitt) == ("Feil Navn", None, MIO_FNR)
    assert rows[mio].navn == "Mio Testbråten"
    assert link(FJORD, navn="Feil Navn", fnr=MIO_FNR, foedselsdato="2022-03-14") == guessed


@pytest.mark.parametrize("name", ["Mio Testbråten", "mio testbråten", "Testbråten, Mio", "Mio Andreas Testbråten"])
def test_the_name_may_be_written_in_many_ways(place: Place, link, name: str):
    """One child, one row: order, letters' case and a middle name make no other child."""
    assert link(FJORD, navn=name, fnr=MIO_FNR) == place.mio()


def test_guessing_a_name_is_slowed_and_nobody_is_told(place: Place):
    """After five wrong names beside a number the right one opens nothing either, for a quarter of an hour."""
    nils, unit = place.actor(NILS), place.unit(FJORD)

    def _typed(name: str) -> str:
        with place.house.database.write(nils) as session:
            return link_child(session, session.get_one(Enhet, unit.id), {"navn": name, "fnr": MIO_FNR})

    assert place.mio() not in {_typed(f"Gjetning {letter}") for letter in "abcde"}
    assert _typed("Mio Testbråten") != place.mio()
    with place.raw() as connection:
        connection.execute(text("DELETE FROM innloggingsforsoek"))
    assert _typed("Mio Testbråten") == place.mio()


@pytest.mark.parametrize("name", ["Mio", "Testbråten", "Mio Ola Kari Testbråten", "Ola Testbråten", ""])
def test_half_a_name_opens_nothing(place: Place, link, name: str):
    """The first and the last name, and one strange word at the most: not a list of guesses."""
    assert link(FJORD, navn=name, fnr=MIO_FNR) != place.mio()


def test_a_stricter_grading_is_kept_and_never_lowered(place: Place, link):
    """§6.7: what any unit learns of a protected address protects the child everywhere."""
    for typed, kept in (("fortrolig", "fortrolig"), ("ugradert", "fortrolig"), ("klientadresse", "fortrolig")):
        link(FJORD, navn="Mio Testbråten", fnr=MIO_FNR, adressegradering=typed)
        assert place.value("SELECT adressegradering FROM barn WHERE id = :i", i=place.mio()) == kept


def test_what_a_unit_knows_stays_with_it(place: Place, link):
    """§6: the address that one unit entered is no other unit's."""
    link(FJORD, navn="Mio Testbråten", fnr=MIO_FNR, adresse="Fjordveien 1", telefon="900 11 222")
    own = "SELECT e.adresse FROM barn_enhet e JOIN enhet u ON u.id = e.enhet_id WHERE u.navn = :n AND barn_id = :b"
    assert place.value(own, n=FJORD, b=place.mio()) == "Fjordveien 1"
    assert place.value(own, n=SOLSTUA, b=place.mio()) == ""


def test_without_a_number_only_the_units_own_are_compared(place: Place, link):
    """The same name and day in the same unit is the same child; in another unit it is another's."""
    first = link(SOLSTUA, **BORN)
    assert link(SOLSTUA, **BORN) == first
    assert link(FJORD, **BORN) != first
    assert link(SOLSTUA, **BORN | {"foedselsdato": "2021-05-07"}) != first
    assert link(SOLSTUA, **BORN | {"navn": "Aina Annen"}) != first


def test_a_name_alone_never_finds_anybody(place: Place, link):
    """No number and no day: too little to say who it is; an unborn child is its own row."""
    assert link(SOLSTUA, navn="Mio Testbråten") not in {place.mio(), link(SOLSTUA, navn="Mio Testbråten")}
    unborn = link(SOLSTUA, navn="", ufoedt="ja", termin="2027-01-01")
    assert place.value("SELECT navn FROM barn WHERE id = :i", i=unborn) == "Ukjent"


def test_a_row_with_a_number_is_not_taken_for_one_without(place: Place, link):
    """Name and day of a numbered child, typed without the number, do not reach its row."""
    assert link(SOLSTUA, navn="Mio Testbråten", foedselsdato="2022-03-14") != place.mio()


def test_being_tied_is_logged(place: Place, link):
    """Who saw whom: each new tie is an event with the child, and an old tie is none."""
    link(FJORD, **NEW)
    link(FJORD, **NEW)
    linked = "SELECT count(*) FROM logg JOIN logg_barn ON logg_id = logg.id JOIN barn ON barn.id = barn_id"
    assert place.value(f"{linked} WHERE hva = 'barn.tilknyttet' AND fnr = :f", f=NEW["fnr"]) == 1


def test_a_tie_that_has_ended_is_made_again(place: Place, link):
    """A child that comes back is tied anew, from today; both periods stand."""
    barn = link(FJORD, **NEW)
    with place.raw() as connection:
        connection.execute(text("UPDATE barn_enhet SET til = fra WHERE barn_id = :b"), {"b": barn})
    place.derive(lambda session: derivation.rewrite_barn(session, barn))
    assert link(FJORD, **NEW) == barn
    assert place.value("SELECT count(*) FROM barn_enhet WHERE barn_id = :b", b=barn) == 2
    assert place.differences() == []


@pytest.mark.parametrize("who", [KARI, NILS])
def test_two_units_at_once(postgresql_url: str, tmp_path, who: str):
    """Eight at the same moment on PostgreSQL: one row, nobody fails, access is right."""
    place = open_place(postgresql_url, tmp_path)
    actor, found, together = place.actor(who), [], threading.Barrier(8)
    units = [place.unit(name) for name in (SOLSTUA, FJORD, PPT, SOLSTUA, FJORD, PPT, SOLSTUA, FJORD)]

    def _link(unit):
        together.wait()
        with place.house.database.write(actor) as session:
            found.append(link_child(session, unit, NEW))

    threads = [threading.Thread(target=_link, args=(unit,)) for unit in units]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert place.differences() == []
    place.house.database.dispose()
