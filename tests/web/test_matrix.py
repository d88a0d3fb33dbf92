"""Every URL × every role × (own, other unit, other municipality, blocked): what each finds there (domain.md §6).

The cells come from the application's own URL map; who may open what, and which secret is whose, is written down by
hand in tests/web/matrix (sees.py, papers.py, registers.py, desk.py). A new address fails here until it stands there.
SQLite has every cell; PostgreSQL a sample by a fixed seed, and every cell in the proof.
"""

import random

import pytest

from tests.web.matrix import people, sees
from tests.web.matrix.door import Door, Key
from tests.web.matrix.people import EVERYBODY, NOBODY
from tests.web.matrix.sees import SEES
from tests.web.matrix.trying import DOORS, Trial, keys_of

ASKED_TO_LOG_IN = frozenset({302, 303, 401})
SEED, SAMPLE = 20261122, 250
"""Cells that are tried on PostgreSQL in every run."""
Cells = list[tuple[Key, Door, list[str]]]
ALL: Cells = [(key, door, door.tried()) for key, doors in DOORS.items() for door in doors]


def test_every_role_is_held_in_every_place():
    """Own unit, another unit, another municipality, blocked: no role is left out of any."""
    assert people.lacking() == []


def test_every_secret_is_somebodys(on_file: Trial):
    """Each text in the world has its readers written down, by names that are held."""
    assert set(SEES) == set(on_file.world.secrets)
    assert all(who <= EVERYBODY for who in sees.SEES.values())


def test_every_address_is_written_down(on_file: Trial):
    """An address of the URL map that nobody has said who may open fails here, by its name."""
    assert [key for key in keys_of(on_file.app) if key not in DOORS] == []
    assert set(DOORS) <= set(keys_of(on_file.app))


@pytest.mark.parametrize("part", sorted({key[0].split(".")[0] for key in DOORS}))
def test_everybody_at_every_door(on_file: Trial, part: str):
    """Who may come in sees what is theirs and no more; all others see nothing, change nothing, and are logged."""
    assert_right(on_file, [cell for cell in ALL if cell[0][0].split(".")[0] == part])


def test_a_sample_on_postgresql(on_server: Trial):
    """The same on the other database, at some doors for some people."""
    chance = random.Random(SEED)
    tried: Cells = []
    for key, door, names in ALL:
        some = chance.sample(names, 2) + chance.sample(sorted(door.opens), min(1, len(door.opens)))
        tried.append((key, door, sorted(set(some))))
    assert_right(on_server, tried)


@pytest.mark.proof
def test_all_on_postgresql(on_server: Trial):
    """The same on the other database, every cell."""
    assert_right(on_server, ALL)


# ---- judging


def assert_right(trial: Trial, cells: Cells) -> None:
    wrong = [
        f"{key[1]} {key[0]} {door.name} | {fault}"
        for key, door, names in cells
        for fault in judge(trial, key, door, names)
    ]
    assert not wrong, "\n".join(wrong)


def judge(trial: Trial, key: Key, door: Door, names: list[str]) -> list[str]:
    """Try a door as many; return what was wrong, cell by cell."""
    trial.restore()
    outside = [name for name in names if name not in door.opens]
    wrong = _outside(trial, key, door, outside) if outside else []
    for name in names:
        if name in door.opens:
            wrong += [f"{name}: {fault}" for fault in let_in(trial, key, door, name)]
            if key[1] == "POST":
                trial.restore()
    return wrong


def _outside(trial: Trial, key: Key, door: Door, names: list[str]) -> list[str]:
    before, denied = trial.digest() if key[1] == "POST" else "", trial.denied()
    wrong = [f"{name}: {fault}" for name in names for fault in kept_out(trial, key, door, name)]
    changed = before and trial.digest() != before
    if door.refuses == frozenset({404}):
        logged, ids = trial.denied(), trial.world.ids
        wrong += [
            f"{name}: the try is not logged"
            for name in names
            if name != NOBODY and logged.get(ids[name], 0) != denied.get(ids[name], 0) + 1
        ]
    if changed:
        wrong += [f"{name}: kept out, and changed the database" for name in changers(trial, key, door, names)]
    return wrong


def kept_out(trial: Trial, key: Key, door: Door, name: str) -> list[str]:
    answer = trial.go(name, key, door)
    expected = ASKED_TO_LOG_IN | door.refuses if name == NOBODY else door.refuses
    wrong = [] if answer.status_code in expected else [f"kept out, and answered {answer.status_code}"]
    return wrong + [f"kept out, and sees {secret}" for secret in sorted(trial.found(answer))]


def let_in(trial: Trial, key: Key, door: Door, name: str) -> list[str]:
    answer = trial.go(name, key, door)
    found = trial.found(answer)
    wrong = [] if answer.status_code in door.answers else [f"let in, and answered {answer.status_code}"]
    wrong += [f"let in, and sees {secret}, which is not theirs" for secret in sorted(found) if name not in SEES[secret]]
    missing = [secret for secret in door.shows if name in SEES[secret] & door.to and secret not in found]
    return wrong + [f"let in, and does not see {secret}" for secret in missing if answer.status_code == 200]


def changers(trial: Trial, key: Key, door: Door, names: list[str]) -> list[str]:
    """Who of them changes the database, each alone."""
    found = []
    for name in names:
        trial.restore()
        before = trial.digest()
        trial.go(name, key, door)
        found += [name] if trial.digest() != before else []
    trial.restore()
    return found
