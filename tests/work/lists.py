"""Lists as clerks have them, looked over and taken in, in few words."""

from datetime import date

from samhandling.output.table import Table
from samhandling.work import list_import as work
from samhandling.work.list_import import value
from tests.work.scene import Scene

KARI, NILS, PER, BERIT, SIV = "kari.styrer", "nils.styrer", "per.pedagog", "berit.barnevern", "siv.stedfortreder"
SOLSTUA, FJORD = "Solstua barnehage", "Fjordgløtt barnehage"
MIO, MIO_FNR, NORA_FNR = "Mio Testbråten", "14832250075", "14832250156"
CHILD = ["Fødselsnummer", "Fødselsdato", "Navn", "Adresse", "Postnummer", "Poststed", "Telefon", "Språk", "Tolk",
         "Tolkespråk", "Adressegradering", "Barnehage/skole"]  # fmt: skip
GUARDIANS = [f"Foresatt {n} {name}" for n in (1, 2) for name in ("navn", "relasjon", "foreldreansvar", "telefon",
             "e-post", "adresse", "gradering", "fødselsnummer")]  # fmt: skip


def table(*rows: dict[str, str], headings=(*CHILD, *GUARDIANS)) -> Table:
    return Table(tuple(headings), tuple(tuple(row.get(name, "") for name in headings) for row in rows))


def child(navn: str = "Aina Ny", fnr: str = "", born: str = "06.05.2021", **more: str) -> dict[str, str]:
    return {"Navn": navn, "Fødselsnummer": fnr, "Fødselsdato": "" if fnr else born, **more}


def looked(scene: Scene, of: Table, who: str = KARI, unit: str = SOLSTUA) -> work.Preview:
    actor = scene.actor(who)
    with scene.house.database.read(actor) as session:
        return work.preview(scene.house, session, scene.unit(unit), of)


def taken(scene: Scene, of: Table, who: str = KARI, unit: str = SOLSTUA, *, leave_out: bool = False) -> work.Done:
    shown, actor = looked(scene, of, who, unit), scene.actor(who)
    carried = work.carried(scene.house, actor, "økt", work.carry(scene.house, actor, "økt", shown))
    return work.confirm(scene.house, actor, carried, leave_out_wrong=leave_out)


def said(scene: Scene, row: dict[str, str], **options) -> list[str]:
    (found,) = looked(scene, table(row), **options).rows
    return [remark.text for remark in found.remarks if remark.wrong]


def valid(number: str) -> bool:
    try:
        value.identity(number, synthetic=True, today=date(2026, 11, 22))
    except ValueError:
        return False
    return True
