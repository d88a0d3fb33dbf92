"""Lists of children and guardians: stored when confirmed, whole and once; and nothing is told of other units."""

from datetime import date

import pytest
from sqlalchemy import event

from samhandling.output.table import Table, csv_chunks, read_table, xlsx_chunks
from samhandling.work import list_import as work
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.list_import import confirmation
from tests.work.lists import (
    BERIT,
    FJORD,
    KARI,
    MIO,
    MIO_FNR,
    NILS,
    NORA_FNR,
    PER,
    SIV,
    SOLSTUA,
    child,
    looked,
    said,
    table,
    taken,
    valid,
)
from tests.work.scene import together

# ---- nothing stored, nothing told


def test_looking_stores_nothing(scene):
    """A preview leaves every table as it was."""
    before = scene.everything()
    shown = looked(scene, table(child(), child(MIO, MIO_FNR, Adresse="Ny vei 1"), child(Telefon="12")))
    assert [row.what for row in shown.rows] == ["ny", "endres", "feil"]
    assert scene.everything() == before


@pytest.mark.parametrize("navn", [MIO, "Noen Andre", ""])
def test_a_child_of_another_unit_looks_like_a_new_one(scene, navn):
    """Preview and result are the same for a number that Solstua knows and for one that nobody knows."""

    def told(fnr: str) -> object:
        shown = looked(scene, table(child(navn, fnr)), NILS, FJORD)
        rows = [(row.what, row.fills, row.guardians, row.remarks, row.adds, row.known is None) for row in shown.rows]
        return rows, shown.notes, taken(scene, table(child(navn, fnr)), NILS, FJORD, leave_out=True)

    assert told(MIO_FNR) == told(NORA_FNR)
    assert told(MIO_FNR) == told(NORA_FNR)
    assert scene.sql("SELECT navn FROM barn WHERE fnr = :f", f=MIO_FNR)[0].navn == MIO
    scene.access_is_right()


def test_only_who_keeps_the_units_register(scene):
    """Leader, deputy and clerk of the unit; for all others the unit is not there, before and at confirmation."""
    sealed = work.carry(scene.house, scene.actor(KARI), "økt", looked(scene, table(child())))
    carried = work.carried(scene.house, scene.actor(KARI), "økt", sealed)
    assert looked(scene, table(child()), SIV).count("ny") == 1
    for who in (PER, BERIT, NILS, "anne.arkiv", "sigve.system", "petra.ombud"):
        with pytest.raises(NotFoundError):
            looked(scene, table(child()), who)
        with pytest.raises(NotFoundError):
            work.confirm(scene.house, scene.actor(who), carried, leave_out_wrong=False)


def test_a_blocked_colleague_learns_nothing_and_changes_nothing(scene):
    """Habilitet: to the one who is blocked the child looks new, and the list changes nothing of it."""
    (mio,) = scene.sql("SELECT id FROM barn WHERE fnr = :f", f=MIO_FNR)
    kari = scene.actor(KARI)
    scene.sql(
        "INSERT INTO sperring (id, bruker_id, barn_id, satt_av_id, grunn, fra, til) "
        "VALUES ('s', :b, :m, :b, '', '2020-01-01 00:00:00', '9999-01-01 00:00:00')", b=kari.id, m=mio.id,
    )  # fmt: skip
    before = scene.count("barn"), scene.count("foresatt"), scene.count("barn_enhet")
    row = child(MIO, MIO_FNR, Adresse="Ny vei 1", **{"Foresatt 1 navn": "Ny Foresatt"})
    assert looked(scene, table(row)).rows[0].what == "ny"
    assert taken(scene, table(row)).new == 1
    assert (scene.count("barn"), scene.count("foresatt"), scene.count("barn_enhet")) == before
    assert scene.sql("SELECT adresse FROM barn_enhet WHERE barn_id = :m", m=mio.id)[0].adresse == ""


# ---- what is stored


