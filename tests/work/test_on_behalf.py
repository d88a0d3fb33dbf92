"""Registered on behalf of a colleague: who may, whose it is, who reads it, who is told, how it is filed."""

import pytest

from samhandling.model import Sperring, now
from samhandling.output.arkivmelding import read
from samhandling.work.attachment import add_attachment
from samhandling.work.correct import new_version
from samhandling.work.demo_document import _named
from samhandling.work.draft import Change, read_draft, save_draft, start_document
from samhandling.work.errors import ConflictError, NotFoundError
from samhandling.work.on_behalf import colleagues
from tests.output import zoo
from tests.work.scene import KIND, Scene
from tests.work.test_attachment import PAPER, judge_all
from tests.work.test_worker import package

MONA, PER, KARI = "mona.merkantil", "per.pedagog", "kari.styrer"


def begin(scene: Scene, who: str, author: str, kind: str = PAPER, unit: str = "") -> str:
    """Start for a colleague, with the kind's example typed in."""
    actor, other = scene.actor(who), scene.actor(author)
    enhet = unit or actor.roller[0].enhet_id
    dokument_id = start_document(scene.house, actor, kind, enhet, on_behalf_of=other.id)
    with scene.house.database.read(actor) as session:
        draft = read_draft(scene.house, session, dokument_id)
    answers = {_named(name, draft.raw): [text] for name, text in draft.kind.example.items()}
    if draft.kind.receiver:
        answers["mottaker-enhet"] = [draft.form.context.options["mottaker"][0][0]]
    changes = {name: Change(draft.raw.get(name, []), value) for name, value in answers.items()}
    save_draft(scene.house, actor, dokument_id, changes)
    return dokument_id


def finished(scene: Scene, author: str = PER) -> str:
    mona, draft = scene.actor(MONA), begin(scene, MONA, author)
    add_attachment(scene.house, mona, draft, "Brev.pdf", zoo.archive())
    judge_all(scene)
    assert scene.finish(mona, draft) == []
    return draft


def test_a_clerk_enters_and_the_author_stands(scene: Scene, cheap):
    """Author and registrar stand on the document, in the archive's message and in the log; both read it."""
    done = finished(scene)
    for who in (MONA, PER):
        dokument = scene.page(scene.actor(who), done).dokument
        assert dokument.forfatter_id == scene.actor(PER).id
        assert dokument.registrert_av_id == scene.actor(MONA).id
        assert dokument.forfatter == "Per Myrvold, pedagogisk leder"
        assert dokument.hode["registrert_av"] == "Mona Ness, merkantil"
    scene.drain(cheap)
    melding = read((package(scene, done) / "arkivmelding.xml").read_bytes())
    assert melding.mappe.ansvarlig == "Per Myrvold, pedagogisk leder"
    assert melding.journalpost.opprettet_av == "Mona Ness, merkantil"
    assert "Per Myrvold, pedagogisk leder" in {part.saksbehandler for part in melding.journalpost.parter}
    events = scene.sql("SELECT hva FROM logg WHERE dokument_id = :id", id=done)
    assert "dokument.registrert" in {row.hva for row in events}
    scene.access_is_right()


