"""How large a list may be, and the error that says what is wrong with one."""

from openpyxl.utils import get_column_letter

from samhandling.vocabulary.text import Text, _

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5_000, 60
OUTSIDE = 20_000
"""So far down a sheet is read to see whether anything stands below the rows that are taken."""
MOST_FILES_IN_WORKBOOK = 500
LARGEST_PART, LARGEST_WORKBOOK = 40 * 1024 * 1024, 80 * 1024 * 1024
"""Bytes unpacked; Python's zipfile never unpacks more than a part says that it holds."""
PLACE = _("Rad {row}, kolonne {column}")


class TableError(ValueError):
    """A list cannot be read; the message is for the user and names the place, never what stands in it."""

    def __init__(self, message: Text) -> None:
        """Take the message."""
        super().__init__(str(message))


def column_letter(place: int) -> str:
    """Return the letter of a column, counted from 0."""
    return get_column_letter(place + 1)
