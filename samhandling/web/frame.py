"""What every page's frame is told: who is here, what the menu holds, what must be said on every page."""

from typing import Any

from flask import Flask, current_app

from samhandling.model.base import now
from samhandling.vocabulary.text import Text, _
from samhandling.web.brand import current_brand
from samhandling.web.current import actor, house
from samhandling.web.permission import Demand, receives_documents
from samhandling.web.register import open_registers
from samhandling.web.security import nonce

HOS_AVSENDER = {
    "feilregistrert": _("Avsenderen har feilregistrert sitt eksemplar"),
    "erstattet": _("Avsenderen har sendt en ny versjon"),
}
"""What became of the sender's own document, as its receivers are told."""


MENU: tuple[tuple[str, Text], ...] = (
    ("home.front", _("Min side")),
    ("task.tasks", _("Oppgaver")),
    ("home.documents", _("Dokumenter")),
    ("home.received", _("Mottak")),
)
"""What the menu holds, in its order; an address that is not there, or that is not for this reader, is left out."""


def menu() -> list[tuple[str, Text]]:
    """Return the endpoints of the menu that this reader may open, with their words."""
    views = current_app.view_functions
    return [(endpoint, label) for endpoint, label in MENU if endpoint in views and _may_open(views[endpoint])]


def _may_open(view: object) -> bool:
    return getattr(view, "demand", None) is not Demand.RECEIVES or receives_documents()


def registers() -> list[tuple[str, Text]]:
    """Return the registers that this reader may open: address and word. Empty: the menu has no «Registre»."""
    return open_registers(current_app)


def install(app: Flask) -> None:
    """Tell the templates; they never work out what is allowed."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        settings = house().settings
        return {
            "who": actor(),
            "brand": current_brand(),
            "menu": menu(),
            "registre": registers(),
            "today": now(),
            "nonce": nonce,
            "hos_avsender": HOS_AVSENDER,
            "demo": settings.demo,
            "development_seal": settings.seal_is_development,
        }