FULL = child(
    "Nora Ny", NORA_FNR, Adresse="Havnegata 4", Postnummer="1", Telefon="+47 900 00 001", Språk="arabisk", Tolk="Ja",
    Tolkespråk="arabisk", **{"Barnehage/skole": "Solstua", "Poststed": "Lyngvær"},
    **{"Foresatt 1 navn": "Liv Ny", "Foresatt 1 relasjon": "mor", "Foresatt 1 foreldreansvar": "Felles",
       "Foresatt 1 telefon": "900 00 002", "Foresatt 1 e-post": "liv@example.no", "Foresatt 2 navn": "ukjent"},
)  # fmt: skip


def test_a_row_is_stored_whole_and_logged(scene):
    """The child with what the unit knows, its guardians, one event each, and one for the list with its counts."""
    done = taken(scene, table({**FULL, "Postnummer": "101"}))
    assert done == work.Done(new=1, changed=0, guardians=2, left_out=0)
    (barn,) = scene.sql("SELECT * FROM barn WHERE fnr = :f", f=NORA_FNR)
    assert (barn.navn, barn.tolk, barn.tolk_spraak) == ("Nora Ny", "ja", "arabisk")
    (own,) = scene.sql("SELECT * FROM barn_enhet WHERE barn_id = :b", b=barn.id)
    assert (own.adresse, own.postnummer, own.telefon, own.spraak, own.barnehage_skole) == (
        "Havnegata 4", "0101", "+4790000001", "arabisk", "Solstua",
    )  # fmt: skip
    found = scene.sql("SELECT * FROM foresatt JOIN foresatt_enhet e ON e.foresatt_id = foresatt.id "
                      "WHERE foresatt.barn_id = :b ORDER BY navn DESC", b=barn.id)  # fmt: skip
    assert [(each.navn, each.ukjent, each.kapasitet) for each in found] == [
        ("Liv Ny", False, "foreldreansvar_felles"), ("", True, "ukjent"),
    ]  # fmt: skip
    events = [row.hva for row in scene.sql("SELECT hva FROM logg ORDER BY id")][-4:]
    assert events == ["barn.tilknyttet", "foresatt.opprettet", "foresatt.opprettet", "liste.tatt_inn"]
    scene.access_is_right()


def test_the_same_list_again_changes_nothing(scene):
    """Uploaded once more every row is «uendret», with and without a number; no row, no event of a child."""
    rows = table(FULL | {"Postnummer": "0101"}, child(**{"Foresatt 1 navn": "Bo Ny"}), child("Ola", born="1.2.2020"))
    assert taken(scene, rows).new == 3
    before = {name: scene.count(name) for name in ("barn", "barn_enhet", "foresatt", "foresatt_enhet", "tilgang")}
    assert looked(scene, rows).count("uendret") == 3
    assert taken(scene, rows) == work.Done()
    assert {name: scene.count(name) for name in before} == before


def test_what_stands_is_not_overwritten(scene):
    """Empty fields are filled and logged; where something else stands it stays, and the cell says so."""
    taken(scene, table(child(Adresse="Gammel vei 1", Telefon="900 00 001")))
    again = table(
        child(Adresse="Ny vei 2", Telefon="900 00 001", Språk="norsk", Tolk="nei", Adressegradering="klientadresse")
    )
    (row,) = looked(scene, again).rows
    assert row.what == "endres"
    assert {name for name, _value in row.fills} == {"adressegradering", "spraak", "tolk"}
    assert [(remark.place, remark.wrong) for remark in row.remarks] == [(3, False)]
    taken(scene, again)
    (own,) = scene.sql("SELECT e.adresse, e.spraak, b.tolk, b.adressegradering AS g FROM barn_enhet e "
                       "JOIN barn b ON b.id = barn_id WHERE navn = 'Aina Ny'")  # fmt: skip
    assert (own.adresse, own.spraak, own.tolk, own.g) == ("Gammel vei 1", "norsk", "nei", "klientadresse")
    assert scene.sql("SELECT count(*) AS n FROM logg WHERE hva = 'barn.endret'")[0].n == 2
    lower = table(child(Adressegradering="ugradert"))
    assert looked(scene, lower).rows[0].what == "uendret"


