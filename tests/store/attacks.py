"""Ways to read a report of another kindergarten: each a function of a session and the report's id.

What an attack returns is what it got hold of: `LOOT` in it, or a number above zero, is a leak. With
the floor off each of them leaks, or it would prove nothing.
"""

from sqlalchemy import String, and_, case, column, exists, func, literal_column, or_, select, table, text, union
from sqlalchemy.orm import Session, aliased, load_only, make_transient_to_detached, undefer

from samhandling.model import Barn, Dokument, DokumentBarn, DokumentDel, Enhet, Fil, Foresatt, Kommune

LOOT = "Bekymringsmelding"
CORE = Dokument.__table__
OTHER = aliased(Dokument, name="vakt_x")
UNWATCHED = CORE.alias("vakt_dokument_barn_2")
LOOSE = table("dokument", column("id", String), column("tittel", String))
ASIDE = select(Dokument.tittel).subquery("x")
ANY = Enhet.id != ""
DEEP = select(Dokument.tittel, Dokument.id).cte("r", recursive=True)
CHOSEN = select(CORE.c.tittel)
MINE = select(Enhet.navn)


def _scalars(statement):
    return lambda session, _id: list(session.scalars(statement))


def _rows(statement):
    return lambda session, _id: [tuple(row) for row in session.execute(statement)]


def _text(sql: str, values: dict | None = None, **options):
    return lambda session, _id: [tuple(row) for row in session.execute(text(sql).execution_options(**options), values)]


def _raw(sql: str):
    return lambda session, _id: [tuple(row) for row in session.connection().exec_driver_sql(sql)]


def _forged(session: Session, dokument_id: str):
    """A row that was never read, made to look as if it had been, and then filled from the table."""
    row = Dokument(id=dokument_id)
    make_transient_to_detached(row)
    session.add(row)
    return [row.tittel]


def _refreshed(session: Session, dokument_id: str):
    row = Dokument(id=dokument_id)
    make_transient_to_detached(row)
    session.add(row)
    session.refresh(row, ["tittel"])
    return [row.tittel]


def _merged(session: Session, dokument_id: str):
    row = session.merge(Dokument(id=dokument_id), load=True)
    return [row.tittel] if row in session and row not in session.new else []


