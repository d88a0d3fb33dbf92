"""Guardians, users, units, law: what each register adds to the base view's ways."""

import re
from html import unescape

import pytest
from flask import Flask

from tests.web.register_pages import MIO, NEW, base_of, change, row, unit_of
from tests.web.visitor import Visitor

MONA, NILS, SIGVE, FRIDA = "mona.merkantil", "nils.styrer", "sigve.system", "frida.fag"


@pytest.fixture
def mona(visit) -> Visitor:
    return visit(MONA)


def test_a_guardian_is_added_changed_warned_of_and_ended(mona: Visitor):
    """A26: a court's refusal shows on the child's page with its date and what still applies."""
    child = row(mona, "barn", "Mio")
    add = re.search(r'href="(/register/foresatt/ny/[^"]+)"', mona.get(child).text)[1]
    facts = {"navn": "Jon Testbråten", "kapasitet": "foreldreansvar_felles", "adressegradering": "ugradert"}
    facts |= {"samvaer_nektet_dato": "01.02.2026", "beholder_innsyn": "ja", "telefon": "90055666"}
    assert mona.post(unescape(add), facts).status_code == 303
    page = mona.get(child).text
    assert "nektet samvær av retten 01.02.2026" in page
    assert "har likevel rett til opplysninger" in page
    url = unescape(re.search(r'href="(/register/foresatt/[^"]+)">Jon', page)[1])
    end = re.search(r'action="(/register/foresatt/[^"]+/avslutt/[^"]*)"', mona.get(url).text)[1]
    assert mona.post(unescape(end), {}).status_code == 303
    assert "Jon Testbråten" not in mona.get(child).text


def test_a_user_is_added_given_a_role_and_closed(visit):
    """The password is shown once; a closed user is out at once; nobody gives themselves a role."""
    sigve = visit(SIGVE)
    page = sigve.get("/register/bruker/ny/").text
    unit = re.search(r'<option value="([0-9a-f-]{36})">Solstua', page)[1]
    facts = {"brukernavn": "ny.bruker", "navn": "Ny Bruker", "enhet": unit, "rolle": "ansatt"}
    made = sigve.post("/register/bruker/ny/", facts)
    password = re.search(r"<code>([^<]+)</code>", made.text)[1]
    fresh = Visitor(sigve.client.application.test_client())
    assert fresh.post("/logg-inn", {"brukernavn": "ny.bruker", "passord": unescape(password)}).status_code == 303
    assert fresh.get("/register/barn/").status_code == 200
    user = row(sigve, "bruker", "Ny Bruker").split("/")[3]
    sigve.post("/register/bruker/handling/", {"handling": "bekreft", "masse": "steng", "valgt": [user]})
    assert "/logg-inn" in fresh.get("/register/barn/").request.path
    own = row(sigve, "bruker", "Sigve").split("/")[3]
    told = sigve.post(f"/register/bruker/{own}/rolle/", {"enhet": unit, "rolle": "leder"}, follow_redirects=True)
    assert "Du kan ikke gi deg selv en rolle" in told.text
    assert sigve.get("/register/barn/").status_code == 404


def test_a_new_wording_of_the_law_ends_the_former(visit):
    """K24: dated rows, never overwritten."""
    frida = visit(FRIDA)
    frida.post("/register/lov/", {"handling": "sok", "sok": "bhl-46"})
    facts = {"noekkel": "bhl-46", "kortnavn": "bhl", "paragraf": "§ 46", "tekst": "Ny ordlyd", "fra": "01.01.2027"}
    assert frida.post("/register/lov/ny/", facts).status_code == 303
    page = frida.get("/register/lov/").text
    assert "Ny ordlyd" in page
    assert "31.12.2026" in page


def test_a_leader_keeps_the_own_units_telephone_and_no_more(visit):
    """The unit's name and archive are the systemadministrator's."""
    kari = visit("kari.styrer")
    url = row(kari, "enhet", "Solstua")
    base = base_of(kari.get(f"{url}endre/").text)
    assert set(base) == {"adresse", "postnummer", "poststed", "telefon", "vakttelefon"}
    assert change(kari, url, base, telefon="55001199", navn="Noe annet").status_code == 303
    assert "55001199" in kari.get(url).text
    assert kari.get(f"{row(kari, 'enhet', 'Fjordgløtt')}endre/").status_code == 404


def test_rows_found_to_be_one_child_are_joined(application: Flask, visit):
    """A wrong name opened nothing; with the name corrected the unit's row becomes the one of the number."""
    nils, unit = visit(NILS), unit_of(application, NILS)
    facts = {**NEW, "navn": "Nio Testbrott", "fnr": MIO, "foedselsdato": "", "enhet": unit, "telefon": "90012345"}
    assert nils.post("/register/barn/ny/", facts).status_code == 303
    url = row(nils, "barn", "Nio")
    base = base_of(nils.get(f"{url}endre/").text)
    assert base["fnr"] == MIO
    assert "Liv Testbråten" not in nils.get(url).text
    assert change(nils, url, base, navn="Mio Testbråten").location == "/register/barn/"
    assert nils.get(url).status_code == 404
    page = nils.get(row(nils, "barn", "Mio")).text
    assert "Liv Testbråten" in page  # common to all of the child's units
    assert "90012345" in page  # the unit's own came along
    assert "900 00 000" not in page  # what the other unit knows did not
