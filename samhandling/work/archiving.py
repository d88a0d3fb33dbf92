"""The job that files a sealed document: one package in the export folder, then the archive's receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.channels.folder import put, read
from samhandling.model import Arkivpakke, Dokument, Enhet, Fil, Vedlegg, VedleggFil, now
from samhandling.model.base import OSLO
from samhandling.model.fil import FORSEGLET
from samhandling.model.vedlegg import ARKIV
from samhandling.output import arkivmelding as noark
from samhandling.output import package
from samhandling.rules import audit, derivation
from samhandling.store.actor import WORKER
from samhandling.vocabulary.kind import ArchiveFacts
from samhandling.vocabulary.parse import UNUSABLE
from samhandling.work import outbox
from samhandling.work.attached import Attached, attachments, file_name
from samhandling.work.house import House

log = structlog.get_logger()
FILE = "dokument.pdf"
TYPES = {
    "I": noark.INNGAAENDE,
    "U": noark.UTGAAENDE,
    "N": noark.TIL_OPPFOELGING,
    "X": noark.ORGANINTERNT,
}
NOT_SEALED = timedelta(seconds=15)
"""How long filing waits before it looks again for the sealed file (sealing wakes it at once)."""


def archive_document(house: House, job: outbox.Job) -> None:
    """Write the package, then note it and finish the job; a crash between finds the same package again."""
    with house.database.read(WORKER) as session:
        sealed = session.scalar(select(Fil.innhold).where(Fil.dokument_id == job.dokument_id, Fil.trinn == FORSEGLET))
        if sealed is not None:
            files = {FILE: sealed, **_attached(session, job.dokument_id)}
            melding = message(house, session, job.dokument_id, files)
    if sealed is None:
        outbox.give_back(house, job, "", pause=NOT_SEALED)
        return
    place = put(
        house.settings.export_folder,
        package.name(melding),
        package.content(melding, files),
        lambda there: package.is_same(there, melding, files),
    )
    with house.database.write(WORKER) as session:
        had = session.scalar(select(Arkivpakke.id).where(Arkivpakke.dokument_id == job.dokument_id))
        if had is None:
            session.add(Arkivpakke(dokument_id=job.dokument_id, mappe=place.name))
            audit.record(session, "arkiv.pakket", dokument_id=job.dokument_id)
        outbox.finish(session, job)


def _attached(session: Session, dokument_id: str) -> dict[str, bytes]:
    """Return the attachments' PDF/A by their names in the package, in their order."""
    chosen = select(Vedlegg.plass, VedleggFil.innhold).join(VedleggFil, VedleggFil.vedlegg_id == Vedlegg.id)
    chosen = chosen.where(Vedlegg.dokument_id == dokument_id, VedleggFil.trinn == ARKIV).order_by(Vedlegg.plass)
    return {file_name(None, 1, row.plass): row.innhold for row in session.execute(chosen)}


def message(house: House, session: Session, dokument_id: str, files: Mapping[str, bytes]) -> noark.Arkivmelding:
    """Return the arkivmelding of a sealed document: filed under its children, screened with its ground.

    ``files``: the sealed PDF under ``FILE``, and its attachments under their names in the package.
    """
    dokument = session.get_one(Dokument, dokument_id)
    unit = session.get_one(Enhet, dokument.enhet_id)
    facts = house.catalogue[dokument.type].archive
    described = _described(dokument, facts, files, attachments(session, dokument_id))
    return noark.Arkivmelding(_folder(dokument, unit, facts), _record(dokument, unit, facts, described))


def _described(
    dokument: Dokument, facts: ArchiveFacts, files: Mapping[str, bytes], rows: Sequence[Attached]
) -> tuple[noark.Dokumentfil, ...]:
    """Return the main document first, then its attachments by title, each with its checksum."""
    kind, version = noark.Kode(facts.dokumenttype), (dokument.nummer, dokument.versjon)
    main = package.describe(files[FILE], FILE, dokument.tittel, f"{dokument.nummer}-v{dokument.versjon}.pdf", kind)
    names = [(file_name(None, 1, row.plass), row) for row in rows]
    beside = (
        package.describe(files[name], name, row.tittel, file_name(*version, row.plass), kind, noark.VEDLEGG)
        for name, row in names
        if name in files
    )
    return (main, *beside)


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


def _record(
    dokument: Dokument, unit: Enhet, facts: ArchiveFacts, files: tuple[noark.Dokumentfil, ...]
) -> noark.Journalpost:
    received, moment, filed = dokument.forfatter_id is None, _moment(dokument), dokument.hode.get("arkiv", {})
    kind = noark.INNGAAENDE if received else TYPES[filed.get("type", facts.journalposttype)]
    return noark.Journalpost(
        noekkel=f"{dokument.id}-v{dokument.versjon}",
        tittel=_title(dokument),
        offentlig_tittel=str(facts.public_title),
        opprettet=moment,
        opprettet_av=dokument.hode.get("registrert_av") or dokument.forfatter or noark.SYSTEM,
        type=kind,
        dokumentets_dato=date.fromisoformat(filed["dato"]) if "dato" in filed else moment.date(),
        skjerming=_shield(unit),
        dokumenter=files,
        parter=_parties(dokument, filed),
        mottatt=moment if received else None,
        sendt=moment if kind is noark.UTGAAENDE else None,
    )


def _parties(dokument: Dokument, filed: Mapping[str, str]) -> tuple[noark.Korrespondansepart, ...]:
    """Return from whom and to whom: the units, or those outside whom a paper names, who may be persons."""
    sender = noark.Korrespondansepart(noark.AVSENDER, dokument.avsender, saksbehandler=_writer(dokument))
    if "avsender" in filed:
        ours = noark.Korrespondansepart(noark.MOTTAKER, dokument.avsender, saksbehandler=_writer(dokument))
        return (noark.Korrespondansepart(noark.AVSENDER, filed["avsender"], person=True), ours)
    outside = noark.Korrespondansepart(noark.MOTTAKER, filed.get("mottaker", dokument.mottaker))
    receiver = replace(outside, person="mottaker" in filed)
    return tuple(part for part in (sender, receiver) if part.navn)


def _writer(dokument: Dokument) -> str:
    """Return the caseworker on the archive's own side: the author; unknown on what was received."""
    return "" if dokument.forfatter_id is None else dokument.forfatter


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
