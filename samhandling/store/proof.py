"""Proof on the SQL text: every protected table, at every place, carries its criterion.

The criterion is recognised by its shape: a term that all rows must meet (joined by AND), which is
an EXISTS over ``tilgang AS vakt…`` tied to this very alias, or an IN of a column of this alias with
the actor's own parameters (named ``vakt_…``), or an OR of such terms.
"""

from functools import lru_cache

import sqlglot
from sqlglot import exp

WATCH = "vakt"


@lru_cache(4096)
def unproven(statement: str, dialect: str, tables: frozenset[str]) -> str:
    """Return what lacks its criterion, or "" when all have it; unreadable SQL is unproven."""
    try:
        tree = sqlglot.parse_one(_plain(statement), read="postgres" if dialect == "postgresql" else "sqlite")
    except sqlglot.errors.ParseError:
        return "a statement that cannot be judged"
    for table in tree.find_all(exp.Table):
        if table.name in tables and not _is_watch(table) and not _carries(table):
            return f"{table.name} without its criterion"
    return ""


def _plain(statement: str) -> str:
    """Turn psycopg's parameters ``%(name)s::TYPE`` into named ones that the reader knows."""
    return statement.replace("%(", ":").replace(")s", "") if "%(" in statement else statement


def _is_watch(table: exp.Table) -> bool:
    return (table.alias or "").startswith(WATCH)


def _carries(table: exp.Table) -> bool:
    scope = table.find_ancestor(exp.Select, exp.Update, exp.Delete)
    if scope is None:
        return False
    name = table.alias or table.name
    return any(_is_criterion(term, name) for condition in _conditions(scope, table) for term in _terms(condition))


def _conditions(scope: exp.Expr, table: exp.Table) -> list[exp.Expr]:
    """The WHERE of the statement and the ON of the join that brings the table in."""
    found = [scope.args["where"].this] if scope.args.get("where") else []
    join = table.find_ancestor(exp.Join)
    if join is not None and join.args.get("on") is not None:
        found.append(join.args["on"])
    return found


def _terms(condition: exp.Expr) -> list[exp.Expr]:
    plain = condition.unnest()
    return [term.unnest() for term in plain.flatten()] if isinstance(plain, exp.And) else [plain]


def _is_criterion(term: exp.Expr, name: str) -> bool:
    if isinstance(term, exp.Or):
        return all(_is_criterion(arm.unnest(), name) for arm in term.flatten())
    if isinstance(term, exp.Exists):
        return _watched(term) and any(column.table == name for column in term.find_all(exp.Column))
    if isinstance(term, exp.In) and isinstance(term.this, exp.Column):
        own = (term.this.table or name) == name
        return own and any(str(each.this).startswith(f"{WATCH}_") for each in term.find_all(exp.Placeholder))
    return False


def _watched(term: exp.Expr) -> bool:
    tables = list(term.find_all(exp.Table))
    return any(table.name == "tilgang" for table in tables) and all(_is_watch(table) for table in tables)
