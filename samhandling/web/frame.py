"""What every page's frame is told: who is here, what the menu holds, what must be said on every page."""

from typing import Any

from flask import Flask

from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house
from samhandling.web.permission import receives_documents
from samhandling.web.security import nonce

HOS_AVSENDER = {
    "feilregistrert": _("Avsenderen har feilregistrert sitt eksemplar"),
    "erstattet": _("Avsenderen har sendt en ny versjon"),
}
"""What became of the sender's own document, as its receivers are told."""


def install(app: Flask) -> None:
    """Tell the templates; they never work out what is allowed."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        settings = house().settings
        return {
            "who": actor(),
            "nonce": nonce,
            "in_mottak": receives_documents(),
            "hos_avsender": HOS_AVSENDER,
            "demo": settings.demo,
            "development_seal": settings.seal_is_development,
        }
