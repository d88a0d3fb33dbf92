"""One way to write: web opens no transaction; a row is written in work, behind one function, or not at all."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITING = {"write", "commit", "flush", "add", "add_all", "merge", "delete", "insert", "update", "begin", "rollback"}
ON = ("session", "database", "engine", "connection", "db")
BUILDERS = {"insert", "update", "delete", "sessionmaker", "create_engine", "text"}


def views(folder: Path = ROOT / "samhandling" / "web") -> Iterator[tuple[str, ast.Module]]:
    for file in sorted([*folder.rglob("*.py"), ROOT / "app.py"]):
        yield file.name, ast.parse(file.read_text("utf-8"))


def writes(tree: ast.Module) -> Iterator[str]:
    """Yield what in a module could write rows: a writing method of a session or database, or what builds one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            on = ast.unparse(node.func.value).lower().rpartition(".")[2].strip("()")
            if on.endswith(ON):
                yield f"{node.lineno}: {ast.unparse(node.func)}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"Session", "Database"}:
            yield f"{node.lineno}: {ast.unparse(node.func)}()"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            yield from (f"{node.lineno}: {name.name}" for name in node.names if name.name in BUILDERS)
        elif isinstance(node, ast.ImportFrom) and (node.module or "") in {"samhandling.store.database", "sqlite3"}:
            yield f"{node.lineno}: {node.module}"


def test_no_view_writes_or_opens_a_transaction_to_write():
    """Nothing in web names a way to write: no write session, no flush, no INSERT of its own, no engine."""
    assert [f"{name}:{found}" for name, tree in views() for found in writes(tree)] == []


def test_the_judge_sees_what_it_is_to_see():
    """Each way to write around work is found by the test above."""
    for line in (
        "house.database.write(actor)",
        "with current.house().database.write(who) as session: pass",
        "session.add(row)",
        "self.session.delete(row)",
        "db.session().commit()",
        "from sqlalchemy import select, update",
        "with Session(bind) as rows: pass",
        "from samhandling.store.database import Database",
    ):
        assert list(writes(ast.parse(line))), line


def test_work_writes_through_the_store_only():
    """In work and rules too, the one transaction is the store's: nobody commits, rolls back or opens an engine."""
    found = [
        f"{file.name}:{node.lineno} {ast.unparse(node.func)}"
        for folder in ("work", "rules")
        for file in sorted((ROOT / "samhandling" / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"commit", "rollback", "create_engine", "sessionmaker"}
    ]
    assert found == []