def test_one_guardian_per_row(scene):
    """A list of guardians is tied by the child's number; one whom the unit does not have must be named."""
    headings = ("Barnets fødselsnummer", "Barnets navn", "Foresatt navn", "Foresatt telefon")
    rows = Table(headings, (
        (MIO_FNR, "", "Liv Testbråten", "900 00 000"), (MIO_FNR, "", "Bo Testbråten", "900 00 003"),
        (NORA_FNR, "Nora Ny", "Liv Ny", ""), (NORA_FNR, "", "Bo Ny", ""), ("14832250318", "", "Per", ""),
    ))  # fmt: skip
    shown = looked(scene, rows)
    assert [row.what for row in shown.rows] == ["uendret", "endres", "ny", "endres", "feil"]
    done = taken(scene, rows, leave_out=True)
    assert done == work.Done(new=1, changed=2, guardians=3, left_out=1)
    found = scene.sql("SELECT f.navn FROM foresatt f JOIN barn b ON b.id = barn_id WHERE b.fnr = :f", f=NORA_FNR)
    assert {row.navn for row in found} == {"Liv Ny", "Bo Ny"}


def test_doubles_are_told(scene):
    """The same child twice in a list; a number on another of the unit's children; a number for one without."""
    shown = looked(scene, table(child("Nora", NORA_FNR), child("Nora", NORA_FNR), child(MIO, born="14.03.2022")))
    assert [row.what for row in shown.rows] == ["ny", "feil", "uendret"]
    assert "Rad" not in shown.rows[0].entry.cells
    assert any("rad 2" in remark.text for remark in shown.rows[1].remarks)
    assert said(scene, child("Noen Andre", MIO_FNR))
    taken(scene, table(child("Nora Ny", born="14.03.2022")))
    assert said(scene, child("Nora Ny", NORA_FNR))
    assert not said(scene, child("Nora Annen", NORA_FNR))


def test_graded_addresses(scene):
    """§6.7: a strengt fortrolig address is neither taken in nor carried on, nor in the log."""
    secret = child("Siri Vernet", NORA_FNR, Adresse="Hemmelig vei 9", Adressegradering="Strengt fortrolig",
                   **{"Foresatt 1 navn": "Mor", "Foresatt 1 adresse": "Hemmelig vei 9"})  # fmt: skip
    other = child(Adresse="Vei 1", **{"Foresatt 1 navn": "Far", "Foresatt 1 adresse": "Skjult gate 3",
                                      "Foresatt 1 gradering": "kode 6"})  # fmt: skip
    shown = looked(scene, table(secret, other))
    assert [row.what for row in shown.rows] == ["ny", "ny"]
    kari = scene.actor(KARI)
    carried = work.carried(scene.house, kari, "s", work.carry(scene.house, kari, "s", shown))
    assert not {"Hemmelig vei 9", "Skjult gate 3"} & {cell for row in carried.table.rows for cell in row}
    work.confirm(scene.house, kari, carried, leave_out_wrong=False)
    kept = str(scene.everything())
    assert "Hemmelig vei 9" not in kept
    assert "Skjult gate 3" not in kept
    assert not scene.sql("SELECT godkjent FROM barn_enhet e JOIN barn b ON b.id = barn_id WHERE fnr = :f",
                         f=NORA_FNR)[0].godkjent  # fmt: skip
    assert not scene.sql("SELECT * FROM foresatt WHERE navn = 'Mor'")
    scene.access_is_right()


def test_rows_with_errors_are_left_out_only_when_one_says_so(scene):
    """Without that word nothing is stored; with it the others are."""
    rows = table(child(), child(Telefon="12"))
    before = scene.everything()
    with pytest.raises(ConflictError):
        taken(scene, rows)
    assert scene.everything() == before
    assert taken(scene, rows, leave_out=True) == work.Done(new=1, left_out=1)
    headings, failing = work.failing_rows(looked(scene, rows))
    (row,) = failing
    assert row[headings.index("Telefon")] == "12"
    assert row[-2] == "3"


# ---- once, and whole


