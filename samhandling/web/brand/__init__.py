"""The municipality's own name, logo and colour, by setting; what cannot be used is refused at start."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, current_app, url_for
from flask.typing import ResponseReturnValue

from samhandling.store.settings import Settings
from samhandling.web.brand.colour import style_sheet
from samhandling.web.brand.logo import Logo, read_logo
from samhandling.web.permission import public
from samhandling.work.errors import NotFoundError

LONGEST_NAME = 60
A_YEAR = "public, max-age=31536000, immutable"
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

brand = Blueprint("brand", __name__, url_prefix="/merke")


@dataclass(frozen=True)
class Brand:
    """What the frame shows of the municipality; ``sheet`` is CSS, empty for the house's own colours."""

    name: str
    logo: Logo | None
    sheet: str

    @property
    def version(self) -> str:
        """Return a short digest: the addresses live as long as their bytes."""
        return hashlib.sha256((self.logo.data if self.logo else b"") + self.sheet.encode()).hexdigest()[:12]

    @property
    def logo_url(self) -> str | None:
        """Return where the logo is, if there is one."""
        return url_for("brand.logo", version=self.version) if self.logo else None

    @property
    def sheet_url(self) -> str | None:
        """Return where the colours are, if they are not the house's own."""
        return url_for("brand.colours", version=self.version) if self.sheet else None


def read_brand(settings: Settings) -> Brand:
    """Return the brand that the settings tell of. Raises ValueError naming the setting that cannot be used."""
    if not settings.name.strip() or len(settings.name) > LONGEST_NAME or not settings.name.isprintable():
        message = f"the setting name must be 1 to {LONGEST_NAME} printable characters"
        raise ValueError(message)
    logo = read_logo(settings.logo) if settings.logo else None
    return Brand(settings.name.strip(), logo, style_sheet(settings.colour) if settings.colour else "")


def install(app: Flask, settings: Settings) -> None:
    """Check the settings and serve what they name."""
    app.extensions["brand"] = read_brand(settings)
    app.register_blueprint(brand)


def current_brand() -> Brand:
    """Return the brand of this application."""
    found: Brand = current_app.extensions["brand"]
    return found


@brand.get("/<version>/logo")
@public
def logo(version: str) -> ResponseReturnValue:
    """Give the logo, as what it is and nothing that runs."""
    found = current_brand()
    if found.logo is None or version != found.version:
        raise NotFoundError(version)
    return _kept(found.logo.data, found.logo.type)


@brand.get("/<version>/farger.css")
@public
def colours(version: str) -> ResponseReturnValue:
    """Give the municipality's colours, laid over the house's."""
    found = current_brand()
    if not found.sheet or version != found.version:
        raise NotFoundError(version)
    return _kept(found.sheet.encode(), "text/css")


def _kept(data: bytes, kind: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.headers["Cache-Control"] = A_YEAR
    return response
