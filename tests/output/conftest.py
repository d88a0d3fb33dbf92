"""One document of each kind that these tests look at, made once: rendered, sealed, packaged."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from samhandling.output.seal import PASSWORD, Sealer, make_development_key
from tests.output.samples import archive_pdf, build, certificate_of, message, view_of


@pytest.fixture(scope="session")
def development_p12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "segl.p12"
    make_development_key(path)
    return path


@pytest.fixture(scope="session")
def chain_p12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A production-like key: its certificate, an intermediate and a root."""
    path = tmp_path_factory.mktemp("chain") / "segl.p12"
    root, middle, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    chain = [certificate_of("Mellom", middle, "Rot", root), certificate_of("Rot", root, "Rot", root)]
    certificate = certificate_of("Fjellvik kommune", own, "Mellom", middle)
    secret = BestAvailableEncryption(PASSWORD)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", own, certificate, chain, secret))
    return path


@pytest.fixture(scope="session")
def rendered() -> bytes:
    return archive_pdf(view_of())


@pytest.fixture(scope="session")
def sealed(rendered: bytes, development_p12: Path) -> bytes:
    return Sealer.from_p12(development_p12, PASSWORD).seal(rendered, "Ferdigstilt", datetime.now(UTC))


@pytest.fixture(scope="session")
def chain_sealed(rendered: bytes, chain_p12: Path) -> bytes:
    return Sealer.from_p12(chain_p12, PASSWORD).seal(rendered, "Ferdigstilt", datetime.now(UTC))


@pytest.fixture
def packaged(sealed: bytes, tmp_path: Path) -> Path:
    return build(tmp_path / "eksport", message(sealed), {"hoveddokument.pdf": sealed})
