"""How a kind's answers stand in the national portal's format: declared by the kind, read in both directions.

A place in the format is a JSON pointer (``/offentligMelder/personnavn``); inside a list it is relative to the
entry. What a message holds beside the declared places is kept as well, by its pointer, where it belongs: with the
entry that it came with, or with the document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samhandling.vocabulary.text import Text

Json = dict[str, Any]
REST = "ukjente"
"""The input name, after its section or entry, under which unknown properties are kept. No field is called so."""
YES_NO = frozenset({"ufoedt", "orientert"})
"""The format's properties that are true or false; in answers «ja» and «nei»."""


@dataclass(frozen=True)
class Instead:
    """What an entry says at a place where it has no answer, and the field in ``where`` is answered by one of its codes.

    A graded address, for one, is not typed into a report; the format wants something there. Without a field: always.
    """

    at: str
    value: Text
    where: tuple[str, tuple[str, ...]] = ("", ())


@dataclass(frozen=True)
class Many:
    """A list of the format and the group of the form that holds it."""

    at: str
    group: str
    values: Mapping[str, str]
    """Pointer inside the entry → the entry's field."""
    instead: tuple[Instead, ...] = ()

    @property
    def prefix(self) -> str:
        """What the input names of its entries begin with."""
        return as_input(self.group)


@dataclass(frozen=True)
class Portal:
    """A kind's mapping: ``values`` stand one to one, ``texts`` are put together of several answers as shown."""

    values: Mapping[str, str]
    many: tuple[Many, ...]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: str = ""
    """The section that keeps what is unknown; "" where nothing comes in by the format."""
    sent: tuple[str, ...] = ()
    """Where the day and the time stand when it was sent; empty: it was sent when it was finished."""
    only: tuple[str, str, Text] | None = None
    """The path and the code that a document must answer for the format to have room for it; what others are told."""

    def paths(self) -> Iterator[str]:
        """Yield every path of the form that it names."""
        yield from self.values.values()
        for each in self.many:
            yield each.group
            yield from (f"{each.group}/{name}" for name in each.values.values())
        for several in self.texts.values():
            yield from several
        yield from self.sent
        yield from [self.only[0]] if self.only else []


@dataclass(frozen=True)
class Spread:
    """A message laid out: texts by input name, in the message's order, and what is unknown by where it is kept."""

    answers: dict[str, str]
    rest: dict[str, Json]


def as_input(path: str) -> str:
    """Return the input name of a path outside any entry."""
    return path.strip("/").replace("/", "-")


def spread(portal: Portal, message: Json) -> Spread:
    """Lay a message that the format allows out over the form's inputs; nothing of it is left behind."""
    spread = Spread({}, {})
    known = {at: as_input(path) for at, path in portal.values.items()}
    lists = {many.at: many for many in portal.many}
    top = {at: value for at, value in message.items() if f"/{at}" not in lists}
    _lay(spread, top, known, f"{portal.rest}-{REST}")
    for at, many in lists.items():
        for number, entry in enumerate(message.get(at.strip("/"), ()), 1):
            inside = f"{many.prefix}-{number}-"
            spread.answers[f"{inside}id"] = str(number)
            _lay(spread, entry, {place: inside + name for place, name in many.values.items()}, inside + REST)
    return spread


def _lay(spread: Spread, node: Json, known: Mapping[str, str], rest: str, above: str = "") -> None:
    for key, value in node.items():
        place = f"{above}/{escaped(key)}"
        if place in known:
            spread.answers[known[place]] = _as_text(value)
        elif isinstance(value, dict) and any(at.startswith(f"{place}/") for at in known):
            _lay(spread, value, known, rest, place)
        else:
            spread.rest.setdefault(rest, {})[place] = value


def _as_text(value: Any) -> str:
    return ("ja" if value else "nei") if isinstance(value, bool) else str(value)


def gather(
    portal: Portal, answers: Mapping[str, str], entries: Mapping[str, Sequence[str]], rest: Mapping[str, Json]
) -> Json:
    """Return the message of a form's answers: ``entries`` are the ids by a group's prefix; what is missing stays out.

    It does not judge: a message that lacks something is for the format's own rules to refuse.
    """
    message: Json = {}
    for at, path in portal.values.items():
        _take(message, at, answers.get(as_input(path)))
    for many in portal.many:
        put(message, many.at, [_entry(many, one, answers, rest) for one in entries.get(many.prefix, ())])
    for at, value in rest.get(f"{portal.rest}-{REST}", {}).items():
        put(message, at, value)
    return message


def _entry(many: Many, entry: str, answers: Mapping[str, str], rest: Mapping[str, Json]) -> Json:
    made: Json = {}
    mine = {name: answers.get(f"{many.prefix}-{entry}-{name}") for name in _names(many)}
    for at, name in many.values.items():
        _take(made, at, mine[name])
    for each in many.instead:
        name, codes = each.where
        if not has(made, each.at) and (not name or mine[name] in codes):
            _take(made, each.at, str(each.value))
    for at, value in rest.get(f"{many.prefix}-{entry}-{REST}", {}).items():
        put(made, at, value)
    return made


def _names(many: Many) -> set[str]:
    return {*many.values.values(), *(each.where[0] for each in many.instead if each.where[0])}


def _take(message: Json, at: str, text: str | None) -> None:
    if at.rpartition("/")[2] in YES_NO:
        if text in {"ja", "nei"}:
            put(message, at, text == "ja")
    elif text is not None:
        put(message, at, text)


def put(message: Json, at: str, value: Any) -> None:
    """Set a value at a pointer, making the objects on the way."""
    *above, last = [unescaped(part) for part in at.split("/")[1:]]
    node = message
    for key in above:
        node = node.setdefault(key, {})
    node[last] = value


def has(message: Json, at: str) -> bool:
    """Tell whether there is something at a pointer through objects."""
    node: Any = message
    for key in (unescaped(part) for part in at.split("/")[1:]):
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True


def escaped(key: str) -> str:
    """Return a key as it stands in a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def unescaped(part: str) -> str:
    """Return the key of a JSON pointer's part."""
    return part.replace("~1", "/").replace("~0", "~")
