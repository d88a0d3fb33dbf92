"""The national format into barnevern and out again; what comes by telephone; nothing at all of what is refused."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from samhandling.work import people
from samhandling.work.correct import new_version
from samhandling.work.errors import NotFoundError
from samhandling.work.house import open_house
from samhandling.work.receive import MessageRefusedError, receive_message
from tests.output.portal_samples import BROKEN, UNREADABLE, VALID, as_bytes, changed, child
from tests.work.mottak import BARNEVERN, BERIT, CAME, KARI, out, take_in
from tests.work.scene import Scene

# ---- in and out


@pytest.fixture
def example(contracts: Path) -> bytes:
    return (contracts / "standards/fiks-bekymringsmelding/examples/offentligBekymringsmeldingV2.json").read_bytes()


@pytest.mark.contracts
def test_the_published_example_goes_in_and_out_unchanged(scene: Scene, example: bytes, tmp_path: Path):
    """Imported, the house closed and opened again, exported: equal in every value."""
    got = take_in(scene, example)
    scene.house.database.dispose()
    again = Scene(open_house(scene.house.settings, scene.house.catalogue))
    assert out(again, got.id) == json.loads(example)
    again.close()
    assert "Meldingen er adressert til 1201 Bergen, bydel 02" in got.flags
    assert "Tidspunktet mangler sone: lest som norsk tid" in got.flags


def test_every_valid_message_comes_out_equal(scene: Scene):
    """Whatever the format allows is received and is equal in every value after a restart."""
    got = {name: take_in(scene, message).id for name, message in VALID.items()}
    scene.house.database.dispose()
    again = Scene(open_house(scene.house.settings, scene.house.catalogue))
    for name, dokument_id in got.items():
        assert out(again, dokument_id) == VALID[name], name
        again.page(again.actor(BERIT), dokument_id)
    again.access_is_right()
    again.close()


def test_every_valid_message_is_printed_and_filed(scene: Scene, printer):
    """Characters that no font has, markup, 40 000 words: each gets its PDF and its package."""
    names = [
        "whole",
        "pictures",
        "controls",
        "nul",
        "half a character",
        "markup",
        "other scripts",
        "unknown everywhere",
    ]
    got = [take_in(scene, VALID[name]).id for name in names]
    scene.drain(printer)
    for dokument_id in got:
        assert {name: job.status for name, job in scene.jobs(dokument_id).items()} == dict.fromkeys(
            ("forsegl", "arkiver"), "gjort"
        )


def test_a_refused_message_leaves_the_event_alone(scene: Scene):
    """No row in any table but one event without any value; the message names the place."""
    before = scene.everything()
    refused = {name: (as_bytes(message), told) for name, (message, told) in BROKEN.items()}
    refused |= {name: (make(), told) for name, (make, told) in UNREADABLE.items()}
    for data, told in refused.values():
        with pytest.raises(MessageRefusedError) as error:
            take_in(scene, data)
        assert str(error.value).startswith(told)
    after = scene.everything()
    assert {name for name in before if before[name] != after[name]} == {"logg"}
    rows = scene.sql("SELECT hva, dokument_id, digest FROM logg WHERE hva = 'melding.avvist'")
    assert [tuple(row) for row in rows] == [("melding.avvist", None, "")] * len(refused)


def test_a_fault_in_the_middle_leaves_nothing(scene: Scene, monkeypatch):
    """One transaction: what fails at its end has not begun."""
    before = scene.everything()

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("samhandling.work.received.add_guardian_in", fail)
    with pytest.raises(RuntimeError):
        take_in(scene)
    assert scene.everything() == before


# ---- what it becomes


def test_it_lies_in_mottak_with_children_guardians_and_clocks(scene: Scene):
    """A received report of the unit: its child and guardian in the register, F1-F4, mottak's task, a notice."""
    got = take_in(scene, who=BERIT)
    page = scene.page(scene.actor(BERIT), got.id)
    assert (page.dokument.avsender, page.dokument.mottaker) == ("Lyngvær skole", BARNEVERN)
    assert page.dokument.forfatter == "Ronja Prøve, Lærer"
    assert page.dokument.gjelder == "Mio Testbråten"
    assert [row.kode for row in page.frist] == ["F1", "F2", "F3", "F4"]
    (task,) = scene.sql("SELECT slag, hvem, frist_id FROM oppgave WHERE dokument_id = :id", id=got.id)
    assert (task.slag, task.hvem) == ("melding.gjennomgaa", f"e:{scene.unit(BARNEVERN)}:mottak")
    ties = "SELECT b.fnr, e.adresse FROM barn b JOIN barn_enhet e ON e.barn_id = b.id WHERE e.enhet_id = :u"
    (tied,) = scene.sql(ties, u=scene.unit(BARNEVERN))
    assert tuple(tied) == ("14832250075", "Fjellveien 12")
    (guardian,) = scene.sql("SELECT f.navn, e.telefon FROM foresatt f JOIN foresatt_enhet e ON e.foresatt_id = f.id "
                            "WHERE e.enhet_id = :u", u=scene.unit(BARNEVERN))  # fmt: skip
    assert tuple(guardian) == ("Liv Testbråten", "900 00 002")
    assert scene.count("foresatt") == 2  # the demo's own; the same person is not made twice
    scene.access_is_right()


