"""What was measured, as a table for people and as JSON for machines."""

from collections.abc import Mapping, Sequence
from typing import Any

from tools.bench.operations import NAMES

Summary = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Operation → contestant → p50, p95, cpu, requests."""
SMA_SMALL, SMA_LARGE, STOR, DJANGO, FLASK_ADMIN = "sma, 1k", "sma, all", "stor", "Django admin", "Flask-Admin"
RATIOS = ((SMA_LARGE, SMA_SMALL), (STOR, DJANGO), (STOR, FLASK_ADMIN))
"""(ours, what it is held against): below 1 ours is faster."""


def ratios(summary: Summary, of: str = "p50") -> dict[str, dict[str, float]]:
    """Return operation → «ours : other» → ratio, where both were measured."""
    return {
        operation: {
            f"{ours} : {other}": round(found[ours][of] / found[other][of], 2)
            for ours, other in RATIOS
            if ours in found and other in found and found[other][of]
        }
        for operation, found in summary.items()
    }


def table(kind: str, run: Mapping[str, Any]) -> str:
    """Return one database's results as Markdown: p50 / p95 in milliseconds, processor time, then the ratios."""
    summary: Summary = run["summary"]
    names = (SMA_SMALL, SMA_LARGE, STOR, DJANGO, FLASK_ADMIN)
    lines = [f"### {kind}: {run['documents']:,} documents, {run['children']:,} children", ""]
    lines += _lines(("p50 / p95 ms (CPU ms)", *names), [_measured(operation, summary, names) for operation in NAMES])
    lines += ["", *_lines(("ratio of p50", *_headings()), [_ratios(operation, summary) for operation in NAMES]), ""]
    filled = ", ".join(f"{part} {seconds} s" for part, seconds in run["filled"].items())
    return "\n".join([*lines, f"Filled: {filled}; {run['bytes'] / 1e9:.2f} GB."])


def _headings() -> list[str]:
    return [f"{ours} : {other}" for ours, other in RATIOS]


def _measured(operation: str, summary: Summary, names: Sequence[str]) -> list[str]:
    found = summary.get(operation, {})
    return [operation, *(_cell(found[name]) if name in found else "" for name in names)]


def _cell(times: Mapping[str, float]) -> str:
    return f"{times['p50']:.1f} / {times['p95']:.1f} ({times['cpu']:.1f})"


def _ratios(operation: str, summary: Summary) -> list[str]:
    found = ratios(summary).get(operation, {})
    return [operation, *(f"{found[name]:.2f}" if name in found else "" for name in _headings())]


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a Markdown table; rows with nothing measured are left out."""
    full = [row for row in rows if any(row[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] + ["---:"] * (len(head) - 1), *full)]
