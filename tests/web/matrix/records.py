"""The records of the world: children, guardians, documents, tasks, events, each with its secret."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from samhandling.model import BarnAnsatt, Enhet
from samhandling.rules import derivation
from samhandling.vocabulary.identity import parse_identity
from samhandling.work.attachment import add_attachment
from samhandling.work.child import link_child
from samhandling.work.record.barn import BARN
from samhandling.work.record.change import Typed, change
from samhandling.work.register import GuardianFacts, add_guardian_in
from samhandling.work.task_act import finish_task
from tests.work.scene import OTHER_BARNEVERN

if TYPE_CHECKING:
    from tests.web.matrix.world import World

NUMBERS = count(500)


def day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").replace(tzinfo=UTC).date()


def number() -> str:
    """The next synthetic identity number of somebody born 14 March 2022."""
    for individual in NUMBERS:
        for check in range(100):
            text = f"148322{individual:03}{check:02}"
            try:
                return parse_identity(text, synthetic=True).number
            except ValueError:
                continue
    raise AssertionError


# ---- children and guardians


def children(world: "World") -> None:
    fnr, phone = world.secret("c1.fnr", number()), world.secret("c1.b1.foer", "90017001")
    first = {"navn": world.secret("c1.navn"), "fnr": fnr, "adresse": world.secret("c1.b1.adresse"), "telefon": phone}
    _child(world, "c1", "b1", first, "b1.ansatt", "b1.ansatt.sperret")
    graded = {"navn": world.secret("c2.navn"), "fnr": number(), "adressegradering": "fortrolig"}
    graded["adresse"] = world.secret("c2.b1.adresse")
    _child(world, "c2", "b1", graded, "b1.ansatt", "b1.ansatt.sperret")
    secret = {"navn": world.secret("c3.navn"), "fnr": number(), "adressegradering": "strengt_fortrolig"}
    _child(world, "c3", "b1", secret)
    _child(world, "c1", "h1", {**first, "adresse": "", "telefon": ""}, "h1.ansatt")
    _child(world, "c8", "b2", {"navn": world.secret("c8.navn"), "fnr": number()}, "b2.ansatt")
    _child(world, "c9", "b3", {"navn": world.secret("c9.navn"), "fnr": number()}, "b3.ansatt")
    own = {"navn": world.secret("f1.navn"), "telefon": world.secret("f1.b1.telefon", "90017002")}
    own |= {"epost": f"{world.secret('f1.b1.epost')}@x.example", "kapasitet_vedtak": world.secret("f1.vedtak")}
    _guardian(world, "f1", "c1", **own, kapasitet="foreldreansvar_alene", relasjon="mor")
    hidden = {"adressegradering": "strengt_fortrolig", "adresse": world.secret("f2.b1.adresse")}
    _guardian(world, "f2", "c2", navn=world.secret("f2.navn"), **hidden)
    _note(world, "b1.leder", "merknad", "", world.secret("c1.b1.merknad"))
    _note(world, "b1.merkantil", "telefon", phone, world.secret("c1.b1.telefon", "90017003"))
    _note(world, "h1.leder", "merknad", "", world.secret("c1.h1.merknad"))


def _child(world: "World", key: str, unit: str, facts: dict[str, str], *employees: str) -> None:
    with world.house.database.write(world.scene.actor(f"{unit}.leder")) as session:
        world.ids[key] = link_child(session, session.get_one(Enhet, world.ids[unit]), facts)
        for name in employees:
            works = {"barn_id": world.ids[key], "enhet_id": world.ids[unit], "bruker_id": world.ids[name]}
            session.add(BarnAnsatt(**works))
        derivation.rewrite_barn(session, world.ids[key])


def _guardian(world: "World", key: str, child: str, **facts: str) -> None:
    with world.house.database.write(world.scene.actor("b1.leder")) as session:
        made = add_guardian_in(session, world.ids[child], world.ids["b1"], GuardianFacts(**facts))
    world.ids[key] = made


def _note(world: "World", who: str, name: str, before: str, after: str) -> None:
    """A change on the child's page: what stood before goes to its history."""
    assert change(world.house, world.scene.actor(who), BARN, world.ids["c1"], {name: Typed(before, after)})


# ---- documents


def documents(world: "World") -> None:
    scene, fnr = world.scene, world.secrets["c1.fnr"]
    writer, v1 = scene.actor("b1.ansatt"), world.ids["v1"]
    sent = {"mottaker-enhet": v1, "barn-barn-1-fnr": fnr}

    def report(key: str, **more: str) -> dict[str, str]:
        named = {"barn-barn-1-navn": world.secret(f"{key}.barn"), "bekymring-forhold": world.secret(f"{key}.tekst")}
        return sent | named | more

    ids = world.ids
    ids["utkast"] = scene.fill(writer, report("utkast"))
    ids["utkast.vedlegg"] = _attach(world, "utkast")
    ids["r1"] = scene.fill(writer, report("r1"))
    ids["r1.vedlegg"] = _attach(world, "r1")
    assert scene.finish(writer, ids["r1"]) == []
    ids["r2"] = scene.finished(writer, report("r2", **{"melder-gjelder_ansatt": "leder"}))
    ids["r3"] = scene.finished(writer, {**report("r3"), **OTHER_BARNEVERN})
    ids["d1"] = _paper(world, "d1", "b1.merkantil")
    ids["d2"] = _paper(world, "d2", "b1.ansatt")
    ids["d3"] = _paper(world, "d3", "b1.ansatt.sperret")
    ids["d9"] = _paper(world, "d9", "b3.ansatt", "c9")
    for key in ("r1", "r2"):
        ids[f"{key}.kopi"] = scene.copy_of(ids[key])
    by_phone = {
        "barn-barn-1-navn": f"{world.secrets['c1.navn']} {world.secret('m1.barn')}",
        "barn-barn-1-fnr": fnr,
        "melder-navn": world.secret("m1.melder"),
        "melding-melding": world.secret("m1.tekst"),
        "foresatte-foresatt-1-navn": world.secrets["f1.navn"],
        "foresatte-foresatt-1-telefon": world.secret("f1.v1.telefon", "90017004"),
    }
    ids["m1"] = scene.finished(scene.actor("v1.mottak"), by_phone, "mottatt_melding")
    _note(world, "v1.leder", "merknad", "", world.secret("c1.v1.merknad"))
    with world.house.database.write(scene.actor("v1.leder")) as session:
        for name in ("v1.saksbehandler", "v1.saksbehandler.sperret"):
            session.add(BarnAnsatt(barn_id=ids["c1"], enhet_id=v1, bruker_id=ids[name]))
        derivation.rewrite_barn(session, ids["c1"])


