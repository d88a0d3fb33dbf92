"""Doors to the registers: Flask-Admin's views, each with its own addresses."""

from tests.web.matrix.door import Door, Key, form
from tests.web.matrix.people import LOGGED_IN, NO_ONE, Who, anywhere, at, blocked_too, in_kommune
from tests.web.matrix.sees import BARNEHAGE_CHILD, BARNEVERN_CHILD, COMMON, LEADERS, NEEDS_ADDRESS

CLERKS = (*LEADERS, "merkantil")
KEEPS_CHILDREN = anywhere(*CLERKS, "ansatt", "mottak", "saksbehandler")
READS_DOCUMENTS = KEEPS_CHILDREN | anywhere("arkivar")
KEEPS_UNITS = anywhere(*CLERKS, "systemadministrator", "arkivar", "fagansvarlig")
ADMIN, ADMIN_K1 = anywhere("systemadministrator"), in_kommune("k1", "systemadministrator")
LAW = anywhere("fagansvarlig")
WAITS = anywhere(*CLERKS, "arkivar")
FILE_OR_NOTHING = frozenset({200, 409})
"""A file; or, for who may open the register and has nothing in it, that there is nothing to take out."""
OWN_FORM = frozenset({404, 422})
"""Who may open the register, but chose a unit that is not theirs: the field is marked, nothing is done."""
NONE_OF_THEIRS = frozenset({404, 422, 303})
"""Rows that are not theirs are passed over: «done for 0»."""
C1, F1 = {"rad_id": "@c1"}, {"rad_id": "@f1"}
CHILD_FACTS = ("c1.navn", "c1.fnr", "c1.b1.adresse", "c1.b1.telefon", "c1.b1.merknad", "c1.b1.foer")
ABOUT_CHILD = (*CHILD_FACTS, "c1.v1.merknad", "c1.h1.merknad", "f1.navn", "f1.b1.telefon", "f1.v1.telefon")
GUARDIAN = ("f1.navn", "f1.vedtak", "f1.b1.telefon", "f1.b1.epost", "f1.v1.telefon", "c1.navn")
CHILDREN = ("c1.navn", "c2.navn", "c8.navn", "c9.navn")
NEW_CHILD = {"navn": "Una Nyberg", "foedselsdato": "03.02.2022", "ufoedt": "nei", "adressegradering": "ugradert"}
NEW_GUARDIAN = {
    "navn": "Ola Nyberg",
    "ukjent": "nei",
    "kapasitet": "annen",
    "beholder_innsyn": "ja",
    "adressegradering": "ugradert",
}
TYPED = {"_base": '{"spraak": ""}', "spraak": "norsk"}
UNIT_FACTS = {"navn": "Ny enhet", "tjeneste": "skole", "privat": "nei", "mappetype": "saksmappe"}
KEEPS_GUARDIAN = at("b1", *CLERKS) | at("v1", *CLERKS, "mottak") | at("h1", "leder")
B1_ASSIGNS, V1_ASSIGNS, B1_LEADS = at("b1", *CLERKS), at("v1", *CLERKS), at("b1", *LEADERS)


def register(
    name: str, opens: Who, shows: tuple[str, ...], *, file: bool, creates: Who = NO_ONE, row: str = ""
) -> dict[Key, list[Door]]:
    """What every register has; more is declared below, over these. Closed addresses open for nobody."""
    some = {"rad_id": row or "@c1"}
    files = [form(opens if file else NO_ONE, args={"export_type": each}, shows=shows, answers=FILE_OR_NOTHING)
             for each in (("csv", "xlsx") if name == "barn" else ("csv",))]  # fmt: skip
    return {
        (f"{name}.index_view", "GET"): [Door(opens, shows=shows)],
        (f"{name}.index_view", "POST"): [form(opens, data={"handling": "sok", "sok": ""})],
        (f"{name}.create_view", "GET"): [Door(creates)],
        (f"{name}.create_view", "POST"): [form(NO_ONE, refuses=OWN_FORM)],
        (f"{name}.details_view", "GET"): [Door(NO_ONE, some)],
        (f"{name}.edit_view", "GET"): [Door(NO_ONE, some)],
        (f"{name}.edit_view", "POST"): [Door(NO_ONE, some, data=TYPED)],
        (f"{name}.export", "POST"): [*files, form(NO_ONE, args={"export_type": "json"})],
        (f"{name}.action_view", "POST"): [
            form(NO_ONE, data={"masse": "slett", "valgt": some["rad_id"], "handling": "bekreft"})
        ],
    }


def _bulk(opens: Who, what: str, row: str, **data: str) -> Door:
    sent = {"masse": what, "valgt": row, "handling": "bekreft", **data}
    return form(opens, data=sent, answers=frozenset({303}), refuses=NONE_OF_THEIRS)


