"""Puts the application together: settings, guards, pages. It knows no document kind; those come with the house."""

import hashlib
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from samhandling.store.settings import Settings
from samhandling.web import (
    attachment,
    brand,
    current,
    document,
    draft,
    failures,
    home,
    language,
    list_import,
    login,
    logs,
    looking,
    permission,
    portal,
    register,
    security,
    task,
)
from samhandling.web.frame import install as install_frame
from samhandling.web.health import health
from samhandling.work.house import House

STATIC = Path(__file__).parent / "static"


def make_app(house: House) -> Flask:
    """Return the application that serves a house."""
    settings = house.settings
    app = Flask(
        "samhandling",
        static_folder=str(STATIC),
        static_url_path=f"/static/{static_version()}",
        template_folder=str(settings.templates),
    )
    app.config.update(_config(settings))
    app.extensions["samhandling"] = house
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    brand.install(app, settings)
    _install(app)
    return app


def _install(app: Flask) -> None:
    """Join the parts. What is installed first is asked first before a view, and last after it."""
    current.install(app)
    logs.install(app)
    security.install(app)
    looking.install(app)
    language.install(app)
    login.install(app)
    failures.install(app)
    permission.guard(app, failures.ask_to_log_in)
    attachment.install(app)
    portal.install(app)
    list_import.install(app)
    CSRFProtect(app)
    install_frame(app)
    register.install(app)
    task.install(app)
    for part in (home.home, draft.draft, attachment.attachment, document.document, health):
        app.register_blueprint(part)
    if find_spec("samhandling.web.commands"):
        import_module("samhandling.web.commands").register(app)


def _config(settings: Settings) -> dict[str, object]:
    """Return Flask's configuration."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-samhandling" if settings.cookie_secure else "samhandling",
        "SESSION_COOKIE_SECURE": settings.cookie_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "TRUSTED_HOSTS": list(settings.hosts) or None,
        "MAX_CONTENT_LENGTH": settings.largest_request,
        "MAX_FORM_MEMORY_SIZE": settings.largest_request,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,  # the address of a static file changes with its bytes
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a form may be open for hours
    }


@cache
def static_version() -> str:
    """Return a short digest of every static file: their addresses live as long as their bytes."""
    digest = hashlib.sha256()
    for file in sorted(found for found in STATIC.rglob("*") if found.is_file()):
        digest.update(str(file.relative_to(STATIC)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
