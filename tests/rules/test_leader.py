"""K19: the leader is told of a report, the deputy when it concerns the leader; never a gate, and never a trace."""

import pytest
from sqlalchemy import select, text

from samhandling.model import Dokument, DokumentBarn, DokumentDel, Fil, Forsendelse, Frist, Logg, LoggInnhold, Varsel
from samhandling.store.wall import DeniedError
from samhandling.work import worker
from samhandling.work.correct import misfile, new_version
from samhandling.work.document import pdf, read_document
from samhandling.work.draft import read_draft
from samhandling.work.errors import NotFoundError
from samhandling.work.listing import Wish, dokument_list, home
from tests.rules.place import KARI, NILS, PER, SIV, Place

LEADER = {"melder__gjelder_ansatt": "leder"}


def _told(place: Place) -> list[tuple[str, str]]:
    with place.raw() as connection:
        rows = connection.execute(text("SELECT b.brukernavn, v.hva FROM varsel v JOIN bruker b ON b.id = v.bruker_id"))
        return sorted((row.brukernavn, row.hva) for row in rows if row.hva.endswith(".ferdig"))


def test_the_leader_is_told(place: Place):
    """An employee's report makes one notice, to the leader, who can open it; sending waited for nobody."""
    report = place.report(PER)
    assert _told(place) == [(KARI, "bekymringsmelding.ferdig")]
    with place.reading(KARI) as session:
        assert [document.id for _notice, document in home(session).notices] == [report]
        assert read_document(session, report).tree
    assert place.value("SELECT count(*) FROM forsendelse WHERE levert IS NOT NULL") == 1


def test_the_leaders_own_report_tells_nobody(place: Place):
    """The one who wrote it knows."""
    place.report(KARI)
    assert _told(place) == []


def test_the_deputy_is_told_when_it_concerns_the_leader(place: Place):
    """K19: the deputy, and not the leader."""
    place.report(PER, **LEADER)
    assert [who for who, _what in _told(place)] == [SIV]


def test_the_deputy_is_told_when_the_leader_is_inhabil(place: Place):
    """§6.9: an inhabil leader is not the one who is told."""
    place.block(KARI, place.mio())
    place.report(PER)
    assert [who for who, _what in _told(place)] == [SIV]


def test_the_deputy_is_told_where_there_is_no_leader(place: Place):
    """Somebody is told as long as there is somebody."""
    with place.raw() as connection:
        connection.execute(text("UPDATE enhet SET leder_id = NULL"))
    place.report(PER)
    assert [who for who, _what in _told(place)] == [SIV]


@pytest.mark.parametrize("change", ["UPDATE enhet SET leder_id = NULL, stedfortreder_id = NULL", "DELETE FROM rolle"])
def test_a_report_is_never_blocked_for_want_of_a_leader(place: Place, change: str):
    """K16: no leader, no deputy, no role of anybody else: it is sent all the same."""
    actor = place.actor(PER)
    dokument_id = place.draft(PER)
    with place.raw() as connection:
        connection.execute(text(change))
    from samhandling.work.finish import finish_document  # noqa: PLC0415 — with the roles of a moment ago

    assert finish_document(place.house, actor, dokument_id) == []


def _traces(place: Place, who: str, report: str) -> list[str]:
    """Every place where a person could find a report or something of it."""
    found = []
    with place.reading(who) as session:
        if session.get(Dokument, report):
            found.append("get")
        if report in {row.dokument.id for row in dokument_list(session, Wish()).rows} | {
            row.dokument.id for row in home(session).recent.rows
        }:
            found.append("list")
        found += ["notice"] if home(session).notices else []
        for name, read in (("page", read_document), ("pdf", pdf)):
            try:
                read(session, report)
                found.append(name)
            except NotFoundError:
                pass
        for model in (DokumentDel, DokumentBarn, Fil, Forsendelse, Frist, Varsel, Logg):
            rows = session.scalars(select(model.dokument_id)).all()
            found += [model.__tablename__] if report in rows else []
    return found


def test_the_leader_who_is_named_finds_no_trace(place: Place):
    """§6: list, get, page, PDF, parts, bytes, notices, the unit's log: nothing; the deputy sees it all."""
    report = place.report(PER, **LEADER)
    worker.drain(place.house, place.jobs())
    assert _traces(place, KARI, report) == []
    assert {"get", "list", "notice", "page", "pdf", "dokument_del", "fil", "logg"} <= set(_traces(place, SIV, report))
    assert _traces(place, NILS, report) == []


def test_a_report_that_does_not_name_the_leader_leaves_its_traces(place: Place):
    """The search above can find: the same leader meets another report everywhere."""
    report = place.report(PER)
    worker.drain(place.house, place.jobs())
    assert {"get", "list", "notice", "page", "pdf", "fil", "logg"} <= set(_traces(place, KARI, report))


def test_the_leader_who_is_named_can_do_nothing_with_it(place: Place):
    """Neither misfile, nor replace, nor read as a draft: «missing», as for what is not there."""
    report = place.report(PER, **LEADER)
    leader = place.actor(KARI)
    with pytest.raises(NotFoundError):
        misfile(place.house, leader, report, "bort med den")
    with pytest.raises(NotFoundError):
        new_version(place.house, leader, report)
    with place.house.database.read(leader) as session, pytest.raises(NotFoundError):
        read_draft(place.house, session, report)


def test_nobody_reads_values_in_the_log_by_a_statement(place: Place):
    """The log's values have no criterion: no screen can show them by mistake."""
    place.report(PER, **LEADER)
    for who in (KARI, SIV, PER):
        with place.reading(who) as session, pytest.raises(DeniedError):
            session.scalars(select(LoggInnhold)).all()


def test_a_new_version_of_it_stays_hidden(place: Place):
    """A correction by its author is a new version, and as closed to the leader as the first."""
    report = place.report(PER, **LEADER)
    newer = new_version(place.house, place.actor(PER), report)
    from samhandling.work.finish import finish_document  # noqa: PLC0415 — as the author does

    assert finish_document(place.house, place.actor(PER), newer) == []
    for each in (report, newer):
        assert _traces(place, KARI, each) == []


def test_misfiled_it_stays_hidden(place: Place):
    """Feilregistrering tells receivers and archivists, not the leader it names."""
    report = place.report(PER, **LEADER)
    misfile(place.house, place.actor(PER), report, "feil barn")
    assert _traces(place, KARI, report) == []
