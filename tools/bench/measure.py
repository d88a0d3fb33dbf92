"""Times operations, one request after another: everybody in turn, round by round, so that a noisy minute hits all."""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tools.bench.client import WrongAnswerError
from tools.bench.operations import NAMES, Operation, Person
from tools.bench.servers import Server

SECONDS = 1.5
"""How long an operation is repeated in a round."""


@dataclass
class Contestant:
    """A user at a server, with what can be asked of it."""

    name: str
    server: Server
    person: Person
    operations: Mapping[str, Operation]


@dataclass
class Times:
    """What one operation took: milliseconds of each request, milliseconds of processor per request in each round."""

    waited: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Return the median, the 95th percentile, the median of processor time, and how many there were."""
        ordered = sorted(self.waited)
        return {
            "p50": round(statistics.median(ordered), 2),
            "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 2),
            "cpu": round(statistics.median(self.cpu), 2),
            "requests": len(ordered),
        }


Results = dict[str, dict[str, Times]]
"""Operation → contestant → times."""


def measure(contestants: Sequence[Contestant], rounds: int) -> Results:
    """Time every operation of everybody; who cannot do one is left out of it, and that is said."""
    results: Results = {}
    for operation in NAMES:
        print(f"• {operation} …", flush=True)
        times = {each.name: Times() for each in contestants if operation in each.operations and _first(each, operation)}
        for _round in range(rounds):
            for each in contestants:
                if each.name in times and not _repeat(each, operation, times[each.name]):
                    del times[each.name]
        results[operation] = times
    return results


def _first(each: Contestant, operation: str) -> bool:
    """Ask once before the clock starts: what is fetched, compiled or cached the first time."""
    try:
        _once(each, operation)
    except WrongAnswerError as fault:
        return _left_out(each, operation, fault)
    return True


def _repeat(each: Contestant, operation: str, times: Times) -> bool:
    """Ask again and again for SECONDS, once at least."""
    used, began, asked = each.server.cpu(), time.perf_counter(), 0
    while not asked or time.perf_counter() - began < SECONDS:
        try:
            times.waited.append(_once(each, operation))
        except WrongAnswerError as fault:
            return _left_out(each, operation, fault)
        asked += 1
    times.cpu.append((each.server.cpu() - used) / asked)
    return True


def _left_out(each: Contestant, operation: str, fault: WrongAnswerError) -> bool:
    print(f"• LEFT OUT: {operation}, {each.name}: {str(fault)[:300]}", flush=True)
    return False


def _once(each: Contestant, operation: str) -> float:
    """Return the milliseconds that it took; what is made ready for the request is not counted."""
    request = each.operations[operation](each.person)
    return each.person.client.send(request).seconds * 1000
