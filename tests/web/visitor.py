"""Somebody at a browser without a script, and short ways to what a test looks at."""

import json
import re
from dataclasses import dataclass
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import CATALOGUE
from samhandling.work import demo
from samhandling.work.house import House
from samhandling.work.login import log_in, resume

KARI, NILS, BERIT = "kari.styrer", "nils.styrer", "berit.barnevern"
KIND = "bekymringsmelding"
REPORT = CATALOGUE[KIND]


def house_of(app: Flask) -> House:
    house: House = app.extensions["samhandling"]
    return house


def actor_of(app: Flask, name: str):
    house = house_of(app)
    return resume(house, log_in(house, name, demo.PASSWORD, "127.0.0.1"))


@dataclass
class Visitor:
    """Somebody at a browser without a script: reads pages, presses the buttons of forms."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, follow_redirects=True)

    def post(self, path: str, typed: dict[str, object], **options) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **typed}, **options)

    def token(self) -> str:
        return self.client.get("/innlogging/tilstand").json["csrf"]

    def log_in(self, name: str) -> "Visitor":
        assert self.post("/logg-inn", {"brukernavn": name, "passord": demo.PASSWORD}).status_code == 303
        return self

    def start(self) -> str:
        """Begin a report; return its id."""
        unit = re.search(r'name="enhet" value="([^"]+)"', self.get("/").text)[1]
        where = self.post(f"/dokument/ny/{KIND}", {"enhet": unit}).location
        return where.split("/")[2]


def inputs(page: str) -> dict[str, list[str]]:
    """The hidden base of a section's page: each input's name with what it shows."""
    return json.loads(unescape(re.search(r'name="_base" value="([^"]*)"', page)[1]))
