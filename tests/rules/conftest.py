"""The demo municipality, afresh for each test, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.place import Place
from tests.rules.ready import Ready


@pytest.fixture(scope="session")
def ready(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return Ready(request, tmp_path_factory.mktemp("demo"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, ready: Ready, tmp_path: Path) -> Iterator[Place]:
    with ready.place(request.param, tmp_path) as made:
        yield made
