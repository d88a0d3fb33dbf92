"""The job that files a sealed document: one package in the export folder, then the archive's receipt."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.channels.folder import put, read
from samhandling.model import Arkivpakke, Dokument, Enhet, Fil, now
from samhandling.model.fil import FORSEGLET
from samhandling.output import arkivmelding as noark
from samhandling.output import package
from samhandling.rules import audit, derivation
from samhandling.store.actor import WORKER
from samhandling.vocabulary.kind import ArchiveFacts
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.work import outbox
from samhandling.work.context import OSLO
from samhandling.work.house import House

log = structlog.get_logger()
FILE = "dokument.pdf"
TYPES = {
    "I": noark.INNGAAENDE,
    "U": noark.UTGAAENDE,
    "X": noark.ORGANINTERNT,
}
NOT_SEALED = timedelta(seconds=15)
"""How long filing waits before it looks again for the sealed file (sealing wakes it at once)."""


def archive_document(house: House, job: outbox.Job) -> None:
    """Write the package, then note it and finish the job; a crash between finds the same package again."""
    with house.database.read(WORKER) as session:
        sealed = session.scalar(select(Fil.innhold).where(Fil.dokument_id == job.dokument_id, Fil.trinn == FORSEGLET))
        if sealed is not None:
            melding = message(house, session, job.dokument_id, sealed)
    if sealed is None:
        outbox.give_back(house, job, "", pause=NOT_SEALED)
        return
    place = put(
        house.settings.export_folder,
        package.name(melding),
        package.content(melding, {FILE: sealed}),
        lambda there: package.is_same(there, melding, {FILE: sealed}),
    )
    with house.database.write(WORKER) as session:
        had = session.scalar(select(Arkivpakke.id).where(Arkivpakke.dokument_id == job.dokument_id))
        if had is None:
            session.add(Arkivpakke(dokument_id=job.dokument_id, mappe=place.name))
            audit.record(session, "arkiv.pakket", dokument_id=job.dokument_id)
        outbox.finish(session, job)


def message(house: House, session: Session, dokument_id: str, sealed: bytes) -> noark.Arkivmelding:
    """Return the arkivmelding of a sealed document: filed under its children, screened with its ground."""
    dokument = session.get_one(Dokument, dokument_id)
    unit = session.get_one(Enhet, dokument.enhet_id)
    facts = house.catalogue[dokument.type].archive
    return noark.Arkivmelding(_folder(dokument, unit, facts), _record(dokument, unit, facts, sealed))


def _title(dokument: Dokument) -> str:
    return f"{dokument.tittel} – {dokument.gjelder}" if dokument.gjelder else dokument.tittel


def _folder(dokument: Dokument, unit: Enhet, facts: ArchiveFacts) -> noark.Mappe:
    first = dokument.klasser[0]["barn_id"] if dokument.klasser else dokument.id
    return noark.Mappe(
        noekkel=f"sak-{first}-{unit.id}",
        tittel=_title(dokument),
        offentlig_tittel=str(facts.public_title),
        dato=_moment(dokument).date(),
        skjerming=_shield(unit),
        klassifikasjon=tuple(_class(child) for child in dokument.klasser) or (noark.by_child(""),),
        enhet=unit.navn,
        ansvarlig=dokument.forfatter,
        arkivdel=noark.Kode(unit.arkivdel) if unit.arkivdel else None,
        mappetype=noark.Kode(unit.mappetype) if unit.mappetype else None,
    )


def _class(child: Mapping[str, Any]) -> noark.Klassifikasjon:
    born = date.fromisoformat(child["foedselsdato"]) if child.get("foedselsdato") else None
    return noark.by_child(child.get("navn") or "", child.get("fnr") or "", born, ufoedt=child.get("ufoedt") == "ja")


def _record(dokument: Dokument, unit: Enhet, facts: ArchiveFacts, sealed: bytes) -> noark.Journalpost:
    received, moment = dokument.kilde_id is not None, _moment(dokument)
    return noark.Journalpost(
        noekkel=f"{dokument.id}-v{dokument.versjon}",
        tittel=_title(dokument),
        offentlig_tittel=str(facts.public_title),
        opprettet=moment,
        opprettet_av=dokument.forfatter or noark.SYSTEM,
        type=noark.INNGAAENDE if received else TYPES[facts.journalposttype],
        dokumentets_dato=moment.date(),
        skjerming=_shield(unit),
        dokumenter=(package.describe(sealed, FILE, dokument.tittel, f"{dokument.nummer}-v{dokument.versjon}.pdf"),),
        parter=_parties(dokument),
        mottatt=moment if received else None,
        sendt=None if received else moment,
    )


def _parties(dokument: Dokument) -> tuple[noark.Korrespondansepart, ...]:
    parties = ((noark.AVSENDER, dokument.avsender), (noark.MOTTAKER, dokument.mottaker))
    return tuple(noark.Korrespondansepart(role, name) for role, name in parties if name)


def _shield(unit: Enhet) -> noark.Skjerming:
    return noark.Skjerming(unit.skjermingshjemmel, noark.Kode(unit.tilgangsrestriksjon, "Unntatt offentlighet"))


def _moment(dokument: Dokument) -> datetime:
    return (dokument.ferdig or now()).astimezone(OSLO)


def take_receipts(house: House) -> int:
    """Look for the archive's receipts in packages that wait for one; return how many came."""
    with house.database.read(WORKER) as session:
        waiting = session.scalars(select(Arkivpakke).where(Arkivpakke.arkivert.is_(None))).all()
    return sum(_take_receipt(house, package_row) for package_row in waiting)


def _take_receipt(house: House, row: Arkivpakke) -> bool:
    place = house.settings.export_folder / row.mappe
    try:
        answer = read(place, package.RECEIPT)
        receipt = package.receipt(answer, read(place, package.MESSAGE) or b"") if answer else None
    except (noark.XmlError, package.PackageError, OSError) as error:
        log.warning("receipt.refused", package=row.mappe, fault=type(error).__name__)
        return False
    if receipt is None or (not receipt.ok and row.avvist):
        return False
    with house.database.write(WORKER) as session:
        chosen = select(Arkivpakke).where(Arkivpakke.id == row.id, Arkivpakke.arkivert.is_(None))
        found = session.scalar(chosen.with_for_update())
        if found is not None and not receipt.ok:
            found.avvist = UNUSABLE.sub("", "; ".join(receipt.feil))[:500] or "?"
            audit.record(session, "arkiv.avvist", dokument_id=row.dokument_id)
        elif found is not None:
            found.arkivert, found.arkiv_id = now(), _number(receipt)
            audit.record(session, "dokument.arkivert", dokument_id=row.dokument_id)
            derivation.rewrite_dokument(session, row.dokument_id)
    return found is not None and receipt.ok


def _number(receipt: noark.Kvittering) -> str:
    filed = receipt.journalpost or receipt.mappe
    return (filed.nummer or filed.system_id) if filed else ""
