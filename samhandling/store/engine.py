"""The engine: SQLite as the embedded default, PostgreSQL by its address; what each needs to be safe."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_MS = 10_000
CACHE_KIB = 16_384
"""Of each SQLite connection; with the stock 2 MB a list of 300 rows among a million is read anew every time."""
READING: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
"""A look is read on one snapshot and cannot write."""
WRITING: dict[str, dict[str, Any]] = {
    "sqlite": {"immediate": True},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}


def make_engine(url: str) -> Engine:
    """Return an engine for an address; errors never show parameters (personal data)."""
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=8)


def _sqlite(address: Any) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True, paramstyle="named")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    safe = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}")
    for pragma in (*safe, f"cache_size=-{CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """Take the write lock at once: a deferred transaction that writes later fails when another wrote meanwhile."""
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
