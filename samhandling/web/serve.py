"""The server and its one worker: started together, watched, stopped together.

The web processes (gunicorn) hold neither the PDF libraries nor the seal key; the worker, a child of its own, does.
A worker that dies is started again; when the server dies the worker goes too, and so does either if this process is
killed outright.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog

log = structlog.get_logger("samhandling.serve")

WATCH_EVERY = 0.5
PATIENCE = 30
"""Seconds that a child gets to end its work."""
LONGEST_PAUSE = 30.0
DIE_WITH_PARENT = 1  # Linux' PR_SET_PDEATHSIG


def serve(*, demo: bool = False, host: str = "127.0.0.1", port: int = 5000) -> None:
    """Serve until told to stop (SIGTERM, SIGINT); exits with 1 when the server itself fell."""
    environment = dict(os.environ) | ({"SAMHANDLING_DEMO": "1"} if demo else {})
    stop = threading.Event()
    with _until_signalled(stop):
        server, worker = _start(server_command(host, port), environment), Kept(environment)
        try:
            while server.poll() is None and not stop.wait(WATCH_EVERY):
                worker.look()
        finally:
            _end(server, worker.process)
    if not stop.is_set():
        sys.exit(1)


def server_command(host: str, port: int) -> list[str]:
    """Return gunicorn's command: few processes, threads for what waits; its own access log off (ours has no data)."""
    options = {"--bind": f"{host}:{port}", "--workers": "2", "--threads": "4", "--graceful-timeout": "15"}
    options |= {"--timeout": "60", "--log-level": "warning", "--config": "python:samhandling.web.gunicorn_settings"}
    return [sys.executable, "-m", "gunicorn", *(part for pair in options.items() for part in pair), "app:create_app()"]


def _worker() -> list[str]:
    return [
        sys.executable,
        "-c",
        "from app import cli; cli()",
        "worker",
    ]


class Kept:
    """The worker's process, started again when it ends; slower each time that it ends at once."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment, self.pause, self.due = environment, 1.0, 0.0
        self.began = time.monotonic()
        self.process = _start(_worker(), environment)

    def look(self) -> None:
        """Start it again when it is down and its pause is over."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if not self.due:
            self.pause = 1.0 if now - self.began > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + self.pause
            log.error("worker_ended", code=self.process.returncode, again_in=self.pause)
        elif now >= self.due:
            self.process, self.began, self.due = _start(_worker(), self.environment), now, 0.0


def _start(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, env=environment, preexec_fn=_with_parent)  # noqa: S603, PLW1509 - fixed names; no thread runs yet


def _with_parent() -> None:
    """Ask Linux to end this child when its parent is gone; elsewhere it is left to the signals."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _end(*children: "subprocess.Popen[bytes]") -> None:
    """Ask each to end, then make it."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@contextmanager
def _until_signalled(stop: threading.Event) -> Iterator[None]:
    """Set ``stop`` at SIGTERM and SIGINT."""

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
