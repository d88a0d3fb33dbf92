"""`make bench`: fill, start, measure, report. What can be chosen stands in the environment; no time fails anything.

BENCH_DOCUMENTS (1000000), BENCH_CHILDREN (a fifth), BENCH_DATABASES (sqlite,postgresql), BENCH_ROUNDS (3),
BENCH_POSTGRES (a server's URL, as superuser; else one is started), BENCH_REPORT (bench.json).
"""

import contextlib
import json
import os
import platform
import signal
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.bench import databases, report, servers
from tools.bench.client import Client
from tools.bench.fill import Filled, fill
from tools.bench.measure import Contestant, measure
from tools.bench.operations import DJANGO, FLASK_ADMIN, OURS, Person, log_in, log_in_django
from tools.bench.town import SMA, STOR

SMALL = 1_000


@dataclass(frozen=True)
class Wish:
    """What is to be run."""

    documents: int
    children: int
    kinds: tuple[str, ...]
    rounds: int

    @classmethod
    def from_environment(cls) -> "Wish":
        """Read what is asked for."""
        documents = int(os.environ.get("BENCH_DOCUMENTS") or 1_000_000)
        return cls(
            documents,
            int(os.environ.get("BENCH_CHILDREN") or documents // 5),
            tuple((os.environ.get("BENCH_DATABASES") or "sqlite,postgresql").split(",")),
            int(os.environ.get("BENCH_ROUNDS") or 3),
        )


def run(kind: str, wish: Wish, folder: Path) -> dict[str, Any]:
    """Measure on one kind of database; return what the report says of it."""
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(databases.place(kind, folder))
        small = _filled(place.make("small"), SMALL, SMALL // 5)
        large_url = place.make("large")
        servers.lay_django(large_url)
        large = _filled(large_url, wish.documents, wish.children)
        databases.add_peer_indexes(large.url)
        results = measure(_contestants(stack, small, large, folder, place.pid), wish.rounds)
        summary = {operation: {n: t.summary() for n, t in times.items()} for operation, times in results.items()}
        return {
            "documents": large.documents,
            "children": large.children,
            "filled": large.seconds,
            "bytes": databases.size(large.url),
            "summary": summary,
            "ratios": report.ratios(summary),
            "ratios of cpu": report.ratios(summary, "cpu"),
        }


def _filled(url: str, documents: int, children: int) -> Filled:
    print(f"• {documents:,} documents …", flush=True)
    return fill(url, documents, children)


def _contestants(stack: contextlib.ExitStack, small: Filled, large: Filled, folder: Path, pid: int) -> list[Contestant]:
    """Start the servers and log everybody in."""
    print("• servers …", flush=True)
    ours_small = servers.ours(small.url, _new(folder), pid)
    stack.callback(ours_small.stop)
    ours_large = servers.ours(large.url, _new(folder), pid)
    stack.callback(ours_large.stop)
    django = servers.django_admin(large.url, _new(folder), pid)
    stack.callback(django.stop)
    stock = servers.flask_admin(large.url, _new(folder), pid)
    stack.callback(stock.stop)
    return [
        _ours(report.SMA_SMALL, ours_small, small, SMA),
        _ours(report.SMA_LARGE, ours_large, large, SMA),
        _ours(report.STOR, ours_large, large, STOR),
        _django(django, large),
        Contestant(report.FLASK_ADMIN, stock, _person(stock, large, STOR), FLASK_ADMIN),
    ]


def _new(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def _person(server: servers.Server, filled: Filled, name: str) -> Person:
    return Person(Client(server.port), filled.seen[name])


def _ours(name: str, server: servers.Server, filled: Filled, brukernavn: str) -> Contestant:
    person = _person(server, filled, brukernavn)
    log_in(person)
    return Contestant(name, server, person, OURS)


def _django(server: servers.Server, filled: Filled) -> Contestant:
    person = _person(server, filled, STOR)
    log_in_django(person)
    return Contestant(report.DJANGO, server, person, DJANGO)


def main() -> None:
    """Run all that is asked for; print the tables, write the JSON."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it still takes its files away
    wish = Wish.from_environment()
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "when": datetime.now(UTC).isoformat()}
    told: dict[str, Any] = {"machine": machine, "rounds": wish.rounds, "load": os.getloadavg()}
    with tempfile.TemporaryDirectory(prefix="samhandling-bench-") as name:
        databases.check_room(Path(name), wish.documents)
        for kind in wish.kinds:
            print(f"\n{kind}", flush=True)
            told[kind] = run(kind, wish, Path(name))
            print("\n" + report.table(kind, told[kind]), flush=True)
    to = Path(os.environ.get("BENCH_REPORT") or "bench.json")
    to.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    print(f"\nwritten: {to}")


if __name__ == "__main__":
    main()
