"""Short messages for the next page: texts of our own, never what people wrote."""

from flask import flash

from samhandling.vocabulary.text import Text


def tell(message: Text, tone: str = "success") -> None:
    """Show a message on the next page, in the language of now."""
    flash(str(message), tone)