def test_confirmed_twice_at_once_is_imported_once(scene):
    """Two at the same moment: one row each of everything, one event of the list."""
    kari = scene.actor(KARI)
    rows = table(FULL | {"Postnummer": "0101"}, *(child(f"Barn {n}", **{"Foresatt 1 navn": "Bo"}) for n in range(8)))
    carried = work.carried(scene.house, kari, "s", work.carry(scene.house, kari, "s", looked(scene, rows)))
    done = together(*[lambda: work.confirm(scene.house, kari, carried, leave_out_wrong=False)] * 3)
    assert sorted(each.before for each in done) == [False, True, True]
    assert scene.sql("SELECT count(*) AS n FROM barn WHERE navn LIKE 'Barn %'")[0].n == 8
    assert scene.sql("SELECT count(*) AS n FROM foresatt WHERE navn = 'Bo'")[0].n == 8
    assert scene.sql("SELECT count(*) AS n FROM logg WHERE hva = 'liste.tatt_inn'")[0].n == 1
    scene.access_is_right()


def test_two_lists_about_the_same_children_at_once(scene):
    """Two units in opposite orders: nobody waits for ever, one row per child."""
    numbers = [n for n in (f"1483225{i:04d}" for i in range(3000)) if valid(n) and n != MIO_FNR][:20]
    rows = [child(f"Barn {number}", number) for number in numbers]
    done = together(
        lambda: taken(scene, table(*rows), KARI, SOLSTUA), lambda: taken(scene, table(*reversed(rows)), NILS, FJORD)
    )
    assert [each.new for each in done] == [20, 20]
    assert scene.sql("SELECT count(*) AS n FROM barn WHERE navn LIKE 'Barn %'")[0].n == 20
    scene.access_is_right()


def test_what_was_broken_off_is_done_by_confirmation_again(scene, monkeypatch):
    """A fault between two parts leaves whole rows; the same confirmation then stores the rest, and nothing twice."""
    monkeypatch.setattr(confirmation, "ROWS_AT_ONCE", 2)
    kari, rows = scene.actor(KARI), table(*(child(f"Barn {n}", **{"Foresatt 1 navn": "Bo"}) for n in range(5)))
    carried = work.carried(scene.house, kari, "s", work.carry(scene.house, kari, "s", looked(scene, rows)))
    real, parts = confirmation.add_guardians, []

    def fail(*given):
        parts.append(given)
        if len(parts) == 2:
            raise OSError
        real(*given)

    monkeypatch.setattr(confirmation, "add_guardians", fail)
    with pytest.raises(OSError, match=r"^$"):
        work.confirm(scene.house, kari, carried, leave_out_wrong=False)
    count = """SELECT (SELECT count(*) FROM barn WHERE navn LIKE 'Barn %') AS b,
               (SELECT count(*) FROM foresatt WHERE navn = 'Bo') AS f"""
    assert tuple(scene.sql(count)[0]) == (2, 2)
    work.confirm(scene.house, kari, carried, leave_out_wrong=False)
    assert tuple(scene.sql(count)[0]) == (5, 5)
    scene.access_is_right()


def test_a_long_list_takes_few_statements(scene):
    """What grows with the rows is small: a list of 5 000 is done in seconds (a count, since seconds vary)."""
    statements = []
    engine = scene.house.database._engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    rows = table(*(child(f"Barn {n}", **{"Foresatt 1 navn": "Liv", "Foresatt 2 navn": "Bo"}) for n in range(100)))
    taken(scene, rows)
    assert len(statements) < 100 * 9


@pytest.mark.parametrize("chunks", [csv_chunks, xlsx_chunks])
@pytest.mark.parametrize("scene", ["sqlite"], indirect=True)
def test_from_a_file(scene, chunks):
    """Both kinds of file come to the same."""
    data = b"".join(
        chunks(["Fødselsnummer", "Født", "Navn"], [[NORA_FNR, "", "Nora Ny"], ["", date(2021, 5, 6), "Aina"]])
    )
    assert looked(scene, read_table(data)).count("ny") == 2
