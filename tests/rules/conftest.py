"""The demo municipality, afresh for each test, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.place import Place, open_place


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Iterator[Place]:
    made = open_place(database_url, tmp_path)
    yield made
    made.house.database.dispose()