def test_mottak_is_told_of_what_others_take_in(scene: Scene):
    """A message taken in at the command line is a notice for everyone in mottak; no value of it is in the log."""
    got = receive_message(scene.house, people.command_actor(scene.house), as_bytes(CAME))
    (told,) = scene.sql("SELECT hva, bruker_id FROM varsel WHERE dokument_id = :id", id=got.id)
    assert (told.hva, told.bruker_id) == ("mottatt_melding.mottatt", scene.actor(BERIT).id)
    events = scene.sql("SELECT hva, hvem, digest FROM logg WHERE dokument_id = :id", id=got.id)
    assert ("dokument.mottatt", "tjeneste:import", "") in [tuple(row) for row in events]
    assert out(scene, got.id) == CAME


FLAGS = {
    "whole": "",
    "spaces": "",
    "mistyped number": "Barn 1: Fødselsnummeret ser ut til å være feil",
    "number that is none": "Barn 1: Fødselsnummeret ser ut til å være feil",
    "no zone": "Tidspunktet mangler sone: lest som norsk tid",
    "no time at all": "Tidspunktet kan ikke leses",
    "unknown at the top": "Ukjente felt tatt vare på: /akutt = true",
    "unknown everywhere": 'Ukjente felt tatt vare på: /offentligBarn/0/kjoenn = ["?", {"a": {}}]',
    "unborn with a number": "Barn 1: Barnet er ufødt, men det står et fødselsnummer.",
    "nul": "Noen tegn kan ikke vises. De er tatt vare på i meldingen.",
    "pictures": "Noen tegn kan ikke vises. De er tatt vare på i meldingen.",
}


def test_what_looks_wrong_is_flagged_and_shown(scene: Scene):
    """Received all the same, said when it came and on the document's page; nothing is said of what looks right."""
    for name, flag in FLAGS.items():
        got = take_in(scene, VALID[name])
        assert (flag in got.flags) if flag else got.flags == ()
        shown = json.dumps(scene.page(scene.actor(BERIT), got.id).tree, ensure_ascii=False)
        assert json.dumps(flag, ensure_ascii=False).strip('"') in shown


def test_a_mistyped_number_is_a_child_of_its_own(scene: Scene):
    """It opens no other child: a row of the unit's own, with the number as it was given."""
    take_in(scene, VALID["mistyped number"])
    (row,) = scene.sql("SELECT fnr, fnr_oppgitt FROM barn WHERE navn = 'Mio Testbråten' AND fnr IS NULL")
    assert tuple(row) == (None, "14832250076")


def test_the_same_message_twice_is_received_and_flagged(scene: Scene):
    """A report must arrive; that it came before is said, with the number."""
    first, second = take_in(scene), take_in(scene)
    number = scene.page(scene.actor(BERIT), first.id).dokument.nummer
    assert second.flags == (f"Ser ut til å være mottatt før: {number}",)
    assert take_in(scene, changed(("/melding/melding", "Noe nytt"))).flags == ()


