"""A received file is judged, and rebuilt where that is needed, in a child process that may die in its place.

Whoever calls loads no PDF library: the child (``scan_child``) does, under limits of memory, time and size, without
the worker's environment. Whatever it does (crash, hang, fill its memory), the caller gets a verdict.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

HOUSE = Path(__file__).parents[2]
KEPT, REBUILT, REFUSED = "godkjent", "bygget_om", "avvist"
UNREADABLE, TOO_HEAVY = "kan_ikke_leses", "for_tung"
STATUSES = (KEPT, REBUILT, REFUSED)
START = f"import sys; sys.path.insert(0, {str(HOUSE)!r}); from samhandling.output.scan_child import main; main()"
MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one file may cost: bytes, seconds of processor and of the clock, pages, pixels, dots per inch.

    The clock's are fewer than the lease of a job (work/outbox.py), so that no other worker takes it meanwhile.
    """

    memory: int = 2048 * MB
    seconds: int = 120
    deadline: int = 240
    largest_result: int = 100 * MB
    pages: int = 500
    pixels: int = 100_000_000
    dpi: int = 200
    picture_dpi: int = 300


LIMITS = Limits()


@dataclass(frozen=True)
class Judgement:
    """What became of a file: its status, why (a code of vocabulary/vedlegg.py, "" when kept), and its PDF/A.

    ``data`` is None for a kept file (it is its own archive form) and for a refused one.
    """

    status: str
    reason: str = ""
    pages: int = 0
    data: bytes | None = None


def judge(data: bytes, media_type: str, limits: Limits = LIMITS) -> Judgement:
    """Return the judgement on a file of a known type. Never raises for what is in the file; OSError for the machine."""
    with tempfile.TemporaryFile() as said:
        code = _run(data, media_type, limits, said)
        said.seek(0)
        if code != 0:
            return Judgement(REFUSED, TOO_HEAVY if code in {-signal.SIGXCPU, -signal.SIGXFSZ} else UNREADABLE)
        return _read(said, limits)


def _run(data: bytes, media_type: str, limits: Limits, said: IO[bytes]) -> int:
    """Run the child to its end, or end it; return its exit code, negative for the signal that ended it."""
    told = json.dumps({"media_type": media_type, **asdict(limits)})
    child = subprocess.Popen(  # noqa: S603 - our own program by a fixed name
        [sys.executable, "-I", "-c", START, told],
        stdin=subprocess.PIPE,
        stdout=said,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.defpath, "TMPDIR": tempfile.gettempdir()},
        start_new_session=True,
    )
    try:
        child.communicate(data, timeout=limits.deadline)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        _end(child)
    return child.returncode


def _end(child: subprocess.Popen[bytes]) -> None:
    """Make sure that the child, and whatever it may have started in its session, is gone."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdin:
        with suppress(BrokenPipeError):
            child.stdin.close()


def _read(said: IO[bytes], limits: Limits) -> Judgement:
    """Read what the child said: a line of JSON, then the bytes. What is not as agreed is refused."""
    try:
        head = json.loads(said.readline(1000))
        status, reason, pages = str(head["status"]), str(head["reason"]), int(head["pages"])
    except (ValueError, KeyError, TypeError):
        return Judgement(REFUSED, UNREADABLE)
    rebuilt = said.read(limits.largest_result + 1) if status == REBUILT else None
    odd = rebuilt is not None and not (rebuilt.startswith(b"%PDF-") and len(rebuilt) <= limits.largest_result)
    if status not in STATUSES or odd:
        return Judgement(REFUSED, UNREADABLE)
    return Judgement(status, reason, pages, rebuilt)
