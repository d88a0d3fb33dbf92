"""Own text is lazy, the law table's seed whole."""

from datetime import date
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from samhandling.vocabulary import codelist, text
from samhandling.vocabulary.lov import LOV, NAVN, lov
from samhandling.vocabulary.text import _, current_locale, use_locale


def test_text_is_chosen_when_it_is_shown(tmp_path, monkeypatch):
    """One lazy text, two languages; a missing catalogue shows bokmål."""
    catalogue = Catalog(locale="nn")
    catalogue.add("Barnets navn", "Namnet på barnet")
    folder = tmp_path / "nn" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "samhandling.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(text, "TRANSLATIONS", tmp_path)
    text._catalogue.cache_clear()
    lazy = _("Barnets navn")
    with use_locale("nn"):
        assert (str(lazy), current_locale()) == ("Namnet på barnet", "nn")
    with use_locale("vi"):
        assert str(lazy) == "Barnets navn"
    assert str(lazy) == "Barnets navn"
    assert isinstance(text._catalogue("nn"), GNUTranslations)
    text._catalogue.cache_clear()


def test_a_locale_is_never_a_path(tmp_path, monkeypatch):
    """What comes from a request cannot lead out of the folder."""
    with use_locale("../../etc"):
        assert str(_("Ja")) == "Ja"


def test_the_law_tables_seed_is_whole():
    """K24: each key once, each with its name, text and validity; the old citations are mapped."""
    keys = [rad.noekkel for rad in LOV]
    assert len(keys) == len(set(keys))
    assert all(rad.kortnavn in NAVN and str(rad.tekst) and rad.til is None for rad in LOV)
    assert lov("bhl-46").gammel == "bhl § 22"
    assert lov("bvl-13-2").henvisning == "bvl § 13-2"
    assert {"hpl-32", "fvl-13b", "bvl-13-tilbakemelding"} <= {rad.noekkel for rad in LOV if rad.kontrolleres}
    with pytest.raises(KeyError):
        lov("bhl-46", date(2019, 1, 1))


def test_codes_are_plain_and_single():
    """Codes go into names, URLs and files."""
    for codes in (
        value for value in vars(codelist).values() if isinstance(value, tuple) and isinstance(value[0], tuple)
    ):
        names = [code for code, _label in codes]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name.isidentifier() for name in names)
    assert codelist.label(codelist.MELDEGRUNN, "d") == "Fare for å bli utnyttet til menneskehandel"
