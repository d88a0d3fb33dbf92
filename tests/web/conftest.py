"""The application with the demo people in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from samhandling.store.settings import Settings
from samhandling.work import demo
from tests.web.visitor import Visitor, house_of


@pytest.fixture
def application(database_url: str, tmp_path: Path) -> Flask:
    """Make the application over a fresh database of either kind, with the demo municipality."""
    settings = Settings.from_environment(tmp_path / "instance", {})
    app = create_app(replace(settings, database_url=database_url, demo=True, synthetic=True))
    demo.fill(house_of(app))
    yield app
    house_of(app).database.dispose()


@pytest.fixture
def visit(application: Flask):
    """Give somebody who logs in by name."""
    return lambda name: Visitor(application.test_client()).log_in(name)
