"""Documents, messages and certificates to try the output on; no real person is in them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from samhandling.channels.folder import put, read
from samhandling.output import arkivmelding as ark
from samhandling.output import package
from samhandling.output.pdf import render
from samhandling.output.pdfa import to_pdfa
from samhandling.output.view import DocumentView

NOW = datetime(2026, 11, 22, 8, 15, tzinfo=UTC)
ARABIC = "مرحبا، هذه جملة كاملة باللغة العربية عن الطفل."
SCREENING = ark.Skjerming("Offl. § 13 jf. fvl. § 13 første ledd nr. 1")


def line(label: str, value: str, *, long: bool = False) -> dict:
    return {"t": "line", "name": label, "label": label, "value": value, "long": long}


def tree(*items: dict) -> list[dict]:
    return [{"key": "del", "title": "Bekymringen", "law": [], "items": list(items)}]


def view_of(*items: dict, **facts: object) -> DocumentView:
    usual = DocumentView(
        title="Bekymringsmelding til barnevernet",
        kommune="Fjellvik kommune",
        enhet="Solbakken barnehage",
        enhet_adresse="Skoleveien 3, 9730 Kárášjohka",
        nummer="2026/000123",
        dato=NOW,
        forfatter="Bjørg Åsnes, styrer",
        mottaker="Barneverntjenesten i Fjellvik",
        status="Ferdig",
        screening="Unntatt offentlighet, offl. § 13 jf. fvl. § 13",
        tree=tree(line("Navn", "Ánde Áilo Sæther"), line("Hva", "Sliten.\n" + ARABIC, long=True), *items),
        law=[("Barnehageloven § 46", "Personalet skal melde fra til barnevernet.")],
    )
    return replace(usual, **facts)


def archive_pdf(view: DocumentView) -> bytes:
    return to_pdfa(render(view), view.title, view.locale, view.forfatter, view.dato)


def message(data: bytes, key: str = "dok-1") -> ark.Arkivmelding:
    file = package.describe(data, "hoveddokument.pdf", "Bekymringsmelding", "Bekymringsmelding 2026-11-22.pdf")
    child = ark.by_child("Ánde Áilo Sæther", "14431712345")
    return ark.Arkivmelding(
        ark.Mappe("sak-1", "Sak Ánde", "Sak – skjermet", NOW.date(), SCREENING, (child,), enhet="Solbakken barnehage"),
        ark.Journalpost(
            noekkel=key,
            tittel="Bekymringsmelding – Ánde Áilo Sæther",
            offentlig_tittel="Bekymringsmelding – skjermet",
            opprettet=NOW,
            opprettet_av="samhandling",
            type=ark.UTGAAENDE,
            dokumentets_dato=NOW.date(),
            skjerming=SCREENING,
            dokumenter=(file,),
            parter=(
                ark.Korrespondansepart(ark.INTERN_AVSENDER, "Bjørg Åsnes", person=True),
                ark.Korrespondansepart(ark.MOTTAKER, "Barneverntjenesten", organisasjonsnummer="974760673"),
            ),
            sendt=NOW,
        ),
    )


def certificate_of(name, key, issuer, by) -> x509.Certificate:
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in (name, issuer)]
    start = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(named[0]).issuer_name(named[1]).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start)
    return builder.not_valid_after(start + timedelta(days=900)).sign(by, hashes.SHA256())


def build(folder, melding, files):
    """Put a package into an export folder, as the archiving job does."""
    there = {"is_same": lambda place: package.is_same(place, melding, files)}
    return put(folder, package.name(melding), package.content(melding, files), **there)


def receipt_in(folder):
    """Read the archive's receipt out of a package, None while there is none."""
    answer = read(folder, package.RECEIPT)
    return package.receipt(answer, read(folder, package.MESSAGE)) if answer is not None else None
