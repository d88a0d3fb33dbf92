"""Who may see what (§6): the pure derivation as a table, and the same rules over both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from samhandling.model import Barn, BarnAnsatt, BarnEnhet, Dokument, Foresatt, ForesattEnhet, Tilgang, now
from samhandling.model.dokument import ERSTATTET, FEILREGISTRERT, FERDIG, UTKAST
from samhandling.rules import derivation
from samhandling.rules.access import BarnGrounds, DokumentGrounds, Grant, Span, derive_barn, derive_dokument
from samhandling.store.actor import command_service, person_key, role_key
from samhandling.work.child import link_child
from tests.rules.place import ANNE, BERIT, EVERYBODY, HANNE, KARI, NILS, PER, SIV, Place

DAY = datetime(2026, 1, 10, tzinfo=UTC)
LEADERS = {"leder", "stedfortreder"}
ROLES = LEADERS | {"merkantil", "mottak", "arkivar", "saksbehandler", "fagansvarlig", "ansatt", "systemadministrator"}
COLLEAGUE = Span("b:kollega", "e", DAY - timedelta(days=9), DAY + timedelta(days=9))


def _grounds(**changes) -> DokumentGrounds:
    facts = {"status": FERDIG, "forfattere": frozenset({"meg"}), "arbeider_med": frozenset({COLLEAGUE})} | changes
    return DokumentGrounds("d", "e", opprettet=DAY, dato=DAY, **facts)


def _who(granted: set[Grant]) -> set[str]:
    short = {role_key("e", role): role for role in ROLES} | {"b:meg": "forfatter", "b:kollega": "kollega"}
    return {short.get(grant.hvem, grant.hvem) for grant in granted}


ALWAYS_SEE = {"forfatter", "leder", "stedfortreder", "merkantil"}
TABLE = [
    ("a draft", {"status": UTKAST}, {"forfatter"}),
    ("a draft in the queue", {"status": UTKAST, "i_koe": True, "mottatt": True}, {"forfatter", "t:arbeider"}),
    ("a draft of two", {"status": UTKAST, "forfattere": frozenset({"meg", "deg"})}, {"forfatter", "b:deg"}),
    ("finished", {}, ALWAYS_SEE | {"kollega"}),
    ("a report", {"kolleger": False}, ALWAYS_SEE),
    ("a report that names the leader", {"kolleger": False, "gjelder_leder": True}, ALWAYS_SEE - {"leder", "merkantil"}),
    ("in the queue", {"i_koe": True}, ALWAYS_SEE | {"kollega", "arkivar", "t:arbeider"}),
    ("received", {"mottatt": True, "forfattere": frozenset()}, ALWAYS_SEE - {"forfatter"} | {"kollega", "mottak"}),
    ("replaced", {"status": ERSTATTET}, ALWAYS_SEE | {"kollega"}),
    ("misfiled", {"status": FEILREGISTRERT}, {"forfatter", *LEADERS}),
    ("misfiled, in the queue", {"status": FEILREGISTRERT, "i_koe": True}, {"forfatter", *LEADERS, "t:arbeider"}),
    ("misfiled, received", {"status": FEILREGISTRERT, "mottatt": True}, {"forfatter", *LEADERS}),
    ("misfiled, names the leader", {"status": FEILREGISTRERT, "gjelder_leder": True}, {"forfatter", "stedfortreder"}),
]


@pytest.mark.parametrize(("name", "changes", "seen_by"), TABLE, ids=[row[0] for row in TABLE])
def test_who_sees_a_document(name: str, changes: dict, seen_by: set[str]):
    """§6's table: role × status, in the owning unit; nobody writes but a draft's author; no other unit at all."""
    granted = derive_dokument(_grounds(**changes))
    assert _who(granted) == seen_by
    assert {grant.enhet_id for grant in granted} == {"e"}
    levels = {grant.nivaa for grant in granted if grant.hvem != "t:arbeider"}
    assert levels == ({3} if changes.get("status") == UTKAST else {2}), "the judge of its files reads, and no more"
    assert {grant.nivaa for grant in granted if grant.hvem == "t:arbeider"} <= {2}


def test_a_colleague_reads_while_working_with_the_child():
    """§6 «works with»: from the later of the two beginnings, until the work ends."""
    [grant] = [grant for grant in derive_dokument(_grounds()) if grant.hvem == "b:kollega"]
    assert (grant.fra, grant.til) == (DAY, COLLEAGUE.til)


def _barn(*units: Span, workers: tuple[Span, ...] = ()) -> set[tuple[str, str, datetime]]:
    granted = derive_barn(BarnGrounds("b", DAY, "", frozenset(units), frozenset(workers)))
    return {(grant.hvem, grant.enhet_id, grant.til) for grant in granted}


def test_who_sees_a_child():
    """The unit's leaders, clerk and mottak, as long as the unit has the child; no child, no unit: nobody."""
    unit = Span("", "e", DAY, DAY + timedelta(days=5))
    assert {who for who, _unit, _til in _barn(unit)} == {
        role_key("e", role) for role in (*LEADERS, "merkantil", "mottak")
    }
    assert {til for _who, _unit, til in _barn(unit)} == {unit.til}
    assert _barn() == set()


