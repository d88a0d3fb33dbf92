"""Flask-Admin's and WTForms' own words in bokmål and nynorsk, from catalogues of ours.

Flask-Admin has Norwegian as ``no`` only and WTForms has part of bokmål. Both look words up in a domain that keeps one
catalogue for each language; ours are laid there, so that it does not matter where a word is first asked for.
"""

from typing import Any

from babel.support import Translations
from flask_admin.babel import domain as admin_domain
from flask_admin.babel import wtforms_domain

from samhandling.vocabulary.text import TRANSLATIONS

OURS = ("nb", "nn")


def install() -> None:
    """Lay our catalogues in the libraries' domains; call it before anything is shown."""
    for domain, name in ((admin_domain, "admin"), (wtforms_domain, "wtforms")):
        for locale in OURS:
            domain.cache[locale, name] = Translations.load(str(TRANSLATIONS), [locale], name)


class LibraryWords:
    """What WTForms asks for its messages: the reader's language, at the moment they are shown."""

    def gettext(self, string: str) -> str:
        """Return the text in the language of the request."""
        return str(wtforms_domain.get_translations().ugettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the text for that many in the language of the request."""
        return str(wtforms_domain.get_translations().ungettext(singular, plural, n))


class InReadersLanguage:
    """Mixed into a form's ``Meta``: its messages come in the reader's language. Flask-Admin's own forms do this."""

    def get_translations(self, _form: Any) -> LibraryWords:
        """Return where the form's messages come from."""
        return LibraryWords()
