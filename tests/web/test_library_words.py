"""Flask-Admin's and WTForms' own words are Norwegian in both languages, each and every one."""

import re
from pathlib import Path

import flask_admin.translations
import pytest
import wtforms
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from flask import Flask, session
from flask_admin.babel import gettext, ngettext
from wtforms.i18n import messages_path
from wtforms.validators import DataRequired, Length

from samhandling.web.language import install
from samhandling.web.library_words import InReadersLanguage
from tools.translations import PLACEHOLDER, catalogue

SHIPPED = {
    "admin": Path(flask_admin.translations.__path__[0]) / "no/LC_MESSAGES/admin.po",
    "wtforms": Path(messages_path()) / "wtforms.pot",
}
ONLY_FORMAT = re.compile(r"^(%\(\w+\)[a-z]|\W)*$")
SAME = {"Filter", "Invalid JSON", "ObjectId equals"}
"""What a Norwegian text may share with the English."""


def shipped(domain: str) -> list[Message]:
    """What the installed library says, apart from pure formats."""
    with SHIPPED[domain].open("rb") as file:
        return [said for said in read_po(file) if said.id and not ONLY_FORMAT.match(str(said.id))]


def each(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.fixture
def speaking():
    """Make a request in a language."""
    app = Flask("words")
    app.secret_key = "only for this test"
    install(app)

    def speak(locale: str):
        context = app.test_request_context("/")
        context.push()
        session["spraak"] = locale
        app.preprocess_request()
        return context

    return speak


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("domain", SHIPPED)
def test_every_word_is_translated(locale, domain):
    """A library's new text fails here; each form of a plural is there, and no placeholder is lost."""
    ours = catalogue(locale, domain)
    said = shipped(domain)
    assert len(said) > 35
    for message in said:
        found = ours.get(message.id)
        assert found is not None, message.id
        assert not found.fuzzy, message.id
        forms = zip(each(message.id), each(found.string), strict=True)
        assert all(text and placeholders(text) == placeholders(source) for source, text in forms), message.id
        assert found.string != message.id or message.id in SAME


@pytest.mark.parametrize(("locale", "save", "deleted"), [
    ("nb", "Lagre og fortsett", "2 oppføringer er slettet."),
    ("nn", "Lagre og hald fram", "2 oppføringar er sletta."),
    ("en", "Save and Continue Editing", "2 records were successfully deleted."),
])  # fmt: skip
def test_flask_admin_speaks_the_readers_language(speaking, locale, save, deleted):
    """Also when its words are first asked for outside its own views."""
    with speaking(locale):
        assert gettext("Save and Continue Editing") == save
        one, many = "Record was successfully deleted.", "%(count)s records were successfully deleted."
        assert ngettext(one, many, 2, count=2) == deleted


@pytest.mark.parametrize(("locale", "missing", "long"), [
    ("nb", "Feltet må fylles ut.", "Kan ikke være lengre enn 3 tegn."),
    ("nn", "Feltet må fyllast ut.", "Kan ikkje vere lengre enn 3 teikn."),
    ("en", "This field is required.", "Field cannot be longer than 3 characters."),
])  # fmt: skip
def test_a_form_says_what_is_wrong_in_the_readers_language(speaking, locale, missing, long):
    class Form(wtforms.Form):
        class Meta(InReadersLanguage, wtforms.Form.Meta):
            pass

        navn = wtforms.StringField(validators=[DataRequired()])
        kode = wtforms.StringField(validators=[Length(max=3)])

    with speaking(locale):
        form = Form(data={"navn": "", "kode": "lang"})
        assert not form.validate()
        assert form.errors == {"navn": [missing], "kode": [long]}