def test_who_works_with_a_child_elsewhere_does_not_see_it_here():
    """An employee's work opens the child where the unit has it, and no longer than both last."""
    unit = Span("", "e", DAY, DAY + timedelta(days=5))
    assert ("b:kollega", "e", unit.til) in _barn(unit, workers=(COLLEAGUE,))
    assert not [row for row in _barn(Span("", "f", DAY), workers=(COLLEAGUE,)) if row[0] == "b:kollega"]
    later = Span("b:kollega", "e", DAY + timedelta(days=6))
    assert not [row for row in _barn(unit, workers=(later,)) if row[0] == "b:kollega"]


@pytest.mark.parametrize("turn", range(5))
def test_a_child_that_left_and_came_back(turn: int):
    """Two periods in one unit give two spans, whatever order a set gives them in."""
    first = Span("", "e", DAY - timedelta(days=5 + turn), DAY - timedelta(days=3))
    again = Span("", "e", DAY, DAY + timedelta(days=5 + turn))
    granted = derive_barn(BarnGrounds("b", DAY, "", frozenset({first, again}), frozenset({COLLEAGUE})))
    spans = {(grant.fra, grant.til) for grant in granted if grant.hvem == "b:kollega"}
    assert spans == {(first.fra, first.til), (again.fra, min(again.til, COLLEAGUE.til))}


# ---- the same through the database


def _seen(place: Place, model: type, row: str) -> set[str]:
    """Who of all gets at a row."""
    found = set()
    for name in EVERYBODY:
        with place.reading(name) as session:
            found |= {name} if session.get(model, row) is not None else set()
    return found


def test_own_unit_and_no_other(place: Place):
    """§6.1: a note on Mio is read by the unit's leaders and who works with him; by no other unit."""
    note = place.plain_document(KARI, children=(place.mio(),))
    assert _seen(place, Dokument, note) == {KARI, SIV, PER}
    assert _seen(place, Barn, place.mio()) == {KARI, SIV, PER}


def test_a_report_is_its_authors_and_leaders(place: Place):
    """§6: a colleague who works with the child does not see another's report; the receiver has a copy of its own."""
    report = place.report(SIV)
    assert _seen(place, Dokument, report) == {KARI, SIV, ANNE}
    copy = str(place.value("SELECT id FROM dokument WHERE kilde_id = :id", id=report))
    assert _seen(place, Dokument, copy) == {BERIT}


def test_a_draft_is_its_authors_alone(place: Place):
    """Not even the leader sees it before it is finished."""
    assert _seen(place, Dokument, place.draft(PER)) == {PER}


def test_work_that_has_ended_opens_nothing_and_needs_no_job(place: Place):
    """The end of `barn_ansatt` passes by itself: no row of access is rewritten, only the clock goes."""
    note = place.plain_document(KARI, children=(place.mio(),))
    before = place.value("SELECT count(*) FROM tilgang")
    with place.raw() as connection:
        connection.execute(text("UPDATE tilgang SET til = :t WHERE hvem = :h"),
                           {"t": datetime(2026, 1, 2), "h": person_key(place.id_of(PER))})  # noqa: DTZ001  # fmt: skip
    assert place.value("SELECT count(*) FROM tilgang") == before
    assert _seen(place, Dokument, note) == {KARI, SIV}
    assert _seen(place, Barn, place.mio()) == {KARI, SIV}


