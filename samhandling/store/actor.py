"""Who acts: a user with roles, a named service, or nobody (who sees no rows)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RoleIn:
    """A role that the actor holds now in a unit."""

    enhet_id: str
    enhet_navn: str
    tjeneste: str
    rolle: str


@dataclass(frozen=True)
class Actor:
    """One actor for the life of a session; ``keys`` are what ``tilgang.hvem`` names."""

    kind: str
    id: str
    navn: str = ""
    tittel: str = ""
    kommune_id: str = ""
    kommune_navn: str = ""
    roller: tuple[RoleIn, ...] = ()
    kommuner: tuple[str, ...] = field(default=())
    """The municipalities whose users the actor may look up."""

    @property
    def is_user(self) -> bool:
        """Tell whether a person acts."""
        return self.kind == "bruker"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys by which access is derived: the person or service, and each role in its unit."""
        own = {"bruker": person_key(self.id), "tjeneste": service_key(self.id)}.get(self.kind)
        return (own, *(role_key(role.enhet_id, role.rolle) for role in self.roller)) if own else ()

    def holds(self, *roller: str, enhet_id: str | None = None) -> bool:
        """Tell whether the actor has one of the roles (in the unit)."""
        return any(role.rolle in roller and enhet_id in {None, role.enhet_id} for role in self.roller)

    def units(self, *roller: str) -> tuple[str, ...]:
        """The units in which the actor has one of the roles; any role when none is named."""
        return tuple(dict.fromkeys(role.enhet_id for role in self.roller if not roller or role.rolle in roller))


def person_key(bruker_id: str) -> str:
    """Return the key of a person."""
    return f"b:{bruker_id}"


def role_key(enhet_id: str, rolle: str) -> str:
    """Return the key of everyone who holds a role in a unit."""
    return f"e:{enhet_id}:{rolle}"


def service_key(name: str) -> str:
    """Return the key of a named service."""
    return f"t:{name}"


NOBODY = Actor("ingen", "")
WORKER = Actor("tjeneste", "arbeider", "samhandling")


def login_service(kommuner: tuple[str, ...]) -> Actor:
    """The service that looks users up at login: users of the municipalities, no child's data."""
    return Actor("tjeneste", "innlogging", kommuner=kommuner)


def service_in(name: str, enhet_id: str, enhet_navn: str, tjeneste: str, rolle: str) -> Actor:
    """A named service that does one thing for one unit, and sees what one role sees there."""
    return Actor("tjeneste", name, "kommandolinjen", roller=(RoleIn(enhet_id, enhet_navn, tjeneste, rolle),))


def command_service(kommuner: tuple[str, ...]) -> Actor:
    """The service that commands run as: users of the municipalities, no child's data."""
    return Actor("tjeneste", "kommando", "kommandolinjen", kommuner=kommuner)
