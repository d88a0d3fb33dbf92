"""Search: full text over ``soek``, apart for documents and for children (docs/decisions/0006-search.md).

SQLite: FTS5 tables that hold no text of their own, kept by triggers. A later migration that makes ``soek`` anew must
lay the triggers again. PostgreSQL: GIN indexes over the words as they stand, without any dictionary.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = ("dokument", "barn")
WORDS = "array_to_tsvector(string_to_array(ltrim(tekst), ' '))"
OPTIONS = (
    "content='soek', content_rowid='id', detail=none, columnsize=0,"
    " tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3 4 5 6'"
)
"""Words are found, not their places: half the size. Without taking accents off: «far» is not «får»."""


def upgrade() -> None:
    lay = _sqlite if op.get_bind().dialect.name == "sqlite" else _postgresql
    for kind in KINDS:
        for statement in lay(kind):
            op.execute(statement)


def downgrade() -> None:
    for kind in KINDS:
        if op.get_bind().dialect.name == "sqlite":
            for when in ("inn", "ut", "endret"):
                op.execute(f"DROP TRIGGER soek_{kind}_fts_{when}")
            op.execute(f"DROP TABLE soek_{kind}_fts")
        else:
            op.execute(f"DROP INDEX ix_soek_{kind}_tekst")


def _sqlite(kind: str) -> list[str]:
    fts = f"soek_{kind}_fts"
    add = f"INSERT INTO {fts} (rowid, tekst) VALUES (new.id, new.tekst);"  # noqa: S608
    take = f"INSERT INTO {fts} ({fts}, rowid, tekst) VALUES ('delete', old.id, old.tekst);"  # noqa: S608
    both = f"{take} {add}"
    return [
        f"CREATE VIRTUAL TABLE {fts} USING fts5 (tekst, {OPTIONS})",
        f"CREATE TRIGGER {fts}_inn AFTER INSERT ON soek WHEN new.{kind}_id IS NOT NULL BEGIN {add} END",
        f"CREATE TRIGGER {fts}_ut AFTER DELETE ON soek WHEN old.{kind}_id IS NOT NULL BEGIN {take} END",
        f"CREATE TRIGGER {fts}_endret AFTER UPDATE OF tekst ON soek WHEN new.{kind}_id IS NOT NULL BEGIN {both} END",
        f"INSERT INTO {fts} (rowid, tekst) SELECT id, tekst FROM soek WHERE {kind}_id IS NOT NULL",  # noqa: S608
    ]


def _postgresql(kind: str) -> list[str]:
    return [f"CREATE INDEX ix_soek_{kind}_tekst ON soek USING gin ({WORDS}) WHERE {kind}_id IS NOT NULL"]