def test_work_that_begins_tomorrow_opens_nothing_today(place: Place):
    """`barn_ansatt` from–to: not before its day."""
    note, hanne = place.plain_document(KARI, children=(place.mio(),)), place.id_of(HANNE)
    unit = place.unit("Solstua barnehage").id
    with place.house.database.write(place.actor(KARI)) as session:
        session.add(BarnAnsatt(barn_id=place.mio(), enhet_id=unit, bruker_id=hanne, fra=now() + timedelta(days=1)))
        derivation.rewrite_barn(session, place.mio())
    assert HANNE not in _seen(place, Dokument, note) | _seen(place, Barn, place.mio())
    assert place.differences() == []


def test_a_block_hides_the_child_and_its_documents_at_once(place: Place):
    """§6.9: from the leader too, and from the author; nobody else loses anything, and nothing is derived anew."""
    note, report = place.plain_document(KARI, children=(place.mio(),)), place.report()
    rows = place.value("SELECT count(*) FROM tilgang")
    for who in (KARI, PER):
        place.block(who, place.mio())
    assert _seen(place, Dokument, note) == {SIV}
    assert _seen(place, Barn, place.mio()) == {SIV}
    assert _seen(place, Dokument, report) == {SIV, ANNE}
    for model in (Foresatt, ForesattEnhet):
        guardian = str(place.value(f"SELECT id FROM {model.__tablename__} WHERE barn_id = :id", id=place.mio()))
        assert _seen(place, model, guardian) == {SIV}
    assert place.value("SELECT count(*) FROM tilgang") == rows


def test_a_block_to_come_hides_nothing_yet(place: Place):
    """A block is from–to as well."""
    place.block(KARI, place.mio(), hours=5)
    assert KARI in _seen(place, Barn, place.mio())


def test_a_blocked_colleague_does_not_learn_why(place: Place):
    """The reason stands in a row that only the one who set it reads."""
    place.block(PER, place.mio())
    from samhandling.model import Sperring  # noqa: PLC0415 — here only

    block = str(place.value("SELECT id FROM sperring"))
    assert _seen(place, Sperring, block) == {KARI}


def test_strengt_fortrolig_waits_for_the_leader(place: Place):
    """A tie to a strictly graded child opens nothing until it is approved."""
    unit = place.unit("Fjordgløtt barnehage")
    facts = {"navn": "Skjult Barn", "foedselsdato": "2022-01-01", "adressegradering": "strengt_fortrolig"}
    with place.house.database.write(command_service(())) as session:
        barn = link_child(session, unit, facts)
    assert _seen(place, Barn, barn) == set()
    with place.raw() as connection:
        connection.execute(text("UPDATE barn_enhet SET godkjent = :yes WHERE barn_id = :b"), {"yes": True, "b": barn})
    place.derive(lambda session: derivation.rewrite_barn(session, barn))
    assert _seen(place, Barn, barn) == {NILS}


def test_that_barnevern_has_the_child_is_confidential(place: Place):
    """§6: each unit sees its own tie to a child and who works with it there, never another's."""
    place.report()
    mio, unit = place.mio(), place.unit("Lyngvær barneverntjeneste")
    with place.house.database.write(command_service(())) as session:
        link_child(session, unit, {"navn": "Mio Testbråten", "fnr": "14832250075"})
    ties = select(BarnEnhet.enhet_id).where(BarnEnhet.barn_id == mio)
    with place.reading(KARI) as session:
        assert set(session.scalars(ties)) == {place.unit("Solstua barnehage").id}
    with place.reading(BERIT) as session:
        assert set(session.scalars(ties)) == {unit.id}
        assert session.scalars(select(BarnAnsatt.bruker_id)).all() == []
        assert session.scalars(select(Foresatt.navn)).all() == ["Liv Testbråten"]  # common to all of the child's units
        assert session.scalars(select(ForesattEnhet.telefon)).all() == []  # what Solstua knows is Solstua's


def test_access_that_stands_wrong_is_found(place: Place):
    """`differences` is no yes-sayer: a row too many and a row too few are both named."""
    place.report()
    assert place.differences() == []
    with place.raw() as connection:
        connection.execute(text("DELETE FROM tilgang WHERE id = (SELECT min(id) FROM tilgang)"))
        connection.execute(Tilgang.__table__.update().values(hvem="b:x").where(
            Tilgang.id == select(Tilgang.__table__.c.id).limit(1).scalar_subquery()))  # fmt: skip
    found = place.differences()
    assert [row.partition(":")[0] for row in found].count("extra") == 1
    assert [row.partition(":")[0] for row in found].count("missing") == 2
