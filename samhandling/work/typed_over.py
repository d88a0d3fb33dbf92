"""Whether two answers are the same, when a page has shown one of them and a browser has sent it back.

A page shows text composed, without characters that it cannot show; an input of one line takes line feeds out. What
nobody has changed must not count as changed: it stays as it came, to the last character.
"""

from collections.abc import Sequence

from samhandling.vocabulary.parse import UNUSABLE, normalised

SHOWN_FOR_NUL = "\ufffd"


def whole(text: str) -> str:
    """Take out halves of characters, which no page can show again."""
    return text.encode("utf-8", "ignore").decode()


def same(one: Sequence[str], other: Sequence[str], *, one_line: bool = False) -> bool:
    """Tell whether two answers are the same; browsers send CRLF, and nothing for an empty choice."""
    return [_plain(text, one_line) for text in one if text] == [_plain(text, one_line) for text in other if text]


def _plain(text: str, one_line: bool) -> str:  # noqa: FBT001 - as above
    plain = UNUSABLE.sub("", normalised(text)).replace(SHOWN_FOR_NUL, "")
    return plain.replace("\n", "") if one_line else plain
