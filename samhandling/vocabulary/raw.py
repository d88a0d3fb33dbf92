"""Drafts are raw text by input name; these helpers know the names and touch nothing else.

A draft is ``{input name: [values as typed]}``. An entry of a repeated group is named
``<prefix>-<id>-<field>``; its id is a number that stays the same for life, and the entry exists
when the input ``<prefix>-<id>-id`` does, so that an empty entry is kept too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from samhandling.vocabulary.parse import normalised

Raw = Mapping[str, Sequence[str]]
ENTRY_ID = re.compile(r"[1-9][0-9]{0,15}")


def entry_ids(raw: Raw, prefix: str) -> list[str]:
    """Return the ids of a group's entries in the order they were made."""
    start, end = f"{prefix}-", "-id"
    found = (name[len(start) : -len(end)] for name in raw if name.startswith(start) and name.endswith(end))
    return sorted({entry for entry in found if ENTRY_ID.fullmatch(entry)}, key=int)


def add_entry(raw: Raw, prefix: str, new_id: str | int) -> dict[str, list[str]]:
    """Return the change that makes an empty entry; the next free id when ``new_id`` is taken."""
    number = int(new_id)
    while f"{prefix}-{number}-id" in raw:
        number += 1
    return {f"{prefix}-{number}-id": [str(number)]}


def remove_entry(raw: Raw, prefix: str, entry_id: str | int) -> list[str]:
    """Return the names to delete so that the entry is gone."""
    return sorted(name for name in raw if name.startswith(f"{prefix}-{entry_id}-"))


def section_of(name: str) -> str:
    """Return the key of the section that an input stands in."""
    return name.partition("-")[0]


class FormData:
    """A draft in the shape that WTForms reads: composed, with plain line feeds, without halves of characters."""

    def __init__(self, raw: Raw) -> None:
        """Take a draft; a bare text counts as a list of one."""
        self.raw = {name: self._values(values) for name, values in raw.items()}

    @staticmethod
    def _values(values: object) -> list[str]:
        several = values if isinstance(values, list | tuple) else [values]
        texts = (value.encode("utf-8", "ignore").decode() for value in several if isinstance(value, str))
        return [normalised(text) for text in texts]

    def getlist(self, name: str) -> list[str]:
        """Return all values of an input."""
        return self.raw.get(name, [])

    def __contains__(self, name: object) -> bool:
        """Tell whether the draft has the input."""
        return name in self.raw

    def __iter__(self) -> Iterator[str]:
        """Yield input names."""
        return iter(self.raw)

    def __len__(self) -> int:
        """Count inputs."""
        return len(self.raw)