def _paper(world: "World", key: str, who: str, child: str = "c1") -> str:
    """A scanned letter about a child; its text is what was said of it."""
    (row,) = world.sql("SELECT navn, fnr FROM barn WHERE id = :id", id=world.ids[child])
    answers = {"papir-innhold": world.secret(f"{key}.tekst"), "papir-fra": "Mor"}
    answers |= {"barn-barn-1-navn": "Barn av papir", "barn-barn-1-fnr": row.fnr}
    world.ids[key] = world.scene.fill(world.scene.actor(who), answers, "innskannet")
    _attach(world, key, who, known=False)
    assert world.scene.finish(world.scene.actor(who), world.ids[key]) == []
    return world.ids[key]


def _attach(world: "World", key: str, who: str = "b1.ansatt", *, known: bool = True) -> str:
    """An attachment that the worker has judged already."""
    title = world.secret(f"{key}.vedlegg") if known else "Papir"
    data = b"%PDF-1.7 " + (world.secret(f"{key}.bytes") if known else key).encode()
    made = add_attachment(world.house, world.scene.actor(who), world.ids[key], f"{title}.pdf", data)
    world.sql("UPDATE vedlegg SET status = 'godkjent', sider = 1 WHERE id = :id", id=made)
    world.sql("UPDATE vedlegg_fil SET trinn = 'arkiv' WHERE vedlegg_id = :id", id=made)
    world.sql("DELETE FROM utboks WHERE plass = :id", id=made)
    with world.house.database.write(world.scene.actor(who)) as session:
        derivation.rewrite_dokument(session, world.ids[key])
    return made


# ---- what follows from them


def what_follows(world: "World") -> None:
    ids = world.ids
    copied = "SELECT id FROM vedlegg WHERE dokument_id = :d"
    ids["r1.kopi.vedlegg"] = world.id_of(copied, d=ids["r1.kopi"])
    ids["oppgave"] = world.id_of("SELECT id FROM oppgave WHERE dokument_id = :d", d=ids["r1.kopi"])
    ids["oppgave.gjort"] = world.id_of("SELECT id FROM oppgave WHERE dokument_id = :d", d=ids["m1"])
    note = world.secret("oppgave.merknad")
    finish_task(world.house, world.scene.actor("v1.mottak"), ids["oppgave.gjort"], "undersoekelse", note)
    later = "SELECT id FROM oppgave WHERE dokument_id = :d AND slag = 'undersoekelse.avslutt'"
    ids["oppgave.utvid"] = world.id_of(later, d=ids["m1"])
    frist = world.secret("frist.merknad")
    world.sql("UPDATE frist SET merknad = :m WHERE dokument_id = :d AND kode = 'F1'", m=frist, d=ids["r1.kopi"])
    told = "SELECT id FROM varsel WHERE bruker_id = :b AND dokument_id = :d"
    ids["varsel.b1"] = world.id_of(told, b=ids["b1.leder"], d=ids["r1"])
    ids["varsel.v1"] = world.id_of(told, b=ids["v1.mottak"], d=ids["r1.kopi"])
    world.sql("UPDATE arkivpakke SET arkivert = skrevet WHERE dokument_id = :d", d=ids["d2"])
    job = {"d": ids["r1"], "feil": world.secret("utboks.feil")}
    world.sql("UPDATE utboks SET status = 'venter', feil = :feil WHERE dokument_id = :d AND jobb = 'arkiver'", **job)
    ids["jobb"] = world.id_of("SELECT id FROM utboks WHERE dokument_id = :d AND jobb = 'arkiver'", d=ids["r1"])
    with world.house.database.write(world.scene.actor("b1.leder")) as session:
        for key in ("d2", "r1"):
            derivation.rewrite_dokument(session, ids[key])


def events(world: "World") -> None:
    """An event in each unit, so late that no list pushes it out."""
    for unit in ("b1", "v1"):
        world.sql(
            "INSERT INTO logg (tid, hvem, kommune_id, enhet_id, rolle, hva, tabell, foresporsel, digest) "
            "VALUES (:tid, 't:proeve', :kommune, :enhet, '', :hva, '', '', '')",
            tid=(datetime.now(UTC) + timedelta(days=1)).replace(tzinfo=None),
            kommune=world.ids["k1"],
            enhet=world.ids[unit],
            hva=world.secret(f"logg.{unit}"),
        )
