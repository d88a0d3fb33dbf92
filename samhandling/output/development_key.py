"""A seal key for trying things out: made by set-up, worth nothing as proof, and saying so in its own name."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

NAME = "samhandling utviklingssegl – ikke for produksjon"
PASSWORD = b"utvikling"
LIFETIME = timedelta(days=3650)


def make_development_key(path: Path) -> bool:
    """Write a development key (PKCS#12, EC P-256, mode 0600, password `PASSWORD`) to `path`, unless something is there.

    True when this call made it. When two processes race, one file wins whole and both go on with it.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_private(draft, _new_key())
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


def is_development(certificate: x509.Certificate) -> bool:
    """Whether `certificate` names itself a development seal."""
    return any(name.value == NAME for name in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME))


def _write_private(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        with suppress(OSError):
            os.fsync(file.fileno())


def _new_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key)
    return pkcs12.serialize_key_and_certificates(b"segl", key, certificate, None, BestAvailableEncryption(PASSWORD))


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    now, name = datetime.now(UTC), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    usage = dict.fromkeys(_USAGES, False) | {"digital_signature": True, "content_commitment": True}
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
