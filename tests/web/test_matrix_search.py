"""What may not be seen is not found: neither in a list, nor in its count, nor before a new one is made."""

import re

import pytest

from tests.web.matrix.door import Door, form
from tests.web.matrix.people import NO_ONE, role_of
from tests.web.matrix.records import number
from tests.web.matrix.sees import SEES
from tests.web.matrix.trying import Trial, words

SEEKERS = (
    *("b1.leder", "b1.ansatt", "b1.ansatt.kollega", "b1.leder.sperret", "b1.ansatt.sperret", "b1.merkantil.sperret"),
    *("b2.leder", "b2.merkantil", "b3.leder", "v1.mottak", "v1.ansatt", "v1.mottak.sperret", "v2.mottak", "h1.leder"),
)
LISTS = ("barn.index_view", "foresatt.index_view", "dokument.index_view", "home.documents", "home.received")
SOUGHT = (
    "c1.fnr",
    "c1.navn",
    "c2.navn",
    "c3.navn",
    "c9.navn",
    "r1.barn",
    "r2.barn",
    "m1.barn",
    "utkast.barn",
    "f1.navn",
)
HIT = re.compile(r'class="treff" role="status">([^<]*)<')


@pytest.mark.parametrize("where", LISTS)
def test_a_search_finds_what_is_theirs(trial: Trial, where: str):
    """Each seeker searches for each name and number: what is found is theirs, and the count tells no more."""
    wrong = []
    for who in SEEKERS:
        for name in SOUGHT:
            nothing, found = sought(trial, who, where, "Zqxyzzy"), sought(trial, who, where, trial.world.secrets[name])
            if nothing is None or found is None:
                continue
            mine = who in SEES[name]
            leaked = {each for each in found[0] if who not in SEES[each]} - {name}
            wrong += [(who, name, leaked)] if leaked else []
            wrong += [(who, name, found[1])] if not mine and found[1] != nothing[1] else []
    assert wrong == []


def test_the_owner_finds_it(trial: Trial):
    """The same searches, by one who may: else the test above would prove nothing."""
    for where, name in (("barn.index_view", "c1.navn"), ("barn.index_view", "c1.fnr"), ("home.documents", "r1.barn")):
        nothing, found = (
            sought(trial, "b1.leder", where, "Zqxyzzy"),
            sought(trial, "b1.leder", where, trial.world.secrets[name]),
        )
        assert found[1] != nothing[1], (where, name)


def sought(trial: Trial, who: str, where: str, text: str) -> tuple[set[str], list[str]] | None:
    """Search a list; return the secrets that it shows and how many it counts; None where it does not open."""
    post = where.replace("home.documents", "home.choose_documents").replace("home.received", "home.choose_received")
    if trial.go(who, (post, "POST"), form(NO_ONE, data={"handling": "sok", "sok": text})).status_code != 303:
        return None
    page = trial.go(who, (where, "GET"), Door(NO_ONE))
    shown = re.sub(r'name="sok" value="[^"]*"', "", page.text)
    page.set_data(shown)
    return trial.found(page), HIT.findall(words(page))


def test_a_new_child_is_answered_alike(trial: Trial):
    """Known or not, blocked or not: whoever may not see the child learns nothing by typing its number and name."""
    unknown = {"navn": "Zqukjent Zqukjent", "fnr": number()}
    known = {"navn": trial.world.secrets["c1.navn"], "fnr": trial.world.secrets["c1.fnr"]}
    for who in ("b1.leder.sperret", "b1.merkantil.sperret", "b2.leder", "b3.merkantil"):
        told = []
        for typed in (unknown, known):
            trial.restore()
            unit = f"@{who.split('.', maxsplit=1)[0]}"
            data = {**typed, "ufoedt": "nei", "adressegradering": "ugradert", "enhet": unit}
            answer = trial.go(who, ("barn.create_view", "POST"), form(NO_ONE, data=data))
            told.append((answer.status_code, answer.headers.get("Location")))
        assert told[0] == told[1] == (303, "/register/barn/"), (who, role_of(who))
