"""What every test stands on: a fresh database of either kind, a browser, the judges, and a wall against the network.

A test that needs what this machine lacks is skipped **and** listed under NOT RUN at the end; with CI or NOT_RUN=fail
set, one such test fails the run.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from samhandling.vocabulary.text import SOURCE_LOCALE, use_locale
from tests import fresh_database, machine
from tests.network import only_this_machine

NOT_RUN = "NOT RUN: "


# ---- what this machine lacks


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with its reason, a test marked as needing what is not here; proofs run with PROOF=1 only."""
    if item.get_closest_marker("proof") and not os.environ.get("PROOF"):
        pytest.skip("a proof: make proof")
    for need, lacking in machine.NEEDS.items():
        if item.get_closest_marker(need) and (reason := lacking()):
            not_run(reason)


def not_run(reason: str) -> None:
    """Skip this test for want of a tool, loudly."""
    pytest.skip(NOT_RUN + reason)


def _not_run(reporter: pytest.TerminalReporter) -> dict[str, list[str]]:
    """Each reason with the tests it kept from running."""
    found: dict[str, list[str]] = {}
    for report in reporter.stats.get("skipped", []):
        text = str(report.longrepr[2]) if isinstance(report.longrepr, (tuple, list)) else ""
        if NOT_RUN in text:
            found.setdefault(text.split(NOT_RUN, 1)[1], []).append(report.nodeid)
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that may lack nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    strict = os.environ.get("CI", "") not in {"", "0", "false"} or os.environ.get("NOT_RUN") == "fail"
    if reporter and strict and _not_run(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was not run, and why, where nobody can miss it."""
    lacking = _not_run(terminalreporter)
    if not lacking:
        return
    terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
    for reason, tests in lacking.items():
        terminalreporter.line(f"{len(tests)} tests: {reason}", red=True)
        for test in tests:
            terminalreporter.line(f"    {test}")


# ---- databases


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[fresh_database.PostgresDatabases | None]:
    """The tests' own PostgreSQL with a migrated template; None where no server can be had."""
    with fresh_database.postgres() as ready:
        yield ready


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    return fresh_database.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Make a fresh migrated SQLite database."""
    return fresh_database.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def postgresql_url(postgres_databases: fresh_database.PostgresDatabases | None) -> Iterator[str]:
    """Make a fresh migrated PostgreSQL database, dropped afterwards."""
    if postgres_databases is None:
        not_run(fresh_database.why_no_postgres())
        return
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Make a fresh migrated database; the test runs once on each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Make a database with nothing in it, for tests of the migrations themselves."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgres_databases")
    if server is None:
        not_run(fresh_database.why_no_postgres())
    with server.fresh(template="template0") as url:
        yield url


# ---- the world outside


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    with only_this_machine():
        yield


@pytest.fixture(scope="session")
def contracts() -> Path:
    """The folder with published schemas, examples and judges; mark the test `contracts`."""
    return machine.contracts()


@pytest.fixture(scope="session")
def axe() -> Path:
    """The axe-core script, to be added to a page."""
    return Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"


@pytest.fixture(autouse=True)
def in_bokmaal() -> Iterator[None]:
    """Each test begins in bokmål, whatever language a request before it spoke in this process."""
    with use_locale(SOURCE_LOCALE):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium (playwright's sync Browser) that reaches this machine only; mark the test `chromium`.

    For one module: while it is open its event loop runs, and sealing (asyncio.run) in the same process would fail.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — half a second, for browser tests only

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=machine.chromium(), args=machine.CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
