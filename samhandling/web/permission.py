"""Every address says what it demands; one that says nothing is refused. Whose data it is, ``rules`` decides."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, request
from flask.typing import ResponseReturnValue

from samhandling.web.current import actor
from samhandling.work.errors import NotFoundError

View = TypeVar("View", bound=Callable[..., Any])


class Demand(StrEnum):
    """What an address demands of the one who comes."""

    PUBLIC = "public"
    LOGGED_IN = "logged in"
    RECEIVES = "logged in, with a role in the mottak of a service"


RECEIVING = ("mottak", "saksbehandler", "leder", "stedfortreder")


def demands(demand: Demand) -> Callable[[View], View]:
    """Declare what a view demands."""

    def declare(view: View) -> View:
        view.demand = demand  # type: ignore[attr-defined] # the declaration is read by the guard and by the walk test
        return view

    return declare


public, logged_in, receives = demands(Demand.PUBLIC), demands(Demand.LOGGED_IN), demands(Demand.RECEIVES)


def receives_documents() -> bool:
    """Tell whether the actor has a role in the mottak of barnevern."""
    return any(role.tjeneste == "barnevern" and role.rolle in RECEIVING for role in actor().roller)


def guard(app: Flask, ask_to_log_in: Callable[[], ResponseReturnValue]) -> None:
    """Refuse before any view runs."""
    app.view_functions["static"] = public(app.view_functions["static"])

    @app.before_request
    def refuse() -> ResponseReturnValue | None:
        if "\0" in request.path:
            raise NotFoundError(request.endpoint)
        view = app.view_functions.get(request.endpoint or "")
        demand = getattr(view, "demand", None)
        if view is None or demand is Demand.PUBLIC:
            return None
        if demand is not None and not actor().is_user:
            return ask_to_log_in()
        if demand is None or (demand is Demand.RECEIVES and not receives_documents()):
            raise NotFoundError(request.endpoint)
        return None
