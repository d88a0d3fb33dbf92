"""What goes out in the national format: our own reports, and those that mottak wrote down."""

import json
from pathlib import Path

import pytest

from samhandling.work.portal_export import ExportRefusedError, export_by_command
from tests.work.mottak import BARNEVERN, BERIT, KARI, KIND, by_hand, out
from tests.work.scene import Scene


def test_our_own_report_goes_out(scene: Scene):
    """Put together of its frozen answers: grounds and items 5-7, 4 and 8, 9, 10; the same from the receiver's copy."""
    kari = scene.actor(KARI)
    dokument_id = scene.finished(kari)
    message = out(scene, dokument_id, KARI)
    assert message["kommunenummer"] == "4699"
    assert message["leveringskanal"] == "Fagsystem"
    assert message["sendingstidspunkt"][-6:] in {"+01:00", "+02:00"}
    assert message["offentligBarn"][0]["fnr"] == "14832250075"
    assert message["offentligBarn"][0]["orientert"] is False
    assert "Mishandling" in message["melding"]["melding"]
    assert "Mamma sov" in message["melding"]["melding"]
    assert "Siden august 2024" in message["melding"]["historie"]
    assert "Samtaler med mor" in message["melding"]["historie"]
    assert message["melding"]["andreSynspunkter"].endswith("Nei")
    assert message["behovForTolk"].startswith("Barn 1\nTrenger barnet tolk? Nei")
    assert out(scene, scene.copy_of(dokument_id)) == message
    assert json.loads(export_by_command(scene.house, dokument_id)) == message


def test_what_the_format_demands_and_we_lack_is_said(scene: Scene):
    """An unknown guardian, three guardians, an acute report whose rest comes later: every place is named."""
    kari = scene.actor(KARI)
    unknown = scene.finished(kari, {"foresatte-ukjent": "ja", **_no_guardian(scene)})
    with pytest.raises(ExportRefusedError) as refused:
        out(scene, unknown, KARI)
    assert refused.value.lacks == ("/foresatte: ingen foresatt er kjent, og formatet krever minst én",)


def _no_guardian(scene: Scene) -> dict[str, str]:
    kind = scene.house.catalogue["bekymringsmelding"]
    return {name: "" for name in kind.example if name.startswith("foresatte-foresatt-1-")}


def test_what_came_by_telephone_goes_out_too(scene: Scene):
    """Written down by mottak, finished, exported: the time it came with its zone, the unit's own municipality."""
    dokument_id = by_hand(scene)
    message = out(scene, dokument_id)
    assert message["sendingstidspunkt"] == "2026-11-20T10:40:00+01:00"
    assert message["offentligMelder"]["virksomhet"]["navn"] == "Lyngvær skole"
    assert (message["kommunenummer"], message["leveringskanal"]) == ("4699", "Fagsystem")
    page = scene.page(scene.actor(BERIT), dokument_id)
    assert [(row.kode, f"{row.fra}") for row in page.frist][:2] == [("F1", "2026-11-20"), ("F2", "2026-11-20")]
    assert page.dokument.mottaker == BARNEVERN
    scene.access_is_right()


def test_a_private_reporter_gets_a_receipt_alone(scene: Scene):
    """F2 says so, there is no F4, and the name stands in no list; the format has no room for it."""
    private = {"melder-type": "privat", **dict.fromkeys(("melder-rolle", "melder-virksomhet"), "")}
    dokument_id = by_hand(scene, private)
    page = scene.page(scene.actor(BERIT), dokument_id)
    assert [row.kode for row in page.frist] == ["F1", "F2", "F3"]
    assert page.frist[1].merknad.startswith("Privat melder: bare en bekreftelse")
    assert page.dokument.avsender == "Privat melder"
    with pytest.raises(ExportRefusedError, match="/offentligMelder: formatet har bare plass til"):
        out(scene, dokument_id)


def test_an_anonymous_reporter_is_nowhere(scene: Scene):
    """Nothing that says who it was is taken: not in the answers, the tree, the lists or the archive."""
    berit = scene.actor(BERIT)
    dokument_id = scene.fill(berit, {"melder-type": "anonym"}, KIND)
    found = {finding.name for finding in scene.finish(berit, dokument_id)}
    assert {"melder-navn", "melder-telefon", "melder-epost", "melder-virksomhet"} <= found
    scene.type(berit, dokument_id, dict.fromkeys(found, ""))
    assert scene.finish(berit, dokument_id) == []
    kept = [row for table in ("dokument", "dokument_del", "frist") for row in scene.everything()[table]]
    assert not [row for row in kept if "Ronja" in row]
    page = scene.page(berit, dokument_id)
    assert page.dokument.avsender == "Anonym melder"
    assert [row.kode for row in page.frist] == ["F1", "F2", "F3"]


def test_little_is_demanded_of_a_call(scene: Scene):
    """How, when, who took it, who reports, whom and what it is about: no more."""
    berit = scene.actor(BERIT)
    empty = dict.fromkeys(scene.house.catalogue[KIND].example, "")
    dokument_id = scene.fill(berit, empty, KIND)
    assert {finding.name.partition("-")[0] for finding in scene.finish(berit, dokument_id)} == {
        *("mottak", "melder", "barn", "melding"),
    }
    few = {"mottak-maate": "telefon", "mottak-dato": "20.11.2026", "mottak-kl": "9", "mottak-tatt_imot": "B"}
    few |= {"melder-type": "anonym", "barn-barn-1-navn": "Jente, ca. 5 år", "melding-melding": "Gråter om natten."}
    scene.type(berit, dokument_id, few)
    assert scene.finish(berit, dokument_id) == []


@pytest.mark.contracts
def test_everything_that_goes_out_is_allowed(scene: Scene, contracts: Path):
    """What we put together ourselves is judged by the published schema."""
    from tests.output.test_portal import schema_of  # noqa: PLC0415 - needs the published folder

    schema = schema_of(contracts)
    kari = scene.actor(KARI)
    assert schema.is_valid(out(scene, scene.finished(kari), KARI))
    unborn = {"barn-barn-1-ufoedt": "ja", "barn-barn-1-termin": "01.02.2027", "barn-barn-1-gravid_samtykke": "ja"}
    gone = (
        "fnr",
        "adresse",
        "postnummer",
        "poststed",
        "tolk",
        "orientert",
        "orientert_grunn",
        "hoert",
        "hoert_hvordan",
    )
    unborn |= {f"barn-barn-1-{name}": "" for name in ("navn", *gone)}
    assert schema.is_valid(out(scene, scene.finished(kari, {**unborn, "grunn-grunn": ""}), KARI))
    graded = {"barn-barn-1-adressegradering": "strengt_fortrolig"}
    graded |= {f"barn-barn-1-{name}": "" for name in ("adresse", "postnummer", "poststed")}
    message = out(scene, scene.finished(kari, graded), KARI)
    assert schema.is_valid(message)
    assert message["offentligBarn"][0]["adresse"] == {"adresselinje1": "Adressen er gradert og står i Folkeregisteret"}
    assert schema.is_valid(out(scene, by_hand(scene)))