@pytest.mark.poppler
def test_the_page_says_who_typed_it(scene: Scene, printer):
    """«Registrert av X på vegne av Y» stands on the sealed page."""
    import subprocess  # noqa: PLC0415 - for this test alone

    done = finished(scene)
    scene.drain(printer)
    command = ["pdftotext", "-layout", str(package(scene, done) / "dokument.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Mona Ness, merkantil på vegne av Per Myrvold, pedagogisk leder" in " ".join(text.split())


def test_the_author_is_told(scene: Scene):
    """It never happens without the author's knowing, a report of concern least of all; the leader is told once."""
    done = finished(scene)
    told = scene.sql("SELECT bruker_id, hva FROM varsel WHERE dokument_id = :id", id=done)
    assert [(row.bruker_id, row.hva) for row in told] == [(scene.actor(PER).id, "innskannet.paa_vegne_av")]
    for author in (PER, KARI):
        report = begin(scene, MONA, author, KIND)
        assert scene.finish(scene.actor(MONA), report) == []
        told = scene.sql("SELECT bruker_id, hva FROM varsel WHERE dokument_id = :id", id=report)
        mine = [row.hva for row in told if row.bruker_id == scene.actor(author).id]
        assert mine == [f"{KIND}.paa_vegne_av"]


def test_the_draft_is_the_registrar_s_alone(scene: Scene):
    """Until it is finished the author does not see it."""
    draft = begin(scene, MONA, PER)
    assert scene.draft(scene.actor(MONA), draft).raw
    for who in (PER, KARI):
        with pytest.raises(NotFoundError):
            scene.draft(scene.actor(who), draft)


def test_what_is_known_of_the_writer_is_the_author_s(scene: Scene):
    """The reporter's name and title are filled in with the author's, and stand when the form is opened again."""
    draft = scene.draft(scene.actor(MONA), begin(scene, MONA, PER, KIND))
    assert draft.raw["melder-navn"] == ["Per Myrvold"]
    assert draft.form.context.prefill["bruker.tittel"] == "pedagogisk leder"


@pytest.mark.parametrize(
    ("who", "author"),
    [
        (PER, KARI),  # an employee enters for nobody
        (MONA, MONA),  # nobody for oneself
        (MONA, "nils.styrer"),  # another unit's
        (MONA, "berit.barnevern"),
        (MONA, "anne.arkiv"),  # an archivist writes no documents
        ("nils.styrer", PER),  # a leader elsewhere
        ("anne.arkiv", PER),
        ("sigve.system", PER),
    ],
)
def test_who_may_not(scene: Scene, who: str, author: str):
    """Without the right, or for one who is no colleague there: not found, nothing is made."""
    unit = scene.unit("Solstua barnehage")
    with pytest.raises(NotFoundError):
        begin(scene, who, author, unit=unit)
    assert scene.count("dokument") == 0


def test_whom_one_may_choose(scene: Scene):
    """Those who write in the unit, not oneself; nobody where one has no such right; nobody who has left."""
    unit = scene.unit("Solstua barnehage")

    def names(who: str) -> set[str]:
        with scene.house.database.read(scene.actor(who)) as session:
            return {label for _id, label in colleagues(session, scene.actor(who), unit)}

    everybody = {
        "Kari Solbakk, styrer",
        "Siv Lunde, assisterende styrer",
        "Per Myrvold, pedagogisk leder",
        "Mona Ness, merkantil",
    }
    assert names(MONA) == everybody - {"Mona Ness, merkantil"}
    assert names(KARI) == everybody - {"Kari Solbakk, styrer"}
    assert names(PER) == names("nils.styrer") == set()
    scene.sql("UPDATE bruker SET aktiv = :no WHERE brukernavn = :name", no=False, name=PER)
    assert "Per Myrvold, pedagogisk leder" not in names(MONA)
    with pytest.raises(NotFoundError):
        start_document(scene.house, scene.actor(MONA), PAPER, unit, on_behalf_of=_id(scene, PER))


def _id(scene: Scene, name: str) -> str:
    (row,) = scene.sql("SELECT id FROM bruker WHERE brukernavn = :name", name=name)
    return str(row.id)


def test_a_blocked_colleague_is_not_the_author(scene: Scene):
    """Habilitet holds here too: nothing is frozen, the draft stands."""
    (barn,) = scene.sql("SELECT id FROM barn WHERE navn = 'Mio Testbråten'")
    kari = scene.actor(KARI)
    with scene.house.database.write(kari) as session:
        session.add(
            Sperring(bruker_id=scene.actor(PER).id, barn_id=barn.id, satt_av_id=kari.id, grunn="nabo", fra=now())
        )
    report = begin(scene, MONA, PER, KIND)
    with pytest.raises(ConflictError, match="kan ikke stå som forfatter"):
        scene.finish(scene.actor(MONA), report)
    assert scene.draft(scene.actor(MONA), report).dokument.status == "utkast"


def test_a_report_about_the_leader_is_not_entered_for_the_leader(scene: Scene):
    """What names the leader never reaches the leader by being entered in the leader's name."""
    report = begin(scene, MONA, KARI, KIND)
    scene.type(scene.actor(MONA), report, {"melder-gjelder_ansatt": "leder"})
    with pytest.raises(ConflictError, match="gjelder lederen"):
        scene.finish(scene.actor(MONA), report)


def test_the_registrar_corrects_and_the_author_stays(scene: Scene, cheap):
    """A new version by the one who typed it is still the author's; by the author it is the author's alone."""
    done = finished(scene)
    scene.drain(cheap)
    version = new_version(scene.house, scene.actor(MONA), done)
    assert scene.finish(scene.actor(MONA), version) == []
    dokument = scene.page(scene.actor(PER), version).dokument
    assert (dokument.forfatter_id, dokument.registrert_av_id) == (_id(scene, PER), _id(scene, MONA))
    assert dokument.hode["registrert_av"] == "Mona Ness, merkantil"
    scene.drain(cheap)
    own = new_version(scene.house, scene.actor(PER), version)
    assert scene.finish(scene.actor(PER), own) == []
    dokument = scene.page(scene.actor(MONA), own).dokument
    assert (dokument.forfatter_id, dokument.registrert_av_id) == (_id(scene, PER), None)
    assert "registrert_av" not in dokument.hode
    scene.access_is_right()
