"""Local login: says nothing, slows guessing, ends when it should; each municipality its own users."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from samhandling.model import Bruker, Enhet, Innloggingsforsoek, Kommune, Oekt, now
from samhandling.store.actor import command_service
from samhandling.work import login, people, throttle
from samhandling.work.demo import PASSWORD
from samhandling.work.errors import LoginRefusedError, PasswordRefusedError, UserRefusedError
from samhandling.work.login import change_password, log_in, log_out, resume
from tests.rules.place import KARI, NILS, PER, Place, add_person

HERE = "192.0.2.7"
NEW = "et helt nytt passord"


@pytest.fixture
def enter(place: Place):
    return lambda name=KARI, password=PASSWORD, address=HERE: log_in(place.house, name, password, address)


def _refusal(enter, *arguments: str) -> str:
    with pytest.raises(LoginRefusedError) as refused:
        enter(*arguments)
    return str(refused.value)


def _age(place: Place, column: str, **by: float) -> None:
    with place.raw() as connection:
        connection.execute(Oekt.__table__.update().values({column: now() - timedelta(**by)}))


def test_in_and_out(place: Place, enter):
    """The token is the session: it brings back the person with the roles held now, until logged out."""
    token = enter(f"  {KARI.upper()} ")
    actor = resume(place.house, token)
    assert (actor.navn, actor.roller[0].rolle) == ("Kari Solbakk", "leder")
    log_out(place.house, token)
    assert resume(place.house, token) is None


def test_unknown_wrong_closed_and_without_password_are_one_answer(place: Place, enter):
    """Nothing tells which accounts there are."""
    with place.raw() as connection:
        connection.execute(text("UPDATE bruker SET aktiv = :no WHERE brukernavn = :n"), {"no": False, "n": NILS})
        connection.execute(text("UPDATE bruker SET passord = '' WHERE brukernavn = :n"), {"n": PER})
    tries = [("finnes.ikke", PASSWORD), (KARI, "feil"), (NILS, PASSWORD), (PER, ""), (PER, PASSWORD), ("", ""),
             ("\0", "\0"), (f"{KARI}' OR '1'='1", "x"), ("æ" * 5000, "x" * 5000)]  # fmt: skip
    assert len({_refusal(enter, name, password, str(n)) for n, (name, password) in enumerate(tries)}) == 1


def test_the_same_work_is_done_for_an_account_that_is_not_there(place: Place, enter, monkeypatch: pytest.MonkeyPatch):
    """A hash is checked each time, or the clock would tell."""
    checked = []

    class Counting:
        def verify(self, stored: str, given: str) -> bool:
            checked.append(stored)
            return REAL.verify(stored, given)

    monkeypatch.setattr(login, "HASHER", Counting())
    _refusal(enter, "finnes.ikke", "feil")
    _refusal(enter, KARI, "feil")
    assert len(checked) == 2


REAL = login.HASHER


def test_slowed_by_account(enter):
    """After five wrong ones the right one is refused too, from anywhere; another account is not."""
    for n in range(throttle.MOST_PER_ACCOUNT):
        _refusal(enter, KARI, "feil", f"192.0.2.{n}")
    assert "For mange" in _refusal(enter, KARI.upper(), PASSWORD, "198.51.100.1")
    assert enter(PER)


def test_slowed_by_address(place: Place, enter):
    """Thirty wrong ones over many accounts stop an address, and it alone."""
    with place.house.database.write(command_service(())) as session:
        session.add_all(Innloggingsforsoek(konto=str(n), adresse=HERE) for n in range(throttle.MOST_PER_ADDRESS))
    assert "For mange" in _refusal(enter, KARI, PASSWORD)
    assert enter(KARI, PASSWORD, "198.51.100.1")


def test_after_a_quarter_it_is_open_again(place: Place, enter):
    """The slowing ends by itself; old tries are thrown away; what was typed as name is not kept."""
    for _ in range(throttle.MOST_PER_ACCOUNT):
        _refusal(enter, KARI, "feil")
    with place.raw() as connection:
        connection.execute(Innloggingsforsoek.__table__.update().values(tid=now() - timedelta(hours=2)))
    assert enter()
    _refusal(enter, "et passord skrevet i feil felt", "x")
    with place.raw() as connection:
        [kept] = connection.execute(text("SELECT * FROM innloggingsforsoek")).all()
    assert kept.konto == hashlib.sha256(b"et passord skrevet i feil felt").hexdigest()
    assert "passord" not in repr(tuple(kept))


@pytest.mark.parametrize(("column", "inside", "past"), [("sist_sett", 29, 31), ("startet", 599, 601)])
def test_a_session_ends_idle_and_at_last(place: Place, enter, column: str, inside: int, past: int):
    """Half an hour without a request, or ten hours in all."""
    token = enter()
    _age(place, column, minutes=inside)
    assert resume(place.house, token)
    _age(place, column, minutes=past)
    assert resume(place.house, token) is None


def test_a_request_keeps_it_awake_but_not_for_ever(place: Place, enter):
    """Being seen moves the idle limit only."""
    token = enter()
    _age(place, "sist_sett", minutes=20)
    assert resume(place.house, token)
    with place.raw() as connection:
        seen = connection.execute(select(Oekt.__table__.c.sist_sett, Oekt.__table__.c.startet)).one()
    assert now() - seen.sist_sett < timedelta(minutes=1)


def test_a_closed_user_is_out_at_once(place: Place, enter):
    """Closing ends what is open; roles that have ended are gone from the next request on."""
    token = enter()
    with place.raw() as connection:
        connection.execute(text("UPDATE rolle SET til = fra"))
    assert resume(place.house, token).roller == ()
    with place.raw() as connection:
        connection.execute(text("UPDATE bruker SET aktiv = :no"), {"no": False})
    assert resume(place.house, token) is None


def test_a_new_password_ends_all_sessions(place: Place, enter):
    """One's own, everywhere; nobody else's."""
    mine, elsewhere, others = enter(), enter(), enter(PER)
    change_password(place.house, place.actor(KARI), PASSWORD, NEW)
    assert [resume(place.house, token) for token in (mine, elsewhere)] == [None, None]
    assert resume(place.house, others)
    assert _refusal(enter)
    assert enter(KARI, NEW, "198.51.100.9")


def test_a_password_is_not_changed_without_the_old_one_or_to_a_short_one(place: Place, enter):
    """Neither try ends anything."""
    token = enter()
    for old, new in (("feil", NEW), ("", NEW), (PASSWORD, "kort"), (PASSWORD, "x" * 201)):
        with pytest.raises(PasswordRefusedError):
            change_password(place.house, place.actor(KARI), old, new)
    assert resume(place.house, token)


def test_the_token_is_not_in_the_table(place: Place, enter):
    """Who reads the table cannot log in with it; two logins have two tokens."""
    token, other = enter(), enter()
    assert token != other
    assert len(token) >= 43
    with place.raw() as connection:
        rows = repr([tuple(row) for row in connection.execute(text("SELECT * FROM oekt"))])
    assert token not in rows
    assert hashlib.sha256(token.encode()).hexdigest() in rows
    assert resume(place.house, hashlib.sha256(token.encode()).hexdigest()) is None


@pytest.mark.parametrize("token", ["", "x", "\0", "æøå", "%", "' OR 1=1 --", "x" * 100_000])
def test_garbage_is_nobody(place: Place, enter, token: str):
    """Whatever a cookie holds: no session, no fault."""
    enter()
    assert resume(place.house, token) is None
    log_out(place.house, token)


def test_each_municipality_sees_its_own_users(place: Place):
    """§1: the instance serves several; people of one do not meet those of another."""
    other = Kommune(nummer="4698", navn="Nabo kommune")
    with place.house.database.write(command_service(())) as session:
        session.add(other)
        session.flush()
        made = Enhet(kommune_id=other.id, tjeneste="barnehage", navn="Nabo barnehage")
        unit = people.add_unit_in(session, made)
    add_person(place, "nina.nabo", unit, "leder")
    everybody = select(Bruker.brukernavn)
    with place.reading("nina.nabo") as session:
        assert session.scalars(everybody).all() == ["nina.nabo"]
    with place.reading(KARI) as session:
        assert "nina.nabo" not in session.scalars(everybody).all()
        assert session.get(Bruker, place.id_of("nina.nabo")) is None


@pytest.mark.parametrize(("name", "role"), [(KARI.upper(), "ansatt"), (" ", "ansatt"), ("ny", "konge")])
def test_a_user_is_refused(place: Place, name: str, role: str):
    """A name that is taken (in capitals too), no name, no such role."""
    new = people.NewUser(name, "Ny", NEW)
    with pytest.raises(UserRefusedError):
        people.add_user(place.house, new, "Solstua barnehage", role)


@pytest.mark.parametrize("facts", [{"orgnr": "311990005"}, {"tjeneste": "smie"}, {"postnummer": "12"}])
def test_a_unit_is_refused(place: Place, facts: dict):
    """Organisation number by mod 11, service from the list, postal code of four digits."""
    unit = Enhet(**{"kommune_id": place.actor(KARI).kommune_id, "tjeneste": "barnehage", "navn": "Ny"} | facts)
    with place.house.database.write(command_service(())) as session:
        with pytest.raises((UserRefusedError, ValueError)):
            people.add_unit_in(session, unit)
        session.rollback()
