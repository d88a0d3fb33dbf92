"""The three servers, each started as it would be in earnest: gunicorn, two processes of four threads."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url

from samhandling.web.serve import server_command

ROOT = Path(__file__).parents[2]
PEERS = Path(__file__).parent / "peers"
DJANGO = PEERS / "django_admin"
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
PATIENCE = 60
TICK = 1000 / os.sysconf("SC_CLK_TCK")
"""Milliseconds in which the kernel counts processor time."""


class NotStartedError(Exception):
    """A server did not come up; the text is the end of its log."""


@dataclass
class Server:
    """One running server; `database` is the process id of its PostgreSQL, 0 where there is none to count."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path
    database: int = 0

    def cpu(self) -> float:
        """Return the milliseconds of processor time that its workers and its database have used so far."""
        used = sum(_ticks(pid)[0] for pid in _children(self.process.pid))
        if self.database:
            used += _ticks(self.database)[1] + sum(_ticks(pid)[0] for pid in _children(self.database))
        return used * TICK

    def stop(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _ticks(pid: int) -> tuple[int, int]:
    """Return the processor time of a process, and of the children that it has seen end; 0 when it is gone."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0
    return int(values[11]) + int(values[12]), int(values[13]) + int(values[14])


def ours(url: str, folder: Path, database: int = 0) -> Server:
    """Start our own server, as `samhandling serve` does, without the worker: nothing is finished here."""
    port = _free_port()
    told = {"SAMHANDLING_INSTANCE": str(folder), "SAMHANDLING_DATABASE_URL": url, "SAMHANDLING_DEMO": "1"}
    return _start("ours", server_command("127.0.0.1", port), ROOT, told, port, folder, database)


def lay_django(url: str) -> None:
    """Lay Django's own tables; before ours are filled, since on SQLite it checks every key of every table each time."""
    told = os.environ | {"BENCH_DATABASE": json.dumps(_for_django(make_url(url)))}
    laid = subprocess.run([BENCH_PYTHON, "lay.py"], cwd=DJANGO, env=told, check=False, capture_output=True, text=True)
    if laid.returncode:
        raise NotStartedError(laid.stderr[-2000:])


def django_admin(url: str, folder: Path, database: int = 0) -> Server:
    """Start Django's admin over the same tables."""
    told, port = {"BENCH_DATABASE": json.dumps(_for_django(make_url(url)))}, _free_port()
    return _start("django", _gunicorn(BENCH_PYTHON, port, "urls:application"), DJANGO, told, port, folder, database)


def flask_admin(url: str, folder: Path, database: int = 0) -> Server:
    """Start Flask-Admin as it comes over the same tables."""
    port = _free_port()
    command = _gunicorn(Path(sys.executable), port, "site_of_tables:app")
    return _start("flask-admin", command, PEERS / "flask_admin_stock", {"BENCH_DATABASE": url}, port, folder, database)


def _gunicorn(python: Path, port: int, app: str) -> list[str]:
    """Return the command for a peer, with the numbers that we run with ourselves."""
    command = server_command("127.0.0.1", port)
    options = [part for part in command[3:-1] if part not in {"--config", "python:samhandling.web.gunicorn_settings"}]
    return [str(python), "-m", "gunicorn", *options, app]


def _for_django(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        options = {"transaction_mode": "IMMEDIATE", "timeout": 10}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.database, "OPTIONS": options, "CONN_MAX_AGE": 600}
    host = url.query.get("host") or url.host
    named = {"NAME": url.database, "USER": url.username, "PASSWORD": url.password, "HOST": host, "PORT": url.port or ""}
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, **named}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _start(
    name: str, command: list[str], cwd: Path, told: dict[str, str], port: int, folder: Path, database: int
) -> Server:
    """Start a server that ends when we do, and wait until it answers."""
    tied = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    log = folder / f"{name}-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen([*tied, *command], cwd=cwd, env=os.environ | told, stdout=out, stderr=out)
    server = Server(name, port, process, log, database)
    until = time.monotonic() + PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            server.stop()
            raise NotStartedError(f"{name}: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)
    return server


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status > 0
    except OSError:
        return False
    finally:
        connection.close()
