"""Everybody who tries every address: each role of the code list in each place, and what «place» means.

``b`` is a barnehage, ``v`` a barnevern, ``h`` a helsestasjon; 1 owns what is looked for, 2 is another unit in the same
municipality, 3 a unit in another municipality. Who is called ``….sperret`` holds the role in the owning unit and is
blocked from the children (habilitet, domain.md §6.9); ``b1.ansatt.kollega`` works there, but not with the children.
"""

from samhandling.vocabulary.codelist import ROLLE

EVERY_ROLE = tuple(code for code, _label in ROLLE)
OF_BARNEVERN = ("mottak", "saksbehandler")
ELSEWHERE = tuple(role for role in EVERY_ROLE if role not in OF_BARNEVERN)
KOMMUNER = {"k1": ("4699", "Lyngvær kommune"), "k2": ("4697", "Storhei kommune")}
UNITS = {
    "b1": ("k1", "barnehage", "Solstua barnehage"),
    "b2": ("k1", "barnehage", "Fjordtun barnehage"),
    "v1": ("k1", "barnevern", "Lyngvær barneverntjeneste"),
    "v2": ("k1", "barnevern", "Barneverntjenesten Nord"),
    "h1": ("k1", "helsestasjon", "Lyngvær helsestasjon"),
    "b3": ("k2", "barnehage", "Storhei barnehage"),
    "v3": ("k2", "barnevern", "Storhei barneverntjeneste"),
}
HELD = {
    "b1": ELSEWHERE,
    "b2": ELSEWHERE,
    "b3": ELSEWHERE,
    "v1": EVERY_ROLE,
    "v2": OF_BARNEVERN,
    "v3": OF_BARNEVERN,
    "h1": ("ansatt", "leder"),
}
BLOCKED_IN = ("b1", "v1")
NOBODY, COLLEAGUE = "ingen", "b1.ansatt.kollega"
BLOCKED = tuple(f"{unit}.{role}.sperret" for unit in BLOCKED_IN for role in HELD[unit])
USERS = (*(f"{unit}.{role}" for unit, roles in HELD.items() for role in roles), *BLOCKED, COLLEAGUE)
EVERYBODY = frozenset({*USERS, NOBODY})
LOGGED_IN = frozenset(USERS)

Who = frozenset[str]
NO_ONE: Who = frozenset()


def unit_of(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def role_of(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def kommune_of(name: str) -> str:
    return UNITS[unit_of(name)][0]


def at(unit: str, *roles: str) -> Who:
    """The unblocked holders of roles in a unit."""
    return frozenset(f"{unit}.{role}" for role in roles if role in HELD[unit])


def blocked_too(who: Who) -> Who:
    """The same with those who hold the same role in the same unit but are blocked from the children."""
    return who | {name for name in USERS if any(name.startswith(f"{each}.") for each in who)}


def anywhere(*roles: str) -> Who:
    """Whoever holds one of the roles, wherever; blocked or not."""
    return frozenset(name for name in USERS if role_of(name) in roles)


def in_kommune(kommune: str, *roles: str) -> Who:
    return frozenset(name for name in anywhere(*roles) if kommune_of(name) == kommune)


def lacking() -> list[tuple[str, str]]:
    """(role, place) where nobody holds the role: in an owning unit, another, another municipality, or blocked."""
    places = {"own": ("b1", "v1"), "other unit": ("b2", "v2"), "other municipality": ("b3", "v3")}
    held = {(role, place) for place, units in places.items() for unit in units for role in HELD[unit]}
    held |= {(role_of(name), "blocked") for name in BLOCKED}
    return [(role, place) for role in EVERY_ROLE for place in (*places, "blocked") if (role, place) not in held]
