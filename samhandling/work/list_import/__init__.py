"""Lists of children and guardians from a file: shown with its errors first, stored when confirmed (issue 3)."""

from samhandling.work.list_import.confirmation import Done, confirm
from samhandling.work.list_import.failing import failing_rows
from samhandling.work.list_import.plan import Preview, RowPlan, may_import, preview
from samhandling.work.list_import.sealed import Carried, carried, carry

__all__ = [
    "Carried",
    "Done",
    "Preview",
    "RowPlan",
    "carried",
    "carry",
    "confirm",
    "failing_rows",
    "may_import",
    "preview",
]
