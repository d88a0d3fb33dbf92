"""kill -9 of writer and worker at random moments: never half a document, never two packages, nothing lost."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forms import CATALOGUE
from samhandling.channels.folder import DRAFT
from samhandling.output.verify import verify
from samhandling.work import sealing
from samhandling.work.house import open_house
from tests.work import killed
from tests.work.conftest import settings_of
from tests.work.scene import KIND, Scene

ROOT = Path(__file__).parents[2]
PROOF = bool(os.environ.get("PROOF"))
LONGEST = 0.4
"""Seconds that a writer lives at most: a few documents."""
SLOWEST = 1.2
"""The same on a busy machine."""


class Killer:
    """The program that forks what is to be killed."""

    def __init__(self, folder: Path, real: str) -> None:
        command = [sys.executable, "-m", "tests.work.killed", str(folder), real]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def order(self, **order: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@pytest.fixture(scope="session")
def ready_folder(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, demo_sqlite: Path, printer) -> Path:
    """A folder with one report that the real printer has made."""
    folder = tmp_path_factory.mktemp("ready")
    (folder / "made.db").write_bytes(demo_sqlite.read_bytes())
    scene = Scene(open_house(settings_of(f"sqlite:///{folder / 'made.db'}", folder / "instance"), CATALOGUE))
    done = scene.finished(scene.actor("per.pedagog"))
    scene.drain(printer)
    for step in ("rendret", "forseglet"):
        (row,) = scene.sql("SELECT innhold FROM fil WHERE dokument_id = :id AND trinn = :s", id=done, s=step)
        (folder / f"{step}.pdf").write_bytes(bytes(row.innhold))
    scene.close()
    return folder


@pytest.fixture
def killer(ready_folder: Path) -> Iterator[Killer]:
    made = Killer(ready_folder, "ready")
    yield made
    made.close()


@pytest.fixture
def real_killer(ready_folder: Path) -> Iterator[Killer]:
    made = Killer(ready_folder, "real")
    yield made
    made.close()


def kill_at(killer: Killer, scene: Scene, ack: Path, delay: float, printer: str) -> set[str]:
    """Let a writer and a worker live for ``delay`` seconds, kill both, return what was acknowledged."""
    facts = {"url": scene.house.database.url, "folder": str(scene.house.settings.instance), "ack": str(ack)}
    user = scene.actor("per.pedagog").id
    pids = [killer.order(role=role, user=user, printer=printer, **facts) for role in ("writer", "worker")]
    time.sleep(delay)
    killer.order(kill=pids)
    fault = Path(f"{ack}.fault")
    assert not fault.exists(), fault.read_text()
    return set(ack.read_text().split()) if ack.exists() else set()


def rest_is_done(scene: Scene, printer: sealing.Printer) -> None:
    """Start again, as after a power cut: leases have ended, the worker does what is left."""
    for _ in range(4):
        if not scene.sql("SELECT id FROM utboks WHERE status <> 'gjort'"):
            return
        scene.lease_ends()
        scene.drain(printer)
    pytest.fail("the worker does not come to an end")


def nothing_is_half(scene: Scene, acknowledged: set[str]) -> None:
    """Every document is a whole draft or wholly finished, filed once; what was acknowledged is finished."""
    done = {row.id for row in scene.sql("SELECT id FROM dokument WHERE status = 'ferdig'")}
    own = {row.id for row in scene.sql("SELECT id FROM dokument WHERE status = 'ferdig' AND kilde_id IS NULL")}
    assert acknowledged <= own
    sections = len(CATALOGUE[KIND].form().sections)
    parts = "SELECT dokument_id AS d, coalesce(CAST(tre AS text), 'null') <> 'null' AS frozen FROM dokument_del"
    counted = Counter((row.d, bool(row.frozen)) for row in scene.sql(parts))
    for each in scene.sql("SELECT id, status, nummer FROM dokument"):
        finished = each.status == "ferdig"
        assert (counted[each.id, finished], counted[each.id, not finished]) == (sections, 0)
        assert (each.nummer is not None) == finished
    assert_once(scene, "SELECT dokument_id AS d FROM fil WHERE trinn = 'rendret'", done)
    assert_once(scene, "SELECT dokument_id AS d FROM fil WHERE trinn = 'forseglet'", done)
    assert_once(scene, "SELECT dokument_id AS d FROM arkivpakke", done)
    assert_once(scene, "SELECT kilde_id AS d FROM dokument WHERE kilde_id IS NOT NULL", own)
    assert_once(scene, "SELECT dokument_id AS d FROM forsendelse", own)
    assert_once(scene, "SELECT dokument_id AS d FROM varsel", done)
    numbers = [row.nummer for row in scene.sql("SELECT nummer FROM dokument WHERE nummer > '' AND kilde_id IS NULL")]
    assert len(numbers) == len(set(numbers))
    scene.access_is_right()


def assert_once(scene: Scene, statement: str, expected: set[str]) -> None:
    found = [row.d for row in scene.sql(statement)]
    assert sorted(found) == sorted(expected)


def packages_are_whole(scene: Scene, seen: set[str]) -> None:
    """One folder for each package row and nothing beside them; each new one is found whole by verify."""
    folder = scene.house.settings.export_folder
    there = {path.name for path in folder.iterdir() if path.is_dir()} if folder.exists() else set()
    assert not [name for name in there if name.endswith(DRAFT)]
    assert there == {row.mappe for row in scene.sql("SELECT mappe FROM arkivpakke")}
    for name in there - seen:
        verdict = verify(folder / name)
        assert verdict.ok, verdict.lines
    seen |= there


def survives(killer: Killer, scene: Scene, printer: sealing.Printer, kills: int, *, longest: float, which: str) -> None:
    moments, acknowledged, seen = random.Random(20261122), set(), set()
    ack = scene.house.settings.instance / "acknowledged"
    for turn in range(kills):
        longest = min(1.4 * longest, max(longest, SLOWEST)) if len(acknowledged) < turn / 3 else longest
        acknowledged |= kill_at(killer, scene, ack, moments.uniform(0.01, longest), which)
        rest_is_done(scene, printer)
        nothing_is_half(scene, acknowledged)
        packages_are_whole(scene, seen)
    assert len(acknowledged) >= kills / 8, "the writer was killed before it did anything: nothing was tried"


def test_killed_at_25_moments_nothing_is_half_or_lost(scene: Scene, killer: Killer, ready_folder: Path):
    """25 kills on each database: after each, all is done once and whole, and what was acknowledged is there."""
    survives(killer, scene, killed.ready_made(str(ready_folder)), 25, longest=LONGEST, which="ready")


@pytest.mark.proof
def test_killed_at_100_moments_of_real_printing(scene: Scene, real_killer: Killer, printer):
    """100 kills on each database while real pages are rendered and sealed."""
    survives(real_killer, scene, printer, 100, longest=3.0, which="real")
