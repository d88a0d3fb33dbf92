"""The one criterion of each personal-data model, added by the wall to every ORM statement.

A criterion reads only ``tilgang``, the actor's keys, the children blocked for the actor, and the
time: an expired row opens nothing, with no job to run. What has no key sees no rows.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, String, and_, bindparam, exists, or_
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from samhandling.model import (
    Arkivpakke,
    Barn,
    BarnAnsatt,
    BarnEnhet,
    Base,
    Bruker,
    Dokument,
    DokumentBarn,
    DokumentDel,
    DokumentForfatter,
    Fil,
    Foresatt,
    ForesattEnhet,
    Forsendelse,
    Frist,
    Logg,
    LoggBarn,
    LoggInnhold,
    Oppgave,
    Soek,
    Sperring,
    Tid,
    Tilgang,
    Utboks,
    Varsel,
    Vedlegg,
    VedleggFil,
    Visning,
    now,
)
from samhandling.model.soek import FULL_TEXT, FULL_TEXT_PARTS
from samhandling.model.tilgang import READ, WHOLE
from samhandling.rules.access import task_keys
from samhandling.store.actor import Actor
from samhandling.store.wall import ACTING, Wall

NONE = ("-",)
"""Never an id: what an empty list of keys is matched against."""


def _listed(name: str, values: Callable[[Actor], Sequence[str]]) -> BindParameter[Any]:
    return bindparam(
        f"vakt_{name}", callable_=lambda: list(values(ACTING.get()) or NONE), expanding=True, type_=String, unique=True
    )


def _at() -> BindParameter[Any]:
    return bindparam("vakt_tid", callable_=now, type_=Tid(), unique=True)


def _me(actor: Actor) -> tuple[str, ...]:
    return (actor.id,) if actor.is_user else ()


def _oversees(actor: Actor) -> tuple[str, ...]:
    return (actor.kommune_id,) if actor.holds("personvernombud") else ()


def _leads(actor: Actor) -> tuple[str, ...]:
    return actor.units("leder")


def _deputises(actor: Actor) -> tuple[str, ...]:
    return actor.units("stedfortreder")


T, TS = Tilgang.__table__.alias("vakt"), Tilgang.__table__.alias("vakt_del")
DB = DokumentBarn.__table__.alias("vakt_dokument_barn")
S, SD = Sperring.__table__.alias("vakt_sperring"), Sperring.__table__.alias("vakt_sperring_dokument")
LD = Dokument.__table__.alias("vakt_logg_dokument")
LIVE = and_(T.c.hvem.in_(_listed("noekler", lambda actor: actor.keys)), T.c.fra <= _at(), T.c.til > _at())
LIVE_DEL = and_(TS.c.hvem.in_(_listed("noekler", lambda actor: actor.keys)), TS.c.fra <= _at(), TS.c.til > _at())
BLOCKED = and_(S.c.bruker_id.in_(_listed("person", _me)), S.c.fra <= _at(), S.c.til > _at())
BLOCKED_DOKUMENT = and_(
    SD.c.bruker_id.in_(_listed("person", _me)), SD.c.fra <= _at(), SD.c.til > _at(), SD.c.barn_id == DB.c.barn_id
)


def _of_dokument(column: Any) -> ColumnElement[bool]:
    """Whoever may see the document, and is not blocked from a child in it."""
    return and_(
        exists().where(T.c.dokument_id == column, LIVE), ~exists().where(DB.c.dokument_id == column, BLOCKED_DOKUMENT)
    )


def _whole_dokument(column: Any) -> ColumnElement[bool]:
    """Whoever may read every section: its files."""
    return and_(
        exists().where(T.c.dokument_id == column, T.c["del"] == WHOLE, T.c.nivaa >= READ, LIVE),
        ~exists().where(DB.c.dokument_id == column, BLOCKED_DOKUMENT),
    )


def _of_barn(column: Any) -> ColumnElement[bool]:
    return and_(exists().where(T.c.barn_id == column, LIVE), ~exists().where(S.c.barn_id == column, BLOCKED))


def _of_section(cls: Any) -> ColumnElement[bool]:
    """A section, for whoever may read it."""
    return and_(
        exists().where(
            TS.c.dokument_id == cls.dokument_id,
            or_(TS.c["del"] == WHOLE, TS.c["del"] == cls.noekkel),
            TS.c.nivaa >= READ,
            LIVE_DEL,
        ),
        ~exists().where(DB.c.dokument_id == cls.dokument_id, BLOCKED_DOKUMENT),
    )


def _of_barn_in_unit(cls: Any) -> ColumnElement[bool]:
    """A guardian for the unit that entered it; a child's units for each itself (that barnevern is one is a secret)."""
    return and_(
        exists().where(T.c.barn_id == cls.barn_id, T.c.enhet_id == cls.enhet_id, LIVE),
        ~exists().where(S.c.barn_id == cls.barn_id, BLOCKED),
    )