def test_a_corrected_version_changes_that_alone(scene: Scene):
    """A new version with one answer changed goes out with that changed, the unknown and the empty as they came."""
    before = VALID["unknown everywhere"]
    got, berit = take_in(scene, before), scene.actor(BERIT)
    draft = new_version(scene.house, berit, got.id)
    scene.type(berit, draft, {"melding-historie": "Siden september, ikke august."})
    assert scene.finish(berit, draft) == []
    expected = deepcopy(before)
    expected["melding"]["historie"] = "Siden september, ikke august."
    assert out(scene, draft) == expected
    assert out(scene, got.id) == before
    assert [row.kode for row in scene.page(berit, draft).frist] == ["F1", "F2", "F3", "F4"]
    assert scene.sql("SELECT count(*) AS n FROM frist WHERE dokument_id = :id", id=got.id)[0].n == 0
    scene.access_is_right()


def test_a_correction_is_never_stopped_by_our_rules(scene: Scene):
    """What came with pictures, controls and endless names can be corrected in one place."""
    for name in ("pictures", "controls", "nul", "half a character", "long", "unborn", "empty texts"):
        got, berit = take_in(scene, VALID[name]), scene.actor(BERIT)
        draft = new_version(scene.house, berit, got.id)
        scene.type(berit, draft, {"foresatte-tolk": "Ja, somali"})
        assert scene.finish(berit, draft) == []
        assert out(scene, draft) == VALID[name] | {"behovForTolk": "Ja, somali"}


def test_an_unborn_child_waits_for_consent(scene: Scene):
    """F3 and F4 do not run; with a born child beside it they do."""
    unborn = take_in(scene, VALID["unborn"])
    both = take_in(scene, changed(("/offentligBarn", [child("", ufoedt=True), child("To")])))
    assert [row.kode for row in scene.page(scene.actor(BERIT), unborn.id).frist] == ["F1", "F2"]
    assert [row.kode for row in scene.page(scene.actor(BERIT), both.id).frist] == ["F1", "F2", "F3", "F4"]


# ---- to whom


def test_the_message_says_which_barnevern(scene: Scene):
    """Without a unit it goes to the one of its municipality and bydel; none or several is said."""
    command = people.command_actor(scene.house)
    assert receive_message(scene.house, command, as_bytes(CAME)).flags == ()
    with pytest.raises(MessageRefusedError, match="/kommunenummer: Ingen barneverntjeneste her har kommune 0301"):
        receive_message(scene.house, command, as_bytes(changed(("/kommunenummer", "0301"))))
    columns = [row.name for row in _columns(scene)]
    values = ", ".join("'annen-enhet'" if name == "id" else name for name in columns)
    scene.sql(f"INSERT INTO enhet ({', '.join(columns)}) SELECT {values} FROM enhet WHERE tjeneste = 'barnevern'")
    with pytest.raises(MessageRefusedError, match="/kommunenummer: Flere barnevern passer til kommune 4699, bydel 00"):
        receive_message(scene.house, command, as_bytes(CAME))
    scene.sql("UPDATE enhet SET bydelsnummer = '03' WHERE id = 'annen-enhet'")
    receive_message(scene.house, command, as_bytes(changed(("/bydelsnummer", "03"))))
    (row,) = scene.sql("SELECT count(*) AS n FROM dokument WHERE enhet_id = 'annen-enhet'")
    assert row.n == 1


def _columns(scene: Scene) -> list:
    if scene.house.database.kind == "sqlite":
        return scene.sql("SELECT name FROM pragma_table_info('enhet')")
    return scene.sql("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'enhet'")


def test_others_take_nothing_in_and_get_nothing_out(scene: Scene):
    """Neither for barnevern nor for themselves; what lies there is missing to them."""
    got = take_in(scene)
    for who in (KARI, "hanne.helse", "sigve.system", "petra.ombud"):
        for enhet_id in (scene.unit(BARNEVERN), None):
            with pytest.raises(NotFoundError):
                receive_message(scene.house, scene.actor(who), as_bytes(CAME), enhet_id)
        with pytest.raises(NotFoundError):
            out(scene, got.id, who)
