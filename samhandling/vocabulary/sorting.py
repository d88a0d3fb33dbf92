"""Words in Norwegian order and for search, the same on every database: computed here, stored, compared as bytes."""

import re
import unicodedata

ORDER = {"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|"}
"""«{|}» stand after «z» in ASCII, in this order: æ ø å come last; aa is å in names."""
WORD = re.compile(r"[^\W_]+")


def sort_key(text: str) -> str:
    """Return a key of ASCII letters, digits and «{|}» that sorts as a Norwegian list of names does.

    Accents are taken off (é sorts as e); words are parted by one space.
    """
    lowered = text.casefold().replace("aa", "å")
    return " ".join("".join(_letter(letter) for letter in word) for word in WORD.findall(_composed(lowered)))


def words(text: str) -> list[str]:
    """Return the words that search finds a text by: lower case letters and digits, æ ø å and accents kept."""
    return WORD.findall(_composed(text.casefold()))


def search_text(*texts: str) -> str:
    """Return texts as one line for the index: each word with a space before it."""
    return "".join(f" {word}" for text in texts for word in words(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _letter(letter: str) -> str:
    if letter in ORDER:
        return ORDER[letter]
    plain = unicodedata.normalize(
        "NFKD", letter.replace("đ", "d").replace("ł", "l").replace("ŋ", "n").replace("ŧ", "t")
    )
    kept = "".join(part for part in plain if part.isalnum())
    return kept if kept.isascii() else f"~{kept}"
