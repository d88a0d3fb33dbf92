"""The wall: no statement reaches a protected table without its criterion.

Three parts. The session's hook adds each model's criterion to every ORM statement. The engine's
guard refuses a statement that names a protected table unless the hook marked it and the SQL text
proves that the criterion stands on every occurrence (store/proof.py). Writes by flush touch only
rows that this session has loaded through the criterion or made itself. rules/access.py supplies
the criteria; a few named doors (`Trusted`) derive access, deliver and log.
"""

import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy import inspect as inspect_object
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.base import ExecutableOption

from samhandling.store.actor import NOBODY, Actor
from samhandling.store.proof import unproven


class DeniedError(RuntimeError):
    """A statement or a write tried to pass the wall: a fault in the program, never a user's mistake."""


class Trusted(Enum):
    """The doors in the wall, each used by the modules that it names alone (a test holds this)."""

    DERIVE = "rules/derivation.py reads the grounds of access and writes what follows"
    LOG = "rules/audit.py writes events and their children; work/events.py shows them at the command line"
    REGISTER = "work/child.py finds or makes the one row of a child by its full identity number; work/join.py joins two"
    SEARCH = "rules/search.py keeps the words that find, and reads ids from them; rows are then read through the wall"
    DELIVER = "work/copy.py finds the receiver's copies of a document, and the unit that a document lies in"
    CLOCK = "work/clock.py moves or ends the deadlines and tasks of a document that was replaced or misfiled"


@dataclass(frozen=True)
class Wall:
    """The protected tables and the options that add each model's criterion."""

    tables: frozenset[str]
    options: Callable[[], Sequence[ExecutableOption]]
    models: tuple[type, ...]
    sealed: tuple[type, ...] = ()
    """Written through a door alone: derived access, and the log."""


HIDDEN = re.compile(r"\bu&[\"']|\w_to_xml|\bpg_stats|^\s*(?:do|prepare|execute)\b", re.IGNORECASE)
"""PostgreSQL's ways to reach a table without writing its name: escapes, SQL in strings, samples of columns."""
ACTING: ContextVar[Actor] = ContextVar("acting", default=NOBODY)
_flushing: ContextVar[bool] = ContextVar("flushing", default=False)


def trusted(door: Trusted) -> dict[str, Any]:
    """Return the execution options that pass a statement through a door."""
    return {"trusted": door}


def guard_engine(engine: Engine, wall: Wall) -> None:
    """Refuse unmarked or unproven statements that name a protected table."""
    named = re.compile(rf"\b({'|'.join(sorted(wall.tables))})\b", re.IGNORECASE)

    @event.listens_for(engine, "before_cursor_execute")
    def _before(
        connection: Connection, _cursor: object, statement: str, _parameters: object, context: Any, _many: object
    ) -> None:
        if HIDDEN.search(statement):
            raise DeniedError("a statement that may hide which table it names")
        if not named.search(statement):
            return
        options = context.execution_options if context is not None else connection.get_execution_options()
        if isinstance(options.get("trusted"), Trusted):
            return
        if options.get("walled"):
            if fault := unproven(statement, engine.dialect.name, wall.tables):
                raise DeniedError(fault)
        elif not (_flushing.get() and (context.isinsert or context.isupdate or context.isdelete)):
            message = f"a statement names a protected table without its criterion: {statement[:60]}"
            raise DeniedError(message)


def guard_session(session: Session, wall: Wall) -> None:
    """Add the criteria to every ORM statement of the session and watch what it flushes."""
    event.listen(session, "do_orm_execute", lambda state: _add_criteria(state, wall))
    event.listen(session, "loaded_as_persistent", _remember)
    event.listen(session, "pending_to_persistent", _remember_made)
    event.listen(session, "before_flush", lambda session, *_: _before_flush(session, wall))
    event.listen(session, "after_flush", lambda *_: _flushing.set(False))
    event.listen(session, "after_soft_rollback", lambda *_: _flushing.set(False))


def actor_of(session: Session) -> Actor:
    """Return who acts in a session; nobody when it was never said."""
    actor: Actor = session.info.get("actor", NOBODY)
    return actor


def _add_criteria(state: ORMExecuteState, wall: Wall) -> None:
    if isinstance(state.execution_options.get("trusted"), Trusted) or not state.is_orm_statement:
        return
    if state.is_column_load:
        message = "a row is read again: the wall cannot follow that"
        raise DeniedError(message)
    if (state.is_update or state.is_delete) and _is_sealed(state, wall):
        raise DeniedError("a table that only a door writes")
    ACTING.set(actor_of(state.session))
    if state.is_select or state.is_update or state.is_delete:
        state.statement = state.statement.options(*wall.options())
        state.update_execution_options(walled=True)


def _is_sealed(state: ORMExecuteState, wall: Wall) -> bool:
    return state.bind_mapper is not None and issubclass(state.bind_mapper.class_, wall.sealed)


def _remember(session: Session, row: object) -> None:
    session.info.setdefault("loaded", set()).add(inspect_object(row, raiseerr=True).identity_key)
    session.info.setdefault("seen", set()).add((type(row).__name__, getattr(row, "id", None)))


def _remember_made(session: Session, row: object) -> None:
    session.info.setdefault("loaded", set()).add(inspect_object(row, raiseerr=True).identity_key)


def _before_flush(session: Session, wall: Wall) -> None:
    known = session.info.setdefault("loaded", set())
    if any(isinstance(row, wall.sealed) for row in (*session.new, *session.dirty, *session.deleted)):
        raise DeniedError("a table that only a door writes")
    for row in (*session.dirty, *session.deleted):
        state: Any = inspect_object(row, raiseerr=True)
        if isinstance(row, wall.models) and state.identity_key not in known:
            message = f"a {type(row).__name__} is written that was never read through the wall"
            raise DeniedError(message)
    if session.new and actor_of(session) is NOBODY and any(isinstance(row, wall.models) for row in session.new):
        message = "nobody writes"
        raise DeniedError(message)
    _flushing.set(True)
