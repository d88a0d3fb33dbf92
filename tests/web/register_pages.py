"""Short ways to a register's pages, for their tests."""

import json
import re
from html import unescape

from flask import Flask

from tests.web.visitor import Visitor, actor_of

MIO = "14832250075"
NEW = {"navn": "Una Nyberg", "foedselsdato": "03.02.2022", "ufoedt": "nei", "adressegradering": "ugradert"}


def row(who: Visitor, register: str, name: str) -> str:
    """The address of a row in a list, by its words."""
    page = who.get(f"/register/{register}/").text
    found = re.search(rf'href="(/register/{register}/[0-9a-f-]{{36}}/[^"]*)">\s*{name}', page)
    assert found, page
    return unescape(found[1])


def base_of(page: str) -> dict[str, str]:
    return json.loads(unescape(re.search(r'name="_base" value="([^"]*)"', page)[1]))


def change(who: Visitor, url: str, base: dict[str, str], **typed: str):
    return who.post(f"{url}endre/", {"_base": json.dumps(base), **base, **typed})


def unit_of(app: Flask, name: str) -> str:
    return actor_of(app, name).roller[0].enhet_id
