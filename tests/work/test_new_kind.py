"""A document kind that nobody has seen before: declared here, carried all the way by the house as it stands.

In the repository it would touch three paths at most: ``forms/observasjonsforespoersel.py`` (what stands in
``declared`` below), one line in ``forms/__init__.py``, and perhaps a template in ``templates/dokument/``
(here the standard one does). Nothing in ``samhandling/`` and no migration.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from forms import bekymringsmelding
from samhandling.model import now
from samhandling.model.base import OSLO
from samhandling.output.verify import verify
from samhandling.vocabulary.codelist import JA_NEI_VET_IKKE
from samhandling.vocabulary.condition import When
from samhandling.vocabulary.faults import declaration_faults
from samhandling.vocabulary.field import Choice, Date, LongText, NationalId, Repeated, ShortText
from samhandling.vocabulary.form import DocumentForm, EntryForm, Section, SectionForm
from samhandling.vocabulary.kind import (
    ArchiveFacts,
    Catalogue,
    Children,
    Deadline,
    DocumentType,
    Receiver,
    SendToReceiver,
    StartDeadlines,
)
from samhandling.work.correct import new_version
from samhandling.work.draft import add_entry
from samhandling.work.errors import NotFoundError
from tests.work.scene import Scene
from tests.work.test_worker import SCHEMAS, package

KEY = "observasjonsforespoersel"


class BarnEntry(EntryForm):
    navn = ShortText("Barnets navn", required=True)
    fnr = NationalId("Fødselsnummer", required=True)


class DagEntry(EntryForm):
    dato = Date("Dag", required=True)
    tolk = Choice("Trengs tolk?", options=JA_NEI_VET_IKKE, required=True)
    spraak = ShortText("Hvilket språk?", when=When("tolk", "ja"), required=True)


class OenskeSection(SectionForm):
    mottaker = Choice("Til hvilken helsestasjon?", options_from="mottaker", required=True)
    barn = Repeated(BarnEntry, "Barn", entry_title="Barn", min_entries=1, max_entries=1)
    hvorfor = LongText("Hva ønsker dere å få observert?", required=True, source="K13")
    dag = Repeated(DagEntry, "Dager som passer", entry_title="Dag", min_entries=1)


class OenskeForm(DocumentForm):
    oenske = Section(OenskeSection, title="Ønske om observasjon", law=("bvl-1-4",), topics=("atferd",))


def declared() -> DocumentType:
    """The whole tenant: its form above and its facts."""
    return DocumentType(
        key=KEY,
        title="Forespørsel om observasjon",
        version=1,
        form=OenskeForm,
        summary="Be helsesykepleier om å observere i barnehagen.",
        archive=ArchiveFacts("U", "BREV", "Forespørsel om observasjon", "Forespørsel"),
        services=("barnehage",),
        receiver=Receiver("/oenske/mottaker", "helsestasjon"),
        deadlines=(Deadline("F2"),),
        effects=(SendToReceiver(), StartDeadlines()),
        children=Children("/oenske/barn"),
        start_entries={"/oenske/barn": 1, "/oenske/dag": 1},
        example={
            "oenske-barn-1-navn": "Mio Testbråten",
            "oenske-barn-1-fnr": "14832250075",
            "oenske-hvorfor": "Samspill i lek ute.",
            "oenske-dag-1-dato": "01.12.2026",
            "oenske-dag-1-tolk": "nei",
        },
    )


@pytest.fixture
def with_kind(scene: Scene) -> Scene:
    kind = declared()
    assert declaration_faults(kind) == []
    return scene.with_catalogue(Catalogue((bekymringsmelding.KIND, kind)))


def test_a_new_kind_goes_from_draft_to_archive(with_kind: Scene, printer):
    """Group, condition, receiver, deadline: filled, checked, sent, printed, packaged and found whole."""
    who = with_kind.actor("per.pedagog")
    draft_id = with_kind.fill(who, {"oenske-dag-1-spraak": "polsk"}, KEY)
    second = add_entry(with_kind.house, who, draft_id, "oenske-dag")
    with_kind.type(who, draft_id, {f"oenske-dag-{second}-dato": "3.12.26", f"oenske-dag-{second}-tolk": "ja"})
    found = {finding.name.rpartition("-")[2] for finding in with_kind.finish(who, draft_id)}
    assert found == {"spraak"}, "one out of place, one missing"
    assert len(with_kind.finish(who, draft_id)) == 2
    with_kind.type(who, draft_id, {"oenske-dag-1-spraak": "", f"oenske-dag-{second}-spraak": "polsk"})
    assert with_kind.finish(who, draft_id) == []
    with_kind.drain(printer)
    copy = with_kind.copy_of(draft_id)
    for each in (draft_id, copy):
        verdict = verify(package(with_kind, each))
        assert verdict.ok, verdict.lines
        (frist,) = with_kind.sql("SELECT kode, dato FROM frist WHERE dokument_id = :id", id=each)
        assert (frist.kode, str(frist.dato)) == ("F2", str(now().astimezone(OSLO).date() + timedelta(weeks=3)))
    page = with_kind.page(who, draft_id)
    assert page.dokument.mottaker == "Lyngvær helsestasjon"
    (group,) = [item for item in page.tree[0]["items"] if item["label"] == "Dager som passer"]
    assert [[line["value"] for line in entry["items"]] for entry in group["entries"]] == [
        ["01.12.2026", "Nei"],
        ["03.12.2026", "Ja", "polsk"],
    ]
    with_kind.access_is_right()


@pytest.mark.poppler
def test_a_new_kind_is_printed_by_the_standard_page(with_kind: Scene, printer, tmp_path: Path):
    """What was typed stands in the PDF as it reads, under the kind's own title."""
    import subprocess  # noqa: PLC0415 - for this test alone

    who = with_kind.actor("per.pedagog")
    done = with_kind.finished(who, kind=KEY)
    with_kind.drain(printer)
    pdf = package(with_kind, done) / "dokument.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    for said in ("Forespørsel om observasjon", "Samspill i lek ute.", "01.12.2026", "Lyngvær kommune"):
        assert said in text


