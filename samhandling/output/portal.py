"""The national portal's message: bytes in with one verdict, bytes out that the format allows.

Nothing here is checked by our own rules: a report must arrive. What cannot be read is refused with one message
that names the place, and never with another fault than PortalError.
"""

import json
from collections.abc import Iterator
from typing import Any

from samhandling.output import exact_json
from samhandling.output.exact_json import Doubled, NotJson
from samhandling.output.portal_rules import MESSAGE, Fault
from samhandling.vocabulary.portal import escaped
from samhandling.vocabulary.text import Text, _

LARGEST = 5 * 1024 * 1024
"""The portal's own limit, in bytes."""
BOM = b"\xef\xbb\xbf"


class PortalError(ValueError):
    """The message is not in the format; ``faults`` says where and why, the first one first."""

    def __init__(self, *faults: Fault) -> None:
        """Take what is wrong."""
        super().__init__(str(faults[0]))
        self.faults = faults


def read_message(data: bytes) -> dict[str, Any]:
    """Return the message in the bytes: objects, lists, texts, booleans, None and exact numbers.

    A byte order mark is passed over. Raises PortalError with the first fault.
    """
    if len(data) > LARGEST:
        raise _refused("", str(_("filen er for stor, høyst {mega} MB")).format(mega=LARGEST // 1024**2))
    value = _parsed(_decoded(data))
    fault = next(_ambiguous(value, ""), None) or next(MESSAGE.faults(value, ""), None)
    if fault is not None:
        raise PortalError(fault)
    message: dict[str, Any] = value
    return message


def write_message(message: dict[str, Any]) -> bytes:
    """Return the message as UTF-8. Raises PortalError with every fault where the format does not allow it."""
    faults = tuple(MESSAGE.faults(message, ""))
    if faults:
        raise PortalError(*faults)
    return (exact_json.write(message, step="  ") + "\n").encode()


def _refused(place: str, message: Text) -> PortalError:
    return PortalError(Fault(place, message))


def _decoded(data: bytes) -> str:
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        place = str(_("byte {nummer}")).format(nummer=error.start + 1)
        raise _refused(place, _("filen er ikke skrevet i UTF-8")) from None
    if not text.strip():
        raise _refused("", _("filen er tom"))
    return text


def _parsed(text: str) -> Any:
    deep = exact_json.too_deep(text)
    if deep is not None:
        raise _refused(_line_of(text, deep), _("for mange nivåer inni hverandre"))
    try:
        return exact_json.read(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        why = _("filen slutter for tidlig") if cut else _("dette er ikke JSON")
        raise _refused(_line_of(text, error.pos), why) from None


def _line_of(text: str, position: int) -> str:
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return str(_("linje {linje}, tegn {tegn}")).format(linje=line, tegn=column)


def _ambiguous(value: Any, place: str) -> Iterator[Fault]:
    """Yield what JSON leaves open and we will not guess: a key twice, a number that is none."""
    if isinstance(value, Doubled):
        yield Fault(place, str(_("{navn} står to ganger")).format(navn=value.key))
    if isinstance(value, NotJson):
        yield Fault(place, str(_("{tegn} er ikke et tall i JSON")).format(tegn=value.literal))
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        if isinstance(inner, dict | list | NotJson):
            yield from _ambiguous(inner, f"{place}/{escaped(str(key))}")
