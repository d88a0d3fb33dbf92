"""Proof on the SQL text: every protected table, at every place, carries its criterion.

The criterion is recognised by its shape: a term that all rows must meet (joined by AND), which is
an EXISTS over ``tilgang AS vakt…`` tied to this very alias and the actor, or an IN of a column of this alias with
the actor's own parameters (named ``vakt_…``), or an OR of such terms.
"""

import re
from functools import lru_cache

import sqlglot
from sqlglot import exp

WATCH = "vakt"
WATCHED = frozenset({"tilgang", "dokument_barn", "sperring", "dokument"})
"""What a criterion itself may read, inside EXISTS and named ``vakt…``."""
KEEPS_ALL = frozenset({"RIGHT", "FULL"})
"""Joins whose ON lets every row of the joined table through."""
PARAMETER = re.compile(r"%\((\w+)\)s")


@lru_cache(4096)
def unproven(statement: str, dialect: str, tables: frozenset[str]) -> str:
    """Return what lacks its criterion, or "" when all have it; unreadable SQL is unproven."""
    try:
        parsed = sqlglot.parse(_plain(statement), read="postgres" if dialect == "postgresql" else "sqlite")
    except sqlglot.errors.SqlglotError:
        return "a statement that cannot be judged"
    if len(parsed) != 1 or parsed[0] is None:
        return "several statements in one"
    for table in parsed[0].find_all(exp.Table):
        if table.name.lower() in tables and not _is_watch(table) and not _carries(table):
            return f"{table.name} without its criterion"
    bare = (column.name.lower() for column in parsed[0].find_all(exp.Column))
    return next((f"{name} named outside FROM" for name in bare if name in tables), "")  # «x IN dokument» reads a table


def _plain(statement: str) -> str:
    """Turn psycopg's parameters ``%(name)s::TYPE`` into named ones that the reader knows."""
    return PARAMETER.sub(r":\1", statement)


def _is_watch(table: exp.Table) -> bool:
    named = (table.alias or "").startswith(WATCH) and table.name in WATCHED
    return named and table.find_ancestor(exp.Exists) is not None


def _carries(table: exp.Table) -> bool:
    scope = table.find_ancestor(exp.Select, exp.Update, exp.Delete)
    if scope is None:
        return False
    name = table.alias or table.name
    return any(_is_criterion(term, name) for condition in _conditions(scope, table) for term in _terms(condition))


def _conditions(scope: exp.Expr, table: exp.Table) -> list[exp.Expr]:
    """The WHERE of the statement and the ON of the join that brings the table in, where that keeps rows out."""
    found = [scope.args["where"].this] if scope.args.get("where") else []
    join = table.find_ancestor(exp.Join, exp.Select, exp.Update, exp.Delete)
    if isinstance(join, exp.Join) and join.args.get("on") is not None and join.side not in KEEPS_ALL:
        found.append(join.args["on"])
    return found


def _terms(condition: exp.Expr) -> list[exp.Expr]:
    plain = condition.unnest()
    return [term.unnest() for term in plain.flatten()] if isinstance(plain, exp.And) else [plain]


def _is_criterion(term: exp.Expr, name: str) -> bool:
    if isinstance(term, exp.Or):
        return all(_is_criterion(arm.unnest(), name) for arm in term.flatten())
    if isinstance(term, exp.And):
        return any(_is_criterion(arm.unnest(), name) for arm in term.flatten())
    if isinstance(term, exp.Exists):
        return _watched(term) and any(column.table == name for column in term.find_all(exp.Column))
    if isinstance(term, exp.In) and isinstance(term.this, exp.Column):
        own = (term.this.table or name) == name
        return own and _has_actor(term)
    return False


def _watched(term: exp.Expr) -> bool:
    tables = list(term.find_all(exp.Table))
    derived = any(table.name == "tilgang" for table in tables) and all(_is_watch(table) for table in tables)
    return derived and _has_actor(term)


def _has_actor(term: exp.Expr) -> bool:
    return any(str(each.this).startswith(f"{WATCH}_") for each in term.find_all(exp.Placeholder))
