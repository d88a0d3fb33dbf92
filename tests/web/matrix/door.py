"""One address as it is tried: with which arguments and form, who may come in, what stands behind it."""

from dataclasses import dataclass, field
from typing import Any

from tests.web.matrix.people import EVERYBODY, NOBODY, Who, unit_of

OPEN, DONE, GONE = frozenset({200, 302}), frozenset({200, 303}), frozenset({404})
Key = tuple[str, str]
"""(endpoint, method)."""


@dataclass(frozen=True)
class Door:
    """A try at an address. Texts that begin with «@» are ids of the world, with «$» its secrets."""

    opens: Who
    """Who may come in; all others are told that there is nothing."""
    args: dict[str, str] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    """Secrets that stand behind it: each who comes in sees those that are theirs (sees.py)."""
    query: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    json: Any = None
    answers: frozenset[int] = OPEN
    """What the ones who may are answered."""
    refuses: frozenset[int] = GONE
    """What others are answered. More than 404 only where a form of their own is wrongly filled in."""
    to: Who = EVERYBODY
    """Whom it shows its secrets to, where that is fewer than may ever see them."""

    def tried(self) -> list[str]:
        """Who tries it: the units that own it, blocked or not; another unit; another municipality; nobody at all."""
        owners = {unit_of(name) for name in self.opens} or {"b1"}
        near = {name for name in EVERYBODY if unit_of(name) in owners | {"b2", "v2", "b3", "v3", NOBODY}}
        return sorted(near | self.opens)

    @property
    def name(self) -> str:
        return " ".join(f"{key}={value}" for part in (self.args, self.query, self.data) for key, value in part.items())


def form(opens: Who, *, data: dict[str, Any] | None = None, **more: Any) -> Door:
    """A form that is sent: done, and shown again or led on."""
    return Door(opens, data=data or {}, **{"answers": DONE, **more})
