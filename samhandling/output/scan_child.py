"""The child that opens a received file: limits first, then the libraries, one verdict out, and it ends.

It holds no key, no address of a database and no environment; it writes to its one open file alone.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

from samhandling.output.scan import REFUSED, TOO_HEAVY, UNREADABLE, Judgement, Limits

DIE_WITH_PARENT = 1  # Linux' PR_SET_PDEATHSIG
ROOM = 1024 * 1024
"""Beside the result, for its first line."""


def main() -> None:
    """Judge what comes in; the limits and the type stand in the one argument (JSON)."""
    told = json.loads(sys.argv[1])
    media_type, limits = told.pop("media_type"), Limits(**told)
    _confine(limits)
    out = os.dup(1)
    os.dup2(2, 1)  # a library that writes to its output does not write into the verdict
    found = _judged(sys.stdin.buffer.read(), media_type, limits)
    with os.fdopen(out, "wb") as said:
        said.write(json.dumps({"status": found.status, "reason": found.reason, "pages": found.pages}).encode() + b"\n")
        said.write(found.data or b"")
    os._exit(0)  # no library's clean-up can spoil a verdict


def _confine(limits: Limits) -> None:
    """Take what this process may use: memory, processor time, file size, open files; no new processes, no core."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 5),  # the soft one ends it by a signal of its own
        (resource.RLIMIT_FSIZE, limits.largest_result + ROOM, limits.largest_result + ROOM),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        standing = resource.getrlimit(kind)[1]
        roof = standing if standing != resource.RLIM_INFINITY else hard
        resource.setrlimit(kind, (min(soft, roof), min(hard, roof)))


def _judged(data: bytes, media_type: str, limits: Limits) -> Judgement:
    try:
        found = _judge(data, media_type, limits)
        return found if len(found.data or b"") <= limits.largest_result else Judgement(REFUSED, TOO_HEAVY)
    except MemoryError:
        return Judgement(REFUSED, TOO_HEAVY)
    except Exception:  # noqa: BLE001 - whatever a library raises at a hostile file, it is a file that cannot be read
        return Judgement(REFUSED, UNREADABLE)


def _judge(data: bytes, media_type: str, limits: Limits) -> Judgement:
    """Load only what this type needs, and only now, under the limits."""
    judge: Any
    if media_type == "application/pdf":
        from samhandling.output.scan_pdf import judge_pdf as judge  # noqa: PLC0415
    else:
        from samhandling.output.scan_image import judge_image as judge  # noqa: PLC0415
    found: Judgement = judge(data, media_type, limits)
    return found
