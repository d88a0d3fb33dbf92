"""PDF/A and the seal: outside judges accept them, and any one changed byte is found."""

import io
import multiprocessing
import random
import stat
import subprocess
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from samhandling.output.development_key import PASSWORD, make_development_key
from samhandling.output.pdfa import NotArchivable, findings, to_pdfa
from samhandling.output.seal import Sealer, SealError
from samhandling.output.seal_check import BrokenSealError, NoSealError, _covered, check_seal
from samhandling.output.verify import verify, verify_pdf
from tests.machine import contracts
from tests.output.samples import archive_pdf, line, view_of

MASKS = (0x01, 0x20, 0x80)
SEALS = pytest.mark.parametrize("name", ["sealed", "chain_sealed"])


def holds(data: bytes) -> bool:
    try:
        check_seal(data)
    except (BrokenSealError, NoSealError):
        return False
    return True


def changed(data: bytes, at: int, mask: int) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def unseen(data: bytes, places: list[int], masks: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(at, mask) for at in places for mask in masks if holds(changed(data, at, mask))]


@SEALS
def test_any_changed_byte_of_the_signature_is_found(name, request):
    """Every byte between what is signed: hex case, padding, and all that CMS leaves unsigned."""
    data = request.getfixturevalue(name)
    assert holds(data)
    assert unseen(data, list(range(*_covered(data))), MASKS) == []


@SEALS
def test_any_changed_byte_elsewhere_is_found(name, request):
    """A sample of the rest, by a fixed seed."""
    data = request.getfixturevalue(name)
    places = random.Random(7).sample(range(len(data)), 300)
    assert unseen(data, places, MASKS) == []


@pytest.mark.proof
@SEALS
def test_every_changed_bit_is_found(name, request):
    """Every bit of the whole file."""
    data = request.getfixturevalue(name)
    assert unseen(data, list(range(len(data))), tuple(1 << bit for bit in range(8))) == []


def test_cut_lengthened_or_doubled_files_are_found(sealed):
    """Bytes taken away or put behind, and an update over the seal, break it."""
    for data in (sealed[:-1], sealed + b"\n", sealed + b" ", sealed[: len(sealed) // 2], sealed + sealed, b""):
        assert not verify_pdf(data).ok


def test_the_verdict_says_who_when_and_what_kind(sealed, chain_sealed, rendered, tmp_path):
    """Plain words: whole, by whom, development or not, PDF/A; and without a seal, or broken, so."""
    good = verify_pdf(sealed)
    assert good.ok
    assert "utviklingssegl" in " ".join(good.lines)
    assert "PDF/A-2b" in good.lines[-1]
    real = verify_pdf(chain_sealed)
    assert real.ok
    assert "Fjellvik kommune" in real.lines[1]
    assert "Mellom" in real.lines[2]
    assert verify_pdf(rendered).lines == ["Filen har ikke noe segl."]
    assert "brutt" in verify_pdf(changed(sealed, 5000, 1)).lines[0]
    assert not verify(tmp_path / "finnes-ikke.pdf").ok


def test_a_seal_outside_the_certificates_time_is_said(rendered, development_p12):
    """A claimed time before the certificate was made is no good seal."""
    early = Sealer.from_p12(development_p12, PASSWORD).seal(rendered, "Ferdigstilt", datetime(2001, 1, 1, tzinfo=UTC))
    assert not verify_pdf(early).ok


@SEALS
def test_the_sealed_file_begins_with_the_rendered_bytes(name, request, rendered):
    """Sealing only appends."""
    assert request.getfixturevalue(name).startswith(rendered)


@pytest.mark.filterwarnings("default")
@SEALS
def test_pyhanko_accepts_the_seal(name, request, development_p12, chain_p12):
    """Another validator calls it intact, whole and PAdES, with the key's own certificate as its root."""
    path = development_p12 if name == "sealed" else chain_p12
    own = Sealer.from_p12(path, PASSWORD).certificate.public_bytes(Encoding.DER)
    context = ValidationContext(trust_roots=list(load_certs_from_pemder_data(own)))
    (signature,) = PdfFileReader(io.BytesIO(request.getfixturevalue(name))).embedded_signatures
    status = validate_pdf_signature(signature, context)
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


@pytest.mark.poppler
@SEALS
def test_pdfsig_accepts_the_seal(name, request, tmp_path):
    """Poppler finds the signature valid and the whole document signed."""
    path = tmp_path / "segl.pdf"
    path.write_bytes(request.getfixturevalue(name))
    said = subprocess.run(["pdfsig", path], capture_output=True, check=True, text=True).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


@pytest.mark.contracts
@pytest.mark.java
def test_verapdf_accepts_the_sealed_file(sealed, chain_sealed, development_p12, tmp_path):
    """The real judge finds PDF/A-2b after sealing, also of a long and of a many-lettered document."""
    sealer = Sealer.from_p12(development_p12, PASSWORD)
    long = view_of(line("Lang", "ord ŋ ☐ سَلَام " * 1200, long=True))
    files = {"a": sealed, "b": chain_sealed, "c": sealer.seal(archive_pdf(long), "Ferdigstilt", datetime.now(UTC))}
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    judge = contracts() / "tools/pdfacheck/pdfacheck"
    run = subprocess.run([judge, "2b", *sorted(tmp_path.iterdir())], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("compliant=true") == len(files)


def test_pdfa_is_checked_and_repeatable(rendered):
    """A good file passes the check, twice the same bytes come out, and a font outside the file is refused."""
    assert findings(rendered) == []
    assert archive_pdf(view_of()) == rendered
    with pytest.raises(NotArchivable):
        to_pdfa(_helvetica(), "Prøve")


def _helvetica() -> bytes:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - only here

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 100, "Ikke innebygd")
    canvas.save()
    return out.getvalue()


def test_the_development_key_is_private_and_made_once(tmp_path):
    """Many processes at once leave one whole key, readable by its owner only."""
    path = tmp_path / "instance" / "segl.p12"
    context = multiprocessing.get_context("spawn")
    racers = [context.Process(target=make_development_key, args=(path,)) for _ in range(3)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert [each.name for each in path.parent.iterdir()] == ["segl.p12"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Sealer.from_p12(path, PASSWORD).is_development
    assert make_development_key(path) is False


def test_a_bad_key_file_is_said(tmp_path, development_p12):
    """No file, no PKCS#12, a wrong password: each is a SealError that names the file."""
    (tmp_path / "x.p12").write_bytes(b"x")
    for path, secret in ((tmp_path / "nei", PASSWORD), (tmp_path / "x.p12", PASSWORD), (development_p12, b"feil")):
        with pytest.raises(SealError, match=path.name):
            Sealer.from_p12(path, secret)
