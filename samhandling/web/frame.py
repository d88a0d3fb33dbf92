"""What every page's frame is told: who is here, what the menu holds, what must be said on every page."""

from typing import Any

from flask import Flask

from samhandling.web.current import actor, house
from samhandling.web.permission import receives_documents
from samhandling.web.security import nonce


def install(app: Flask) -> None:
    """Tell the templates; they never work out what is allowed."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        settings = house().settings
        return {
            "who": actor(),
            "nonce": nonce,
            "in_mottak": receives_documents(),
            "demo": settings.demo,
            "development_seal": settings.seal_is_development,
        }
