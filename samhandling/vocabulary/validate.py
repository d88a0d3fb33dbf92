"""Validators for single fields, in WTForms' shape: they get form and field and raise ValueError.

They run at finish, on an answer that could be read.
"""

import re
from collections.abc import Callable
from typing import Any

from samhandling.vocabulary.text import _

Validator = Callable[[Any, Any], None]


def digits(number: int) -> Validator:
    """Demand exactly so many digits."""

    def validate(_form: Any, field: Any) -> None:
        if not re.fullmatch(f"[0-9]{{{number}}}", field.data or ""):
            raise ValueError(str(_("Skriv {number} sifre.")).format(number=number))

    return validate