BY_DOKUMENT = (DokumentBarn, DokumentForfatter, Forsendelse, Frist, Arkivpakke, Utboks)
WHOLE_DOKUMENT = (Fil, Vedlegg, VedleggFil)
BY_BARN = (BarnEnhet, BarnAnsatt, ForesattEnhet)
KOMMUNER = _listed("kommuner", lambda actor: actor.kommuner)
KEYS = _listed("noekler", lambda actor: actor.keys)
TASK_KEYS = _listed("oppgavenoekler", task_keys)
ME, OVERSEES = _listed("person", _me), _listed("ombud", _oversees)
LEADS, DEPUTISES = _listed("leder", _leads), _listed("stedfortreder", _deputises)


def _log_event(cls: Any) -> ColumnElement[bool]:
    """One's own events; the unit's for its leader; all of the municipality's for the personvernombud (§6).

    A report that names the leader leaves no trace for the leader, only for the deputy.
    """
    names_leader = exists().where(LD.c.id == cls.dokument_id, LD.c.gjelder_leder)
    return or_(
        cls.bruker_id.in_(ME),
        cls.kommune_id.in_(OVERSEES),
        cls.enhet_id.in_(DEPUTISES),
        and_(cls.enhet_id.in_(LEADS), ~names_leader),
    )


def _task(cls: Any) -> ColumnElement[bool]:
    """A task of the actor's own keys, or of the mottak that the actor decides with, about what the actor may see."""
    return and_(
        cls.hvem.in_(TASK_KEYS),
        or_(cls.dokument_id.is_(None), _of_dokument(cls.dokument_id)),
        or_(cls.barn_id.is_(None), _of_barn(cls.barn_id)),
    )


def _options() -> tuple[ExecutableOption, ...]:
    """Return the options for all protected models. A lambda per class: each alias gets its own."""
    every: list[ExecutableOption] = [
        with_loader_criteria(Dokument, lambda cls: _of_dokument(cls.id), include_aliases=True),
        with_loader_criteria(DokumentDel, _of_section, include_aliases=True),
        with_loader_criteria(Oppgave, _task, include_aliases=True),
        with_loader_criteria(
            Soek, lambda cls: or_(_of_dokument(cls.dokument_id), _of_barn(cls.barn_id)), include_aliases=True
        ),
        with_loader_criteria(Visning, lambda cls: cls.bruker_id.in_(ME), include_aliases=True),
        with_loader_criteria(Barn, lambda cls: _of_barn(cls.id), include_aliases=True),
        with_loader_criteria(Foresatt, lambda cls: _of_barn(cls.barn_id), include_aliases=True),
        with_loader_criteria(Sperring, lambda cls: cls.satt_av_id.in_(ME), include_aliases=True),
        with_loader_criteria(Tilgang, lambda cls: cls.hvem.in_(KEYS), include_aliases=True),
        with_loader_criteria(Varsel, lambda cls: cls.bruker_id.in_(ME), include_aliases=True),
        with_loader_criteria(Bruker, lambda cls: cls.kommune_id.in_(KOMMUNER), include_aliases=True),
        with_loader_criteria(Logg, _log_event, include_aliases=True),
    ]
    every += [
        with_loader_criteria(model, lambda cls: _of_dokument(cls.dokument_id), include_aliases=True)
        for model in BY_DOKUMENT
    ]
    every += [
        with_loader_criteria(model, lambda cls: _whole_dokument(cls.dokument_id), include_aliases=True)
        for model in WHOLE_DOKUMENT
    ]
    every += [with_loader_criteria(model, _of_barn_in_unit, include_aliases=True) for model in BY_BARN]
    return tuple(every)


MODELS: tuple[type[Base], ...] = (
    *(Dokument, DokumentDel, Barn, Foresatt, Sperring, Varsel, Bruker, Logg, LoggBarn, LoggInnhold, Tilgang),
    *(Oppgave, Soek, Visning),
    *BY_DOKUMENT,
    *WHOLE_DOKUMENT,
    *BY_BARN,
)
SEALED = (Tilgang, Soek, Logg, LoggBarn, LoggInnhold)
OPEN: tuple[str, ...] = ("kommune", "enhet", "lov", "rolle", "oekt", "innloggingsforsoek", "nummerserie")
"""Tables without a child's data or an employee's name: open to every statement, and why a test counts the rest."""
OPTIONS = _options()
TABLES = frozenset({*(str(model.__tablename__) for model in MODELS), *FULL_TEXT, *FULL_TEXT_PARTS})
WALL = Wall(TABLES, lambda: OPTIONS, MODELS, SEALED)
