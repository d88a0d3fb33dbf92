"""The front door: joins the house and its tenants. What gunicorn and the command line load."""

import os

from flask import Flask
from flask.cli import FlaskGroup

from forms import CATALOGUE
from samhandling.store.settings import Settings
from samhandling.web.factory import make_app
from samhandling.work.house import open_house


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; settings come from the environment and the instance folder when not given."""
    os.umask(0o077)  # what this process writes is its user's alone; the archive folder opens itself to its group
    return make_app(open_house(settings or Settings.from_environment(), CATALOGUE))


cli = FlaskGroup(
    create_app=create_app,
    add_default_commands=False,
    help="samhandling: documents on children between a municipality's services.",
)