ATTACKS = {
    "select": _scalars(select(Dokument.tittel)),
    "rows": lambda session, _id: [row.tittel for row in session.scalars(select(Dokument))],
    "get": lambda session, id_: [row.tittel for row in [session.get(Dokument, id_)] if row],
    "get anew": lambda session, id_: [
        row.tittel for row in [session.get(Dokument, id_, populate_existing=True)] if row
    ],
    "get for update": lambda session, id_: [row.tittel for row in [session.get(Dokument, id_)] if row],
    "query": lambda session, _id: [row.tittel for row in session.query(Dokument)],
    "query count": lambda session, _id: session.query(Dokument).count(),
    "count": _scalars(select(func.count()).select_from(Dokument)),
    "count column": _scalars(select(func.count(Dokument.id))),
    "max": _scalars(select(func.max(Dokument.tittel))),
    "group": _rows(select(Dokument.tittel, func.count()).group_by(Dokument.tittel)),
    "having": _rows(select(Dokument.tittel).group_by(Dokument.tittel).having(func.count() > 0)),
    "window": _rows(select(func.row_number().over(order_by=Dokument.id), Dokument.tittel)),
    "case": _rows(select(case((Dokument.tittel != "", Dokument.tittel)))),
    "join": _rows(select(Enhet.navn, Dokument.tittel).join(Dokument, Dokument.enhet_id == Enhet.id)),
    "outer join": _rows(select(Enhet.navn, Dokument.tittel).outerjoin(Dokument, Dokument.enhet_id == Enhet.id)),
    "outer join from": _rows(
        select(Enhet.navn, Dokument.tittel).select_from(Dokument).outerjoin(Enhet, Dokument.enhet_id == Enhet.id)
    ),
    "full join": _rows(select(Enhet.navn, Dokument.tittel).outerjoin(Dokument, Dokument.id == Enhet.id, full=True)),
    "full join from": _rows(
        select(Dokument.tittel, Enhet.navn).select_from(Dokument).outerjoin(Enhet, Dokument.id == Enhet.id, full=True)
    ),
    "cross join": _rows(select(Enhet.navn, Dokument.tittel).join(Dokument, Enhet.id != "")),
    "comma": _rows(select(Enhet.navn, Dokument.tittel).where(Enhet.id == Dokument.enhet_id)),
    "alias": _scalars(select(aliased(Dokument).tittel)),
    "alias named as the criterion's": _scalars(select(OTHER.tittel)),
    "alias of the table named so": _rows(select(Enhet.id, UNWATCHED.c.tittel).join(UNWATCHED, ANY)),
    "self join": _rows(select(OTHER.tittel).join(Dokument, Dokument.id == OTHER.id)),
    "in subquery": _scalars(MINE.where(Enhet.id.in_(select(Dokument.enhet_id)))),
    "exists": _scalars(MINE.where(exists().where(Dokument.enhet_id == Enhet.id))),
    "exists of a select": _scalars(MINE.where(select(Dokument.id).where(Dokument.enhet_id == Enhet.id).exists())),
    "bare exists": lambda session, id_: [LOOT] if session.scalar(select(exists().where(Dokument.id == id_))) else [],
    "exists of the table": _scalars(MINE.where(exists().where(CORE.c.enhet_id == Enhet.id))),
    "column subquery": _scalars(select(select(func.max(Dokument.tittel)).scalar_subquery())),
    "column subquery beside": _rows(select(Enhet.id, select(func.max(Dokument.tittel)).scalar_subquery())),
    "derived table": _rows(select(select(Dokument).subquery().c.tittel)),
    "derived alias": _scalars(select(aliased(Dokument, select(Dokument).subquery()).tittel)),
    "lateral": _rows(select(Enhet.id, ASIDE.c.tittel).join(ASIDE, ANY)),
    "cte": _rows(select(select(Dokument.tittel).cte("dokumenter").c.tittel)),
    "recursive cte": _rows(select(DEEP.union_all(select(DEEP.c.tittel, DEEP.c.id).where(DEEP.c.id == "")).c.tittel)),
    "union": _rows(union(select(Kommune.navn), select(Dokument.tittel))),
    "union all": _rows(select(Kommune.navn).union_all(select(Dokument.tittel))),
    "except": _rows(select(Dokument.tittel).except_(MINE)),
    "or true": _scalars(select(Dokument.tittel).where(or_(Dokument.id != "", text("1=1")))),
    "or by text": _scalars(select(Dokument.tittel).where(text("1=1 OR 1=1"))),
    "load only": lambda session, _id: [
        row.tittel for row in session.scalars(select(Dokument).options(load_only(Dokument.tittel), undefer("*")))
    ],
    "from statement": lambda session, _id: [
        row.tittel for row in session.scalars(select(Dokument).from_statement(text("SELECT * FROM dokument")))
    ],
    "from statement, upper case": lambda session, _id: [
        row.tittel for row in session.scalars(select(Dokument).from_statement(text("SELECT * FROM DOKUMENT")))
    ],
    "from statement of the table": lambda session, _id: [
        row.tittel for row in session.scalars(select(Dokument).from_statement(select(CORE)))
    ],
    "core": _rows(select(CORE.c.tittel)),
    "core mixed in": _rows(select(Enhet.id, CORE.c.tittel).join(CORE, ANY)),
    "core by hand": _rows(select(LOOSE.c.tittel)),
    "core by hand beside": _rows(select(Enhet.id, LOOSE.c.tittel).join(LOOSE, ANY)),
    "core on the connection": lambda session, _id: session.connection().execute(select(CORE.c.tittel)).all(),
    "model on the connection": lambda session, _id: session.connection().execute(select(Dokument.tittel)).all(),
    "marked by hand": lambda session, _id: session.execute(CHOSEN, execution_options={"walled": True}).all(),
    "trusted by a string": lambda session, _id: session.execute(
        select(CORE.c.tittel), execution_options={"trusted": "DERIVE"}
    ).all(),
    "literal column": _rows(select(Enhet.id, literal_column("(SELECT max(tittel) FROM dokument)"))),
    "literal column, upper case": _rows(select(Enhet.id, literal_column("(SELECT max(tittel) FROM DOKUMENT)"))),
    "where by text": _scalars(MINE.where(text("EXISTS (SELECT 1 FROM DoKuMeNt)"))),
    "in a table": _scalars(MINE.where(text("EXISTS (SELECT 1 WHERE ('x', 'y') NOT IN (SELECT * FROM dokument_barn))"))),
    "order by text": _rows(MINE.where(text("(SELECT count(*) FROM Dokument) > 0")).order_by(text("1"))),
    "text": _text("SELECT tittel FROM dokument"),
    "text marked": _text("SELECT tittel FROM dokument", walled=True),
    "text upper case": _text("SELECT tittel FROM DOKUMENT"),
    "text quoted": _text('SELECT tittel FROM "dokument"'),
    "text with a comment": _text("SELECT tittel FROM/**/dokument--"),
    "text marked with a comment": _text("SELECT tittel FROM dokument /* WHERE EXISTS (vakt) */", walled=True),
    "text marked or": _text(
        "SELECT d.tittel FROM dokument d WHERE 1=1 OR EXISTS"
        " (SELECT 1 FROM tilgang vakt WHERE vakt.dokument_id = d.id AND vakt.hvem = :vakt_k)",
        {"vakt_k": ""},
        walled=True,
    ),
    "text marked not": _text(
        "SELECT tittel FROM dokument d WHERE NOT EXISTS"
        " (SELECT 1 FROM tilgang vakt WHERE vakt.dokument_id = d.id AND vakt.hvem = :vakt_k)",
        {"vakt_k": ""},
        walled=True,
    ),
    "text marked with another's criterion": _text(
        "SELECT b.tittel FROM dokument a JOIN dokument b ON true"
        " WHERE EXISTS (SELECT 1 FROM tilgang vakt WHERE vakt.dokument_id = a.id AND '' = :vakt_k)",
        {"vakt_k": ""},
        walled=True,
    ),
    "text marked with an outer criterion": _text(
        "SELECT x.tittel FROM enhet AS dokument JOIN (SELECT tittel, id FROM dokument) x"
        " ON EXISTS (SELECT 1 FROM tilgang vakt WHERE dokument.id <> 'vakt' AND 'k' <> :vakt_k)",
        {"vakt_k": ""},
        walled=True,
    ),
    "text marked, a criterion without the actor": _text(
        "SELECT d.tittel FROM dokument d WHERE EXISTS (SELECT 1 FROM tilgang vakt WHERE vakt.dokument_id = d.id)",
        walled=True,
    ),
    "text marked, right join": _text(
        "SELECT d.tittel FROM enhet RIGHT JOIN dokument d ON enhet.id = d.id AND EXISTS"
        " (SELECT 1 FROM tilgang vakt WHERE vakt.dokument_id = d.id AND vakt.hvem = :vakt_k)",
        {"vakt_k": ""},
        walled=True,
    ),
    "raw": _raw("SELECT tittel FROM dokument"),
    "raw upper case": _raw("SELECT tittel FROM DOKUMENT"),
    "raw schema": _raw('SELECT tittel FROM "dokument" AS d'),
    "with": _raw("WITH x AS (SELECT tittel FROM dokument) SELECT * FROM x"),
    "values": _raw("VALUES ((SELECT max(tittel) FROM dokument))"),
    "insert into an open table": lambda session, _id: [
        session.execute(text("INSERT INTO lov (id, noekkel, kortnavn, paragraf, tekst, fra, kontrolleres, gammel)"
        " SELECT 'x', 'x', 'x', 'x', tittel, '2026-01-01', :no, '' FROM dokument LIMIT 1"), {"no": False}).rowcount
    ],
    "a child": _scalars(select(Barn.navn)),
    "a child by number": _scalars(select(Barn.navn).where(Barn.fnr.is_not(None))),
    "a guardian": _scalars(select(Foresatt.navn)),
    "answers": _scalars(select(DokumentDel.noekkel)),
    "bytes": _scalars(select(Fil.sha256)),
    "child of a document": _scalars(select(DokumentBarn.barn_id)),
    "a child through a document": _scalars(
        select(Barn.navn).join(DokumentBarn, and_(DokumentBarn.barn_id == Barn.id)).join(Dokument)
    ),
    "forged": _forged,
    "refreshed": _refreshed,
    "merged": _merged,
}  # fmt: skip
ONLY = {
    "sqlite": {
        "main": _raw("SELECT tittel FROM main.dokument"),
        "brackets": _raw("SELECT tittel FROM [DOKUMENT]"),
        "backticks": _raw("SELECT tittel FROM `Dokument`"),
        "string as a name": _raw("SELECT tittel FROM 'dokument'"),
        "in, without select": _scalars(MINE.where(text("('x', 'y') NOT IN dokument_barn"))),
    },
    "postgresql": {
        "public": _raw("SELECT tittel FROM public.dokument"),
        "TABLE": _raw("TABLE dokument"),
        "escaped name": _raw(r'SELECT tittel FROM U&"\0064okument"'),
        "escaped name beside": _rows(select(Enhet.id, literal_column(r'(SELECT max(tittel) FROM U&"d\006Fkument")'))),
        "sql in a string": _raw("SELECT query_to_xml('SELECT tittel FROM dok' || 'ument', true, false, '')::text"),
        "all in one": _raw("SELECT schema_to_xml('public', true, false, '')::text"),
        "only": _raw("SELECT tittel FROM ONLY dokument"),
        "whole row": _raw("SELECT dokument::text FROM dokument"),
        "to json": _rows(select(Enhet.id, literal_column("(SELECT json_agg(d)::text FROM Dokument d)"))),
    },
}
