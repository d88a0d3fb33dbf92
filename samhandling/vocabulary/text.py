"""Own text is lazy, so that screen, PDF and command each show it in the language of the moment.

The msgid is the bokmål text itself; a missing catalogue or translation shows the msgid. Works
without Flask: the language stands in a context variable.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.support import LazyProxy

SOURCE_LOCALE = "nb"
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"

Text = LazyProxy | str

_locale: ContextVar[str] = ContextVar("samhandling_locale", default=SOURCE_LOCALE)


def current_locale() -> str:
    """Return the language in force, a BCP 47 tag such as ``nb``."""
    return _locale.get()


@contextmanager
def use_locale(locale: str) -> Iterator[None]:
    """Show own text in ``locale`` inside the block."""
    token = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(token)


@lru_cache(maxsize=32)
def _catalogue(locale: str) -> NullTranslations:
    """Read the compiled catalogue of a language; an empty one when there is none."""
    path = TRANSLATIONS / locale / "LC_MESSAGES" / "samhandling.mo"
    if not locale.isalnum() or not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)


def _translate(msgid: str) -> str:
    return _catalogue(_locale.get()).gettext(msgid) if msgid else ""


def _(msgid: str) -> LazyProxy:
    """Mark ``msgid`` (bokmål) for translation; the language is chosen when it is shown."""
    return LazyProxy(_translate, msgid, enable_cache=False)


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "mark only"
    """Mark ``msgid`` for translation and return it unchanged."""
    return msgid
