"""The guided form without a script: every button is a plain form, and nothing typed is ever lost."""

import json
import re

from samhandling.work.demo_document import fill_in
from samhandling.work.draft import Change, read_draft, save_draft
from tests.web.visitor import KARI, REPORT, actor_of, house_of, inputs


def raw(app, dokument_id: str) -> dict[str, list[str]]:
    house = house_of(app)
    with house.database.read(actor_of(app, KARI)) as session:
        return read_draft(house, session, dokument_id).raw


def test_a_report_by_plain_forms(application, visit):
    """Start, answer every section by POST, look over, finish, and stand at the document's page."""
    kari = visit(KARI)
    dokument_id = kari.start()
    for section in REPORT.form().sections:
        path = f"/dokument/{dokument_id}/skjema/{section.short_name}"
        base = inputs(kari.get(path).text)
        answer = kari.post(path, {**base, **answers(base), "_base": json.dumps(base), "handling": "neste"})
        assert answer.status_code == 303
        base = inputs(kari.get(path).text)  # questions that the answers brought
        kari.post(path, {**base, **answers(base), "_base": json.dumps(base), "_skript": "ja", "handling": "neste"})
    overview = kari.get(f"/dokument/{dokument_id}/se-over").text
    assert "Alt som må være med, er fylt ut" in overview
    done = kari.post(f"/dokument/{dokument_id}/fullfoer", {})
    assert done.status_code == 303
    page = kari.get(done.location).text
    assert "Mio Testbråten" in page
    assert "PDF-en lages og forsegles" in page


def answers(base: dict[str, list[str]]) -> dict[str, list[str]]:
    """The example's answers for the inputs of one page."""
    example = REPORT.example | {"mottaker-enhet": "annet", "mottaker-annet_navn": "Et barnevern",
                                "mottaker-kommunenummer": "0301", "mottaker-kommunenavn": "Et sted"}  # fmt: skip
    found = {name: example.get(re.sub(r"-\d{6,}-", "-1-", name)) for name in base}
    return {name: [value] for name, value in found.items() if value is not None}


def test_questions_that_an_answer_brings_are_shown_first(application, visit):
    """Without a script «Neste» stays where an answer has brought new questions, and says so."""
    kari = visit(KARI)
    path = f"/dokument/{kari.start()}/skjema/mottaker"
    base = inputs(kari.get(path).text)
    answer = kari.post(path, {**base, "mottaker-haster": "ja", "_base": json.dumps(base), "handling": "neste"})
    assert answer.location.partition("#")[0] == path
    page = kari.get(path).text
    assert "Svarene dine ga flere spørsmål" in page
    assert re.search(r'<div class="plass[^>]*data-felt="mottaker-ringt"[^>]*data-when="[^"]*">', page)


def test_entries_come_and_go(application, visit):
    """An entry is added and taken away by buttons; one that holds answers only after a second yes."""
    kari = visit(KARI)
    dokument_id = kari.start()
    path = f"/dokument/{dokument_id}/skjema/barn"
    base = inputs(kari.get(path).text)
    kari.post(path, {**base, "_base": json.dumps(base), "_legg_til": "barn-barn"})
    base = inputs(kari.get(path).text)
    second = [name for name in base if name.endswith("-id")][1].removesuffix("-id")
    typed = {**base, f"{second}-navn": ["Søster"], "_base": json.dumps(base), "_fjern": second}
    asked = kari.post(path, typed)
    assert f"fjern={second}" in asked.location
    assert "Vil du fjerne" in kari.get(asked.location).text
    assert raw(application, dokument_id)[f"{second}-navn"] == ["Søster"]
    base = inputs(kari.get(path).text)
    kari.post(path, {**base, "_base": json.dumps(base), "_fjern": second, "_sikker": "ja"})
    assert f"{second}-id" not in raw(application, dokument_id)


