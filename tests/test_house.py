"""The walls of the house: what may import what, who may write, how big a room may be, and what may not be committed."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("samhandling", "forms", "tests", "tools")
MADE = {"vendor", "fonts", "node_modules", "__pycache__"}
WRITES = {"commit", "flush", "add", "add_all", "merge", "delete", "bulk_save_objects", "bulk_insert_mappings"}
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com")
# the paths of one machine, and a user's home
MACHINE = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me)/\w")


def _files(*suffixes: str) -> list[Path]:
    """Every hand-written file of the tree with one of *suffixes* (all of them when none is given)."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    names = tracked.stdout.split("\0") if tracked.returncode == 0 else _without_git()
    files = [ROOT / name for name in names if name and not MADE & set(Path(name).parts)]
    return [file for file in files if file.is_file() and (not suffixes or file.suffix in suffixes)]


def _without_git() -> list[str]:
    return [str(file.relative_to(ROOT)) for folder in OURS for file in (ROOT / folder).rglob("*")]


def _trees(folder: str) -> Iterator[tuple[str, ast.Module]]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        yield str(file.relative_to(ROOT)), ast.parse(file.read_text())


def _calls(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Each method call: line, what it is called on, the method's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, ast.unparse(node.func.value), node.func.attr


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


# ---- the floors


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code to do harm to."""
    for name in ("samhandling", "forms"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(*MADE, "*.mo"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_floors_hold():
    """Imports go down, never up or sideways (`[tool.importlinter]`)."""
    result = _lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


BREACHES = {
    "up": ("samhandling/vocabulary", "import samhandling.work", "Imports go down"),
    "sideways": ("samhandling/model", "import samhandling.output", "Imports go down"),
    "a tenant": ("samhandling/work", "import forms", "never imports its tenants"),
    "a tenant upstairs": ("forms", "import samhandling.work", "knows the vocabulary only"),
    "flask": ("samhandling/rules", "import flask", "Only web imports Flask"),
    "wtforms": ("samhandling/work", "import wtforms", "import WTForms"),
    "pdf": ("samhandling/web", "import pikepdf", "PDF and signature libraries"),
    "sql": ("samhandling/output", "import sqlalchemy", "know no database"),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_reported(house: Path, breach: str):
    """One forbidden import anywhere fails the contract that it breaks."""
    folder, line, contract = BREACHES[breach]
    (house / folder / "breach.py").write_text(f'"""A breach."""\n\n{line}\n')
    result = _lint_imports(house)
    assert result.returncode != 0
    assert re.search(rf"{contract}.* BROKEN", result.stdout), result.stdout + result.stderr


def test_forms_import_the_vocabulary_only():
    """A tenant needs the vocabulary, its own catalogue and the standard library: nothing else."""
    allowed = ("samhandling.vocabulary", "forms", *sys.stdlib_module_names)
    found = {(file, name) for file, tree in _trees("forms") for name in _imports(tree)}
    strangers = {(f, n) for f, n in found if not any(n == a or n.startswith(f"{a}.") for a in allowed)}
    assert not strangers


def test_web_holds_no_pdf_library_and_no_key():
    """Starting the application loads none of the libraries that only the worker needs."""
    check = "import app, sys; app.create_app; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"xhtml2pdf", "reportlab", "pyhanko", "pikepdf"} & set(done.stdout.split())


# ---- one way to write


def test_no_view_writes():
    """No module of web touches the session's writing methods: a view calls a function in work."""
    session = re.compile(r"session|\bdb\b", re.IGNORECASE)
    found = [
        f"{file}:{line} {on}.{method}()"
        for file, tree in _trees("samhandling/web")
        for line, on, method in _calls(tree)
        if method in WRITES and session.search(on)
    ]
    assert not found


def test_only_the_store_commits():
    """The one commit stands in store, where a write transaction ends; rules, work, web and forms have none."""
    elsewhere = [
        f"{file}:{line} {on}.{method}()"
        for folder in ("samhandling", "forms")
        for file, tree in _trees(folder)
        for line, on, method in _calls(tree)
        if method == "commit" and not file.startswith("samhandling/store/")
    ]
    assert not elsewhere


# ---- rooms and names


GENERATED = {"migrations"}
"""Drawn up by Alembic from the tables, not written by hand."""


def test_no_file_over_300_lines():
    """A file that has grown past 300 lines is two rooms."""
    long = {
        str(f.relative_to(ROOT)): n
        for f in _files(".py", ".js", ".css", ".html")
        if not GENERATED & set(f.parts) and (n := _lines(f)) > 300
    }
    assert not long


def _lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def test_no_room_for_everything():
    """No module is named for nothing in particular."""
    assert not [f for f in _files(".py") if {"utils", "util", "common", "helpers", "misc"} & {f.stem, *f.parts}]


# ---- what is committed


def test_no_registry_and_no_machine_in_any_file():
    """No file names a package registry's host, or a path of one machine."""
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in _files()
        for number, line in enumerate(file.read_text(errors="ignore").splitlines(), 1)
        if MACHINE.search(line) or any(host in line for host in REGISTRIES)
    ]
    assert not found


def test_no_third_party_file_is_committed():
    """Fonts, minified scripts and styles are fetched at set-up by the lock; none of them lies in the project."""
    made = {"vendor", "node_modules", "fonts", ".venv", ".venv-bench"}
    kept = (file for file in ROOT.rglob("*") if not made & set(file.relative_to(ROOT).parts))
    assert not [file for file in kept if file.name.endswith((".ttf", ".otf", ".woff", ".woff2", ".min.js", ".min.css"))]


def test_locks_have_hashes_and_no_address():
    """Every locked package has a hash, and comes by name from whatever registry the machine is set up with."""
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert packages, lock
        assert all("==" in p and "--hash=sha256:" in p for p in packages), lock
        assert "://" not in text, lock
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_each_dependency_has_a_reason():
    """Each dependency in pyproject.toml says in a comment what it is for."""
    text = (ROOT / "pyproject.toml").read_text()
    lists = text[text.index("dependencies = [") : text.index("[tool.setuptools]")]
    lines = [line for line in lists.splitlines() if line.startswith('  "')]
    assert len(lines) > 20
    assert not [line for line in lines if not re.search(r'",\s+# \S.{5,}', line)]
