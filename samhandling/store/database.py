"""Sessions: one per request or job, for one actor, reading on a snapshot or writing in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from samhandling.store.actor import Actor
from samhandling.store.engine import READING, WRITING, make_engine
from samhandling.store.wall import Wall, guard_engine, guard_session


class Database:
    """The one way to the tables."""

    def __init__(self, url: str, wall: Wall) -> None:
        """Open the database at ``url`` behind a wall."""
        self.url, self._wall = url, wall
        self._engine = make_engine(url)
        guard_engine(self._engine, wall)

    @property
    def kind(self) -> str:
        """Say «sqlite» or «postgresql»."""
        return self._engine.dialect.name

    def read_session(self, actor: Actor) -> Session:
        """Return a session that reads on one snapshot; the caller closes it."""
        return self._session(actor, READING[self.kind])

    @contextmanager
    def read(self, actor: Actor) -> Iterator[Session]:
        """Read on one snapshot."""
        with self.read_session(actor) as session:
            yield session

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Session]:
        """Write in one transaction: committed at the end, rolled back at any error."""
        with self._session(actor, WRITING[self.kind]) as session:
            yield session
            session.commit()

    def _session(self, actor: Actor, options: dict[str, object]) -> Session:
        session = Session(self._engine, expire_on_commit=False, autoflush=False)
        guard_session(session, self._wall)
        act_as(session, actor)
        session.connection(execution_options=options)
        return session

    def answers(self) -> bool:
        """Tell whether the database can be reached."""
        with self._engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    def dispose(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def act_as(session: Session, actor: Actor) -> None:
    """Say who acts, once, on an empty session. Raises RuntimeError on a second try."""
    if "actor" in session.info or session.identity_map:
        message = "the actor of a session is said once"
        raise RuntimeError(message)
    session.info["actor"] = actor
