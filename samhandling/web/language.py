"""The language of a page: chosen by the reader, kept in the session; own text and the libraries' both follow it."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from markupsafe import Markup, escape

from samhandling.vocabulary.text import SOURCE_LOCALE, _, current_locale, use_locale
from samhandling.web import library_words
from samhandling.web.current import kept
from samhandling.web.permission import public
from samhandling.web.security import own_path

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
HERE = ZoneInfo("Europe/Oslo")
NUMBER = re.compile(r"\b(?:112|\d{2} \d{2} \d{2} \d{2}|116 ?111)\b")

language = Blueprint("language", __name__)


def chosen() -> str:
    """Return the reader's language."""
    said = session.get("spraak", SOURCE_LOCALE)
    return said if said in LANGUAGES else SOURCE_LOCALE


@language.post("/spraak")
@public
def choose() -> ResponseReturnValue:
    """Keep the chosen language and return to the page one came from."""
    said = request.form.get("spraak", "")
    if said in LANGUAGES:
        session["spraak"] = said
    return redirect(own_path(request.form.get("neste")) or "/", 303)


def install(app: Flask) -> None:
    """Speak the reader's language during each request."""
    library_words.install()
    Babel(app, default_locale=SOURCE_LOCALE, default_timezone="Europe/Oslo", locale_selector=chosen)
    app.register_blueprint(language)
    app.jinja_env.filters.update(dato=day, tid=moment, klokke=clock, ring=callable_numbers)
    app.jinja_env.globals.update({"_": _, "languages": LANGUAGES, "locale": current_locale})

    @app.before_request
    def speak() -> None:
        kept().enter_context(use_locale(chosen()))


def day(value: date | datetime | None) -> str:
    """Show a date as dd.mm.åååå, moments by the day they fall on here."""
    if value is None:
        return ""
    here = value.astimezone(HERE) if isinstance(value, datetime) and value.tzinfo else value
    return here.strftime("%d.%m.%Y")


def clock(value: datetime) -> str:
    """Show the time of day here, 24 hours."""
    return value.astimezone(HERE).strftime("%H.%M")


def moment(value: datetime | None) -> str:
    """Show a moment: dd.mm.åååå kl. 12.03."""
    if value is None:
        return ""
    return str(_("{date} kl. {time}")).format(date=day(value), time=clock(value))


def callable_numbers(text: object) -> Markup:
    """Return a text, escaped, in which telephone numbers can be pressed and do not break across lines."""
    return Markup(NUMBER.sub(_as_link, str(escape(str(text)))))  # noqa: S704 - escaped just here


def _as_link(found: re.Match[str]) -> str:
    number = found[0]
    return f'<a class="nummer" href="tel:{number.replace(" ", "")}">{number.replace(" ", "&nbsp;")}</a>'
