"""Lists of children and guardians: which headings and cells are understood, and what is said of the others."""

from datetime import date

import pytest

from samhandling.output.table import Table, TableError
from samhandling.work.list_import import value
from samhandling.work.list_import.column import TEMPLATE, known, read_columns
from tests.work.lists import MIO_FNR, child, looked, table, valid

# ---- the columns


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("FØDSELSNUMMER (11 siffer)", (0, "fnr")),
        ("  fødsels nr. ", (0, "fnr")),
        ("Barnets navn", (0, "navn")),
        ("Namn på barnet", (0, "navn")),
        ("Etternamn", (0, "etternavn")),
        ("Født", (0, "foedselsdato")),
        ("Fødd", (0, "foedselsdato")),
        ("Skule", (0, "barnehage_skole")),
        ("Barnehage / skole", (0, "barnehage_skole")),
        ("Behov for tolk", (0, "tolk")),
        ("Foresatt 1 navn", (1, "navn")),
        ("Foresatt1 – E-post", (1, "epost")),
        ("Føresett 2 namn", (2, "navn")),
        ("Føresett 4", (4, "navn")),
        ("Telefon foresatt 2", (2, "telefon")),
        ("Foresatt 1 foreldreansvar", (1, "kapasitet")),
        ("Foresatt 3 adressegradering", (3, "adressegradering")),
        ("Foresattes navn", (-1, "navn")),
        ("Relasjon til barnet", (-1, "relasjon")),
        ("Navn på foresatt", (-1, "navn")),
        ("Foresatt 5 navn", None),
        ("Skonummer", None),
        ("", None),
    ],
)
def test_headings_are_known(heading, field):
    """Bokmål and nynorsk, any case, any spacing; a fifth guardian is no column."""
    assert known(heading) == field


def test_the_template_says_it_all():
    """Every heading of the template is known, each as another field."""
    columns = read_columns(Table(TEMPLATE, ()))
    assert len(columns.places) == len(TEMPLATE)
    assert not columns.unknown


@pytest.mark.parametrize(
    "headings", [("Navn",), ("Fødselsdato",), ("Navn", "namn", "Født"), ("Skonummer", "Navn"), ("Foresatt 1 navn",)]
)
def test_a_list_that_names_no_child_is_refused(headings):
    """Doubled columns, no name, no number and no day: said before any row is read."""
    with pytest.raises(TableError):
        read_columns(Table(headings, ()))


# ---- the cells


def test_what_excel_did_to_numbers():
    """A lost zero is put back where the check digits then fit; a rounded number is refused; others are not guessed."""
    today = date(2026, 11, 22)
    zero = next(n for n in (f"0183225{i:04d}" for i in range(10_000)) if valid(n))
    found, remark = value.identity(zero[1:], synthetic=True, today=today)
    assert found == zero
    assert remark
    assert value.identity(f"{zero[1:]}.0", synthetic=True, today=today)[0] == zero
    assert value.identity(f"{MIO_FNR[:6]}-{MIO_FNR[6:]}", synthetic=True, today=today) == (MIO_FNR, "")
    for wrong in ("1.23457E+10", "1,48323E+10", "1E10", "1183225001", "183225001", "148322500755", "abc"):
        with pytest.raises(ValueError, match=r"\w"):
            value.identity(wrong, synthetic=True, today=today)
    assert value.postal_code("150") == ("0150", value.postal_code("150")[1])


WRONG = {
    "no name": child(navn=""),
    "no number, no day": child(born=""),
    "a mistyped number": child(fnr="14832250076"),
    "a rounded number": child(fnr="1,48323E+10"),
    "a day to come": child(born="01.01.2099"),
    "no such day": child(born="31.02.2021"),
    "a day beside the number": {**child(fnr=MIO_FNR), "Fødselsdato": "15.03.2022"},
    "postal code": child(Postnummer="12345"),
    "telephone": child(Telefon="12"),
    "grading": child(Adressegradering="hemmelig"),
    "interpreter": child(Tolk="kanskje"),
    "a long text": child(Adresse="x" * 201),
    "guardian without a name": child(**{"Foresatt 1 telefon": "900 00 000"}),
    "guardian's mail": child(**{"Foresatt 1 navn": "Bo", "Foresatt 1 e-post": "bo"}),
    "guardian's number": child(**{"Foresatt 2 navn": "Bo", "Foresatt 2 fødselsnummer": "123"}),
    "guardian's capacity": child(**{"Foresatt 1 navn": "Bo", "Foresatt 1 foreldreansvar": "tull"}),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("scene", ["sqlite"], indirect=True)
def test_what_is_wrong_is_said_of_its_cell(scene, what):
    """One message, in a cell of the column that it is about; the text of the cell is not in it."""
    (row,) = looked(scene, table(WRONG[what])).rows
    (remark,) = [each for each in row.remarks if each.wrong]
    assert row.what == "feil"
    assert remark.place >= 0
    assert "14832250076" not in remark.text