def _with(endpoint: str, opens: Who, **data: str) -> tuple[Key, Door]:
    return (f"barn.{endpoint}", "POST"), form(opens, args=C1, data=data)


BARN: dict[Key, list[Door]] = {
    **register("barn", KEEPS_CHILDREN, CHILDREN, file=True, creates=anywhere(*CLERKS)),
    ("barn.create_view", "POST"): [
        form(blocked_too(B1_ASSIGNS), data={**NEW_CHILD, "enhet": "@b1"}, refuses=OWN_FORM),
    ],
    ("barn.details_view", "GET"): [
        Door(COMMON, C1, ABOUT_CHILD),
        Door(BARNEVERN_CHILD, C1, ABOUT_CHILD, {"enhet": "@v1"}),
        Door(BARNEHAGE_CHILD, {"rad_id": "@c2"}, ("c2.navn", "c2.b1.adresse", "f2.navn")),
        Door(NO_ONE, {"rad_id": "@c3"}),
    ],
    ("barn.edit_view", "GET"): [
        Door(COMMON, C1, ("c1.navn", "c1.b1.telefon", "c1.b1.merknad", "c1.v1.merknad", "c1.h1.merknad")),
        Door(BARNEHAGE_CHILD, {"rad_id": "@c2"}, ("c2.b1.adresse",)),
    ],
    ("barn.edit_view", "POST"): [
        form(COMMON, args=C1, data=TYPED),
        form(BARNEVERN_CHILD, args=C1, data=TYPED, query={"enhet": "@v1"}),
        form(NO_ONE, args={"rad_id": "@c3"}, data=TYPED),
    ],
    ("barn.assign", "POST"): [
        form(B1_ASSIGNS, args=C1, data={"enhet": "@b1", "bruker": "@b1.ansatt.kollega"}),
        form(V1_ASSIGNS, args=C1, data={"enhet": "@v1", "bruker": "@v1.ansatt"}),
        form(NO_ONE, args=C1, data={"enhet": "@b2", "bruker": "@b2.ansatt"}),
    ],
    ("barn.unassign", "POST"): [form(B1_ASSIGNS, args=C1, data={"enhet": "@b1", "bruker": "@b1.ansatt"})],
    ("barn.block", "POST"): [
        form(B1_LEADS, args=C1, data={"enhet": "@b1", "bruker": "@b1.ansatt.kollega", "grunn": "Nabo"})
    ],
    ("barn.waiting", "GET"): [Door(anywhere(*LEADERS), shows=("c3.navn",))],
    ("barn.waiting", "POST"): [form(B1_LEADS, data={"barn": "@c3", "enhet": "@b1"})],
    ("barn.action_view", "POST"): [
        _bulk(B1_ASSIGNS, "tildel", "@c1", enhet="@b1", bruker="@b1.ansatt.kollega"),
        _bulk(B1_ASSIGNS, "avslutt", "@c1", enhet="@b1"),
        _bulk(NO_ONE, "avslutt", "@c1", enhet="@b2"),
        _bulk(NO_ONE, "tildel", "@c9", enhet="@b1", bruker="@b1.ansatt.kollega"),
    ],
}
FORESATT: dict[Key, list[Door]] = {
    **register("foresatt", KEEPS_CHILDREN, ("f1.navn", "f1.b1.telefon", "f1.v1.telefon", "c1.navn"), file=True),
    ("foresatt.create_view", "GET"): [
        Door(B1_ASSIGNS, query={"barn": "@c1", "enhet": "@b1"}),
        Door(NO_ONE, query={"barn": "@c1", "enhet": "@b2"}),
    ],
    ("foresatt.create_view", "POST"): [
        form(B1_ASSIGNS, query={"barn": "@c1", "enhet": "@b1"}, data=NEW_GUARDIAN),
        form(NO_ONE, query={"barn": "@c1", "enhet": "@b2"}, data=NEW_GUARDIAN),
    ],
    ("foresatt.details_view", "GET"): [
        Door(COMMON, F1, GUARDIAN),
        Door(BARNEVERN_CHILD, F1, GUARDIAN, {"enhet": "@v1"}),
        Door(BARNEHAGE_CHILD, {"rad_id": "@f2"}, ("f2.navn", "f2.b1.adresse", "c2.navn")),
    ],
    ("foresatt.edit_view", "GET"): [
        Door(COMMON, F1, GUARDIAN[:5]),
        Door(BARNEHAGE_CHILD, {"rad_id": "@f2"}, ("f2.navn", "f2.b1.adresse")),
    ],
    ("foresatt.edit_view", "POST"): [form(COMMON, args=F1, data=TYPED)],
    ("foresatt.end", "POST"): [
        form(KEEPS_GUARDIAN, args=F1),
        form(NEEDS_ADDRESS, args={"rad_id": "@f2"}, query={"enhet": "@b1"}),
    ],
}
PAPERS_AND_LOG: dict[Key, list[Door]] = {
    **register("dokument", READS_DOCUMENTS, ("r1.barn", "r2.barn", "r3.barn", "m1.barn"), file=True, row="@r1"),
    **register("utboks", WAITS, ("utboks.feil",), file=False, row="@jobb"),
    ("utboks.action_view", "POST"): [_bulk(at("b1", *CLERKS, "arkivar"), "igjen", "@jobb")],
    **register("logg", LOGGED_IN, ("logg.b1", "logg.v1"), file=True, row="1"),
}
USER, LAW_ROW = {"rad_id": "@b1.ansatt.kollega"}, {"rad_id": "@lov"}
NEW_USER = {"brukernavn": "ny.ansatt", "navn": "Ny Ansatt", "enhet": "@b1", "rolle": "ansatt"}
NEW_LAW = {"noekkel": "ny", "kortnavn": "ny", "paragraf": "§ 2", "tekst": "Ordlyd", "fra": "01.01.2026"}
KEPT: dict[Key, list[Door]] = {
    **register("bruker", ADMIN, (), file=True, creates=ADMIN),
    ("bruker.create_view", "POST"): [form(ADMIN_K1, data=NEW_USER, refuses=OWN_FORM)],
    ("bruker.details_view", "GET"): [Door(ADMIN_K1, USER, ("bruker.epost",))],
    ("bruker.edit_view", "GET"): [Door(ADMIN_K1, USER, ("bruker.epost",))],
    ("bruker.edit_view", "POST"): [form(ADMIN_K1, args=USER, data={"_base": '{"tittel": "tittel"}', "tittel": "ny"})],
    ("bruker.new_password", "POST"): [form(ADMIN_K1, args=USER, shows=("bruker.epost",))],
    ("bruker.give_role", "POST"): [
        form(ADMIN_K1, args=USER, data={"enhet": "@b1", "rolle": "leder"}),
        form(NO_ONE, args=USER, data={"enhet": "@b3", "rolle": "leder"}),
    ],
    ("bruker.end_role", "POST"): [form(ADMIN_K1, args={"rolle_id": "@rolle"})],
    ("bruker.action_view", "POST"): [_bulk(ADMIN_K1, "steng", "@b1.ansatt.kollega")],
    **register("enhet", KEEPS_UNITS, (), file=True, creates=ADMIN),
    ("enhet.create_view", "POST"): [form(ADMIN, data=UNIT_FACTS)],
    ("enhet.details_view", "GET"): [
        Door(frozenset(n for n in KEEPS_UNITS if n[1] != "3"), {"rad_id": "@b1"}, ("enhet.arkivdel",))
    ],
    # a leader keeps the own unit's contact facts; all else is the systemadministrator's
    ("enhet.edit_view", "GET"): [Door(ADMIN_K1 | blocked_too(B1_LEADS), {"rad_id": "@b1"}, ("enhet.arkivdel",))],
    ("enhet.edit_view", "POST"): [
        form(
            ADMIN_K1 | blocked_too(B1_LEADS),
            args={"rad_id": "@b1"},
            data={"_base": '{"vakttelefon": ""}', "vakttelefon": "55001199"},
        )
    ],
    **register("kommune", ADMIN, (), file=False),
    ("kommune.details_view", "GET"): [Door(ADMIN_K1, {"rad_id": "@k1"})],
    ("kommune.edit_view", "GET"): [Door(ADMIN_K1, {"rad_id": "@k1"})],
    ("kommune.edit_view", "POST"): [
        form(ADMIN_K1, args={"rad_id": "@k1"}, data={"_base": '{"maalform": "nb"}', "maalform": "nn"})
    ],
    **register("lov", LAW, ("lov.tekst",), file=True, creates=LAW),
    ("lov.create_view", "POST"): [form(LAW, data=NEW_LAW)],
    ("lov.details_view", "GET"): [Door(LAW, LAW_ROW, ("lov.tekst",))],
    ("lov.edit_view", "GET"): [Door(LAW, LAW_ROW, ("lov.tekst",))],
    ("lov.edit_view", "POST"): [form(LAW, args=LAW_ROW, data={"_base": '{"gammel": ""}', "gammel": "§ 0"})],
}
FRONT: dict[Key, list[Door]] = {
    ("register.index", "GET"): [Door(LOGGED_IN)],  # leads to the first that is theirs; everybody has the own log
}
REGISTERS = {**FRONT, **BARN, **FORESATT, **PAPERS_AND_LOG, **KEPT}
