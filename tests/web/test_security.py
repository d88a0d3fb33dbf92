"""What a browser is told, what a forged form meets, and what happens to what was typed when a session has ended."""

import json
import re
from dataclasses import replace

import pytest

from app import create_app
from samhandling.web.security import own_path
from tests.web.visitor import KARI, Visitor, house_of, inputs


def test_every_page_is_locked_down(application, visit):
    """A strict policy with a nonce of its own, no framing, no keeping."""
    kari = visit(KARI)
    one, other = kari.client.get("/"), kari.client.get("/")
    policy = one.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}'", policy)
    assert policy != other.headers["Content-Security-Policy"]
    assert one.headers["Cache-Control"] == "no-store"
    assert one.headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in one.headers
    assert not re.search(r'\son\w+="|\sstyle="|javascript:', one.text)


def test_cookies_behind_tls(application):
    """With secure cookies: HttpOnly, Secure, Lax, the __Host- name, and HSTS."""
    house = house_of(application)
    app = create_app(replace(house.settings, cookie_secure=True))
    answer = app.test_client().get("/logg-inn", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-samhandling=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    house_of(app).database.dispose()


def test_a_login_begins_a_new_session(application):
    """Nothing that stood in the cookie before the login stands there after it, but the language."""
    visitor = Visitor(application.test_client())
    visitor.post("/spraak", {"spraak": "nn", "neste": "//ondt.example"})
    before = visitor.token()
    with visitor.client.session_transaction() as session:
        session["plantet"] = "ja"
    visitor.log_in(KARI)
    with visitor.client.session_transaction() as session:
        assert "plantet" not in session
        assert session["spraak"] == "nn"
    assert visitor.token() != before
    assert '<html lang="nn"' in visitor.get("/").text


def test_a_logged_out_token_is_dead(application, visit):
    """A copy of the cookie from before the logout opens nothing."""
    kari = visit(KARI)
    copy = kari.client.get_cookie("samhandling").value
    kari.post("/logg-ut", {})
    thief = application.test_client()
    thief.set_cookie("samhandling", copy)
    assert thief.get("/").location.startswith("/logg-inn")


@pytest.mark.parametrize(
    "target",
    ["//ondt.example", "https://ondt.example", "/\\ondt.example", "\\\\ondt", "javascript:alert(1)", "/a\nb", ""],
)
def test_no_way_out(target):
    """A «next» that leaves the site is not followed."""
    assert own_path(target) is None


def test_a_wrong_password_says_nothing(application):
    """The same words for an unknown name and a wrong password; after five tries one waits."""
    visitor = Visitor(application.test_client())
    told = {
        visitor.post("/logg-inn", {"brukernavn": name, "passord": "x" * 12}).status_code for name in (KARI, "ingen")
    }
    assert told == {401}
    for _ in range(5):
        answer = visitor.post("/logg-inn", {"brukernavn": KARI, "passord": "feil-passord-her"})
    assert "Vent et kvarter" in answer.text


def test_a_forged_form_is_refused_and_an_old_one_sent_again(application, visit):
    """Without the token nothing is done; someone from our own page gets what was typed back, to send again."""
    kari = visit(KARI)
    dokument_id = kari.start()
    path = f"/dokument/{dokument_id}/skjema/bekymring"
    base = inputs(kari.get(path).text)
    typed = {**base, "bekymring-forhold": "Skrevet <lenge>", "_base": json.dumps(base)}
    forged = kari.client.post(path, data=typed, headers={"Origin": "https://ondt.example"})
    assert forged.status_code == 400
    assert "Skrevet" not in forged.text
    old = kari.client.post(path, data={**typed, "csrf_token": "gammel"}, headers={"Origin": "http://localhost"})
    assert old.status_code == 400
    assert 'value="Skrevet &lt;lenge&gt;"' in old.text
    assert inputs(old.text) == base


def test_what_was_typed_survives_a_session_that_ended(application, visit):
    """A section sent without a session comes back as a page that sends it again; the script is told 401."""
    kari = visit(KARI)
    dokument_id = kari.start()
    path = f"/dokument/{dokument_id}/skjema/bekymring"
    base = inputs(kari.get(path).text)
    kari.client.delete_cookie("samhandling")
    typed = {"bekymring-forhold": "Skrevet lenge", "_base": json.dumps(base)}
    answer = kari.client.post(path, data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 401
    assert 'name="bekymring-forhold" value="Skrevet lenge"' in answer.text
    assert kari.client.post(f"/dokument/{dokument_id}/lagre", json={}).status_code == 401
    asked = kari.client.get(path)
    assert asked.location == f"/logg-inn?neste={path}"


def test_a_changed_password_ends_every_session(application, visit):
    """Both of one's browsers are out; the new password lets one in."""
    here, there = visit(KARI), visit(KARI)
    new = {
        "gammelt": "demo-passord-2026",
        "nytt": "en setning er lett å huske",
        "gjentatt": "en setning er lett å huske",
    }
    assert here.post("/passord", {**new, "gjentatt": "noe annet er det nok"}).status_code == 422
    assert here.post("/passord", new).status_code == 303
    assert there.client.get("/").status_code == 302


def test_health(application):
    """Both answer without a login."""
    client = application.test_client()
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").json == {"ok": True, "database": True, "migrated": True, "disk": True}