def test_two_tabs_lose_nothing(application, visit):
    """What was typed over an older text is shown beside the other; saving again chooses it."""
    kari = visit(KARI)
    dokument_id = kari.start()
    path, name = f"/dokument/{dokument_id}/skjema/bekymring", "bekymring-forhold"
    base = inputs(kari.get(path).text)
    save_draft(house_of(application), actor_of(application, KARI), dokument_id, {name: Change([], ["fra nettbrettet"])})
    typed = {**base, name: "herfra", "bekymring-bakgrunn": "lagres likevel", "_base": json.dumps(base)}
    both = kari.post(path, typed)
    assert both.status_code == 409
    assert "fra nettbrettet" in both.text
    assert ">\nherfra</textarea>" in both.text
    assert raw(application, dokument_id)["bekymring-bakgrunn"] == ["lagres likevel"]
    again = inputs(both.text)
    assert again[name] == ["fra nettbrettet"]
    kari.post(path, {**again, name: "herfra", "_base": json.dumps(again)})
    assert raw(application, dokument_id)[name] == ["herfra"]


def test_the_script_saves_fields(application, visit):
    """The script's save answers when it was saved, what is wrong beside its field, and how far each step is."""
    kari = visit(KARI)
    dokument_id = kari.start()
    changes = {
        "melder-epost": {"base": ["kari.styrer@lyngvaer.example"], "verdi": ["feil"]},
        "ukjent": {"base": [], "verdi": ["x"]},
    }
    headers = {"X-CSRFToken": kari.token()}
    answer = kari.client.post(f"/dokument/{dokument_id}/lagre", json={"endringer": changes}, headers=headers)
    assert re.fullmatch(r"\d\d\.\d\d", answer.json["lagret"])
    assert answer.json["feil"]["melder-epost"]
    assert answer.json["steg"]["melder"]["tilstand"] == "mangler"
    assert raw(application, dokument_id)["melder-epost"] == ["feil"]
    assert kari.client.post(f"/dokument/{dokument_id}/lagre", json=["rart"], headers=headers).status_code == 200


def test_what_is_missing_has_a_link_to_its_field(application, visit):
    """The overview links to each field; the section then says it in its list on top and beside the field."""
    kari = visit(KARI)
    dokument_id = kari.start()
    tried = kari.post(f"/dokument/{dokument_id}/fullfoer", {})
    assert tried.status_code == 422
    link = f"/dokument/{dokument_id}/skjema/grunn?mangler=ja#grunn-grunn"
    assert link in tried.text
    page = kari.get(link.partition("#")[0]).text
    assert 'class="ds-error-summary"' in page
    assert 'id="grunn-grunn"' in page
    assert re.search(r'id="grunn-grunn--feil">[^<]+</p>', page)


def test_a_finished_document_is_not_a_form(application, visit):
    """The form's addresses of a finished document lead to its page; a late save is refused with 409."""
    house, kari = house_of(application), visit(KARI)
    actor = actor_of(application, KARI)
    dokument_id = fill_in(house, actor, "bekymringsmelding", actor.roller[0].enhet_id)
    kari.post(f"/dokument/{dokument_id}/fullfoer", {})
    assert kari.client.get(f"/dokument/{dokument_id}/skjema/barn").location == f"/dokument/{dokument_id}"
    late = kari.client.post(
        f"/dokument/{dokument_id}/lagre", json={"endringer": {}}, headers={"X-CSRFToken": kari.token()}
    )
    assert late.status_code == 409


def test_correction_and_new_version(application, visit):
    """A finished document gets a new version with the same answers, and a feilregistrering with its reason."""
    house, kari, actor = house_of(application), visit(KARI), actor_of(application, KARI)
    dokument_id = fill_in(house, actor, "bekymringsmelding", actor.roller[0].enhet_id)
    kari.post(f"/dokument/{dokument_id}/fullfoer", {})
    newer = kari.post(f"/dokument/{dokument_id}/ny-versjon", {}).location.split("/")[2]
    assert raw(application, newer)["bekymring-forhold"]
    path = f"/dokument/{dokument_id}/feilregistrer"
    assert kari.post(path, {"grunn": " "}).status_code == 422
    assert kari.post(path, {"grunn": "Feil barn"}).status_code == 303
    assert "Feilregistrert: Feil barn" in kari.get(f"/dokument/{dokument_id}").text
