"""The worker: carries out the outbox, alone holds the seal key, and looks for the archive's receipts."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import structlog

from samhandling.model import now
from samhandling.output import package
from samhandling.output.development_key import PASSWORD, make_development_key
from samhandling.output.view import DocumentView
from samhandling.store.settings import Settings
from samhandling.work import archiving, attachment, outbox, scanning, sealing
from samhandling.work.house import House

log = structlog.get_logger()
PAUSE = 0.5
"""Seconds between looks at an empty queue."""
RECEIPTS_EVERY = 5.0
Run = Callable[[House, outbox.Job], None]


def make_printer(settings: Settings) -> sealing.Printer:
    """Return what renders and seals. Loads the PDF libraries and the key: for the worker alone.

    Raises OSError or SealError when the key cannot be opened.
    """
    from samhandling.output import pdf, pdfa, seal  # noqa: PLC0415 - 100 MB that web processes must not hold

    sealer = seal.Sealer.from_p12(settings.seal_file, seal_password(settings))

    def printed(view: DocumentView, template: str) -> tuple[bytes, bytes]:
        page = pdf.render(view, fonts=settings.fonts, templates=settings.templates / "dokument", template=template)
        keywords = package.attachment_keywords(checksum for _title, checksum in view.attachments)
        rendered = pdfa.to_pdfa(page, f"{view.title} {view.nummer}", view.locale, view.enhet, view.dato, keywords)
        return rendered, sealer.seal(rendered, f"{view.title} {view.nummer}", now())

    return printed


def seal_password(settings: Settings) -> bytes:
    """Return the key's password, from its file; makes the development key where no key is configured."""
    if settings.seal_is_development:
        settings.seal_file.parent.mkdir(parents=True, exist_ok=True)
        make_development_key(settings.seal_file)
        return PASSWORD
    return Path(settings.seal_password_file).read_bytes().strip()


def jobs(printer: sealing.Printer) -> dict[str, Run]:
    """Return what each kind of job does."""
    return {
        "forsegl": partial(sealing.seal_document, printer=printer),
        "arkiver": archiving.archive_document,
        attachment.JOB: scanning.judge_attachment,
    }


def work_once(house: House, does: dict[str, Run]) -> bool:
    """Do the next job; False when there is none. A failure puts it back and is logged without personal data."""
    job = outbox.claim(house)
    if job is None:
        return False
    try:
        does[job.jobb](house, job)
        log.info("job.done", job=job.jobb, document=job.dokument_id)
    except Exception as error:  # noqa: BLE001 - whatever fails, the job is kept and the worker goes on
        fault = type(error).__name__
        log.warning("job.failed", job=job.jobb, document=job.dokument_id, fault=fault, tries=job.forsoek)
        outbox.give_back(house, job, fault)
    return True


def drain(house: House, does: dict[str, Run]) -> None:
    """Do all that is ready, then take receipts: for commands that end."""
    while work_once(house, does):
        pass
    archiving.take_receipts(house)


def run(house: House, *, until: Callable[[], bool] = lambda: False) -> None:
    """Work until told to stop; one failure of the database is waited out."""
    does = jobs(make_printer(house.settings))
    log.info("worker.ready", development_seal=house.settings.seal_is_development)
    looked = 0.0
    while not until():
        try:
            busy = work_once(house, does)
            if time.monotonic() - looked > RECEIPTS_EVERY:
                archiving.take_receipts(house)
                looked = time.monotonic()
        except Exception as error:  # noqa: BLE001 - the database may be restarting
            log.warning("worker.waits", fault=type(error).__name__)
            busy = False
        if not busy:
            time.sleep(PAUSE)
