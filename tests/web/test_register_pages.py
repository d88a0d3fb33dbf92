"""The pages that the registers are dressed in: they escape, work without a script, and axe finds nothing."""

import re
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template, session
from markupsafe import Markup
from werkzeug.serving import make_server

from app import create_app
from samhandling.store.settings import Settings
from samhandling.web.permission import public
from tests.web.visitor import house_of

HOSTILE = '"><script>alert(1)</script>'
COLUMNS = [
    {"name": "navn", "label": "Navn", "sort_url": "?sorter=-navn", "sorted": "opp", "width": ""},
    {"name": "foedt", "label": "Født", "sort_url": None, "sorted": "", "width": "smal"},
    {"name": "status", "label": "Status", "sort_url": "?sorter=status", "sorted": "", "width": "smal"},
]
ROWS = [
    {"id": "1", "url": "/barn/1", "celler": ["Mio", "14.03.2022", {"tag": "Aktiv", "tone": "success"}], "merke": ""},
    {"id": HOSTILE, "url": "/barn/2", "celler": [HOSTILE, "", Markup("<em>ny</em>")], "merke": HOSTILE},
]
FIELDS = [
    {
        "title": "Barnet",
        "felter": [
            {"name": "navn", "label": "Navn", "type": "text", "value": HOSTILE, "error": "Skriv navnet."},
            {"name": "foedt", "label": "Født", "type": "date", "value": ""},
            {"name": "grad", "label": "Gradering", "type": "radio", "value": "u", "options": [("u", "Ugradert")]},
            {"name": "fnr", "label": "Nummer", "type": "text", "value": "x", "readonly": True},
        ],
    },
    {"name": "tolk", "label": "Tolk", "type": "checkbox", "value": True},
    {"name": "merknad", "label": "Merknad", "type": "textarea", "value": HOSTILE, "hint": "Kort."},
    {"name": "enhet", "label": "Enhet", "type": "select", "value": "2", "options": [("1", "A"), ("2", "B")]},
]
CHANGES = [("Adresse", HOSTILE, None), ("Telefon", None, "55 00 11 10")]
EVENTS = [{"naar": "i går", "hvem": "Kari", "rolle": "leder", "hva": "", "endringer": CHANGES}]
CLASH = {"name": "adresse", "label": "Adresse", "mitt": HOSTILE, "lagret": "", "foer": "X", "navn": "Per", "tid": "nå"}
FILTERS = [{"name": "status", "label": "Status", "options": [("", "Alle"), ("a", "Aktive")], "value": "a"}]
PAGES = {
    "liste": {
        "sok": HOSTILE, "sokehjelp": "Søk på navn.", "filtre": FILTERS, "nullstill_url": "/barn/", "kolonner": COLUMNS,
        "rader": ROWS, "kan_velge": True, "handlinger": [("slutt", "Avslutt")], "tom": "Ingen.", "forste": None,
        "forrige": None, "neste": "?etter=1", "siste": "?slutt=1", "antall": SimpleNamespace(number=1000, more=True),
        "hopp": {"bokstaver": [("A", "?fra=A")]}, "csv_url": "/csv", "xlsx_url": "/xlsx",
        "kolonnevalg": [{"name": "navn", "label": "Navn", "vises": True, "fast": True}],
        "knapper": [("Ny", "/ny", "")],
    },
    "vis": {
        "grupper": [{"title": "Barnet", "rader": [("Navn", HOSTILE), ("Tlf", None)], "note": "x"}],
        "hendelser": EVENTS, "advarsler": [("Samvær er nektet.", "danger")], "tilbake": ("Barn", "/barn/"),
    },
    "rediger": {"felter": FIELDS, "feil": [("navn", "Skriv navnet."), ("", "Noe annet.")], "base": {"navn": HOSTILE},
                "avbryt_url": "/barn/", "knapp": "Lagre"},
    "bekreft": {"antall": 1200, "navn": "barn", "handling_url": "/gjør", "felter": [("valgt", HOSTILE)],
                "avbryt_url": "/barn/"},
    "konflikt": {"felter": [CLASH], "skjulte": [("navn", HOSTILE)], "base": "{}", "avbryt_url": "/barn/",
                 "knapp": "Lagre"},
}  # fmt: skip


@pytest.fixture
def dressed(sqlite_url: str, tmp_path: Path) -> Flask:
    """The application with a page for each skeleton, at /prove/<language>/<page>; what is shown is no database's."""
    settings = Settings.from_environment(tmp_path / "instance", {})
    application = create_app(replace(settings, database_url=sqlite_url))

    @application.get("/prove/<locale>/<page>")
    @public
    def show(locale: str, page: str) -> str:
        session["spraak"] = locale
        return render_template(f"register/{page}.html", title=f"Tittel {HOSTILE}", **PAGES[page])

    yield application
    house_of(application).database.dispose()


@pytest.fixture
def html(dressed: Flask):
    """Give the text of a page."""
    return lambda page: dressed.test_client().get(f"/prove/nb/{page}").text


@pytest.mark.parametrize("page", PAGES)
def test_what_people_typed_is_escaped_and_nothing_is_inline(html, page):
    text = html(page)
    assert "<h1>Tittel &#34;&gt;&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert not re.search(r"<[^>]+\s(on\w+|style)=", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("page", PAGES)
def test_every_form_that_changes_something_carries_its_token(html, page):
    """So does the one with the chosen rows and those whose buttons go elsewhere; no id is there twice."""
    text = html(page)
    forms = re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL)
    assert forms
    assert all('name="csrf_token" value="' in form for form in forms)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_a_list_says_how_many_and_how_it_is_sorted(html):
    text = html("liste")
    assert "1\u00a0000+ treff" in text
    assert re.findall(r'aria-sort="(\w+)"', text) == ["ascending", "none"]
    assert '<a href="/barn/1">Mio</a>' in text
    assert text.count('name="valgt"') == 2
    assert '<option value="a" selected>' in text


def test_bulk_asks_and_counts(html):
    text = html("bekreft")
    assert "Dette gjelder 1\u00a0200 barn." in text
    assert 'action="/gjør"' in text


def test_a_form_says_what_is_wrong_at_the_top_and_at_the_field(html):
    text = html("rediger")
    assert re.search(r'<a href="#navn">\s*Navn: \s*Skriv navnet\.</a>', text)
    field = re.search(r'<input[^>]*id="navn"[^>]*>', text)[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="navn--feil"' in field
    assert '<p class="ds-validation-message" id="navn--feil">Skriv navnet.</p>' in text
    assert 'name="fnr"' not in text


def test_history_tells_what_was_and_what_is_in_words(html):
    text = html("vis")
    assert re.search(r"Før: </span><del>.*?</del>", text)
    assert re.search(r"Nå: </span><ins>55 00 11 10</ins>", text)


@pytest.mark.chromium
@pytest.mark.parametrize("locale", ["nb", "nn"])
def test_axe_finds_nothing_at_any_width(dressed, browser, axe, locale):
    """Nor does the console, and nothing runs off the screen."""
    server = make_server("127.0.0.1", 0, dressed, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://localhost:{server.port}")
    page, faults = context.new_page(), []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for name in PAGES:
        for width in (360, 800, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"/prove/{locale}/{name}")
            page.evaluate(f"{axe.read_text()};undefined")
            found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + v.nodes[0].target)")
            faults += [f"{name} {width}: {fault}" for fault in found]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{name} runs off {width}")
    context.close()
    server.shutdown()
    assert not faults