@pytest.mark.contracts
def test_a_new_kind_is_filed_by_the_published_schema(with_kind: Scene, cheap, contracts: Path):
    """Its arkivmelding is valid at both ends."""
    done = with_kind.finished(with_kind.actor("per.pedagog"), kind=KEY)
    with_kind.drain(cheap)
    schema = etree.XMLSchema(etree.parse(str(contracts / f"{SCHEMAS}.xsd")))
    for each in (done, with_kind.copy_of(done)):
        schema.assertValid(etree.parse(str(package(with_kind, each) / "arkivmelding.xml")))


def test_a_new_kind_is_read_by_those_who_work_with_the_child(with_kind: Scene):
    """It says nothing of its own about access: the author, the leader, the receiver's leader; no stranger."""
    who = with_kind.actor("kari.styrer")
    done = with_kind.finished(who, kind=KEY)
    assert with_kind.page(with_kind.actor("per.pedagog"), done).tree, "works with the child"
    for name in ("nils.styrer", "berit.barnevern", "ola.ppt"):
        for each in (done, with_kind.copy_of(done)):
            with pytest.raises(NotFoundError):
                with_kind.page(with_kind.actor(name), each)


def test_a_new_kind_is_corrected_like_any(with_kind: Scene):
    """A new version begins with its answers; the other service cannot start one."""
    who = with_kind.actor("per.pedagog")
    done = with_kind.finished(who, kind=KEY)
    version = new_version(with_kind.house, who, done)
    assert with_kind.finish(who, version) == []
    assert with_kind.page(who, version).tree == with_kind.page(who, done).tree
    with pytest.raises(NotFoundError):
        with_kind.fill(with_kind.actor("ola.ppt"), kind=KEY)
