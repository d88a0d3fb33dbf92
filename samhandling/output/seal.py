"""The organisation's seal: a PAdES baseline-B signature on PDF/A bytes.

The seal is an incremental update: the sealed file begins with the very bytes that
were rendered, and nothing may save the file again afterwards. Only the worker loads
this module, because it alone holds the key (EC P-256, in a PKCS#12 file).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from samhandling.output.development_key import PASSWORD, is_development, make_development_key

__all__ = ["PASSWORD", "SealError", "Sealer", "is_development", "make_development_key"]

FIELD = "Segl"


class SealError(ValueError):
    """The key file cannot be used, or the file cannot be sealed."""


class _AllCertificates(CMSAttributeProvider):
    """Binds the whole certificate chain into what is signed, so that no byte of it can change unseen (RFC 5035)."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificates: tuple[asn1.Certificate, ...]) -> None:
        self.certificates = certificates

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:  # noqa: ARG002, FBT001, FBT002
        bound = [as_signing_certificate_v2(certificate)["certs"][0] for certificate in self.certificates]
        return tsp.SigningCertificateV2({"certs": bound})


@dataclass
class _SignedAttributes(SignedAttributeProviderSpec):
    certificates: tuple[asn1.Certificate, ...]

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[CMSAttributeProvider]:
        yield _AllCertificates(self.certificates)
        yield from CAdESSignedAttrSpec().prepare_providers(data_digest, digest_algorithm, None)


class _ArchiveSigner(PdfSigner):
    """Writes the document's own time where pyHanko writes the clock's, and stays in PDF 1.7, as PDF/A-2 must."""

    moment: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        """Declare none: pyHanko would raise the file to PDF 2.0 to name the curve of the key."""


@dataclass(frozen=True)
class Sealer:
    """Seals with one key for as long as the worker lives; made by `from_p12`."""

    signer: SimpleSigner
    certificate: x509.Certificate

    @classmethod
    def from_p12(cls, path: Path, password: bytes) -> Sealer:
        """The sealer with the EC P-256 key and the certificates in the PKCS#12 file; SealError when it is not so."""
        key, certificate, chain = _opened(path, password)
        own, *others = (asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in (certificate, *chain))
        store = SimpleCertificateStore()
        store.register_multiple(others)
        signer = SimpleSigner(own, key, store, embed_roots=False)
        signer.signed_attr_prov_spec = _SignedAttributes((own, *others))
        return cls(signer, certificate)

    @property
    def is_development(self) -> bool:
        """Whether this is a key that set-up made, worth nothing as proof."""
        return is_development(self.certificate)

    def seal(self, data: bytes, reason: str, when: datetime) -> bytes:
        """`data` (PDF/A) with the seal appended; `when` is the claimed time, with a time zone. SealError on failure."""
        if when.tzinfo is None:
            raise SealError("the time of sealing needs a time zone")
        try:
            sealed = self._sealed(data, reason, when)
        except Exception as error:
            raise SealError(f"the file could not be sealed: {type(error).__name__}") from error
        if not sealed.startswith(data):
            raise SealError("the sealed file does not begin with the rendered bytes")
        return sealed

    def _sealed(self, data: bytes, reason: str, when: datetime) -> bytes:
        facts = PdfSignatureMetadata(
            field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=reason
        )
        hand = _ArchiveSigner(facts, signer=self.signer)
        hand.moment = when.replace(microsecond=0)
        out = io.BytesIO()
        hand.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=out)
        return out.getvalue()


def _opened(path: Path, password: bytes) -> tuple[keys.PrivateKeyInfo, x509.Certificate, list[x509.Certificate]]:
    """Key, certificate and intermediate certificates (roots are left out) of a PKCS#12 file."""
    try:
        bundle = pkcs12.load_pkcs12(path.read_bytes(), password)
    except OSError as error:
        raise SealError(f"the key file cannot be read: {path}") from error
    except ValueError as error:
        raise SealError(f"the key file is not PKCS#12, or the password is wrong: {path}") from error
    if bundle.cert is None or not isinstance(bundle.key, ec.EllipticCurvePrivateKey):
        raise SealError(f"the key file holds no EC key with a certificate: {path}")
    if not isinstance(bundle.key.curve, ec.SECP256R1):
        raise SealError(f"the key is not on the curve P-256: {path}")
    if bundle.key.public_key() != bundle.cert.certificate.public_key():
        raise SealError(f"key and certificate do not belong together: {path}")
    raw = bundle.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    others = (each.certificate for each in bundle.additional_certs)
    chain = [each for each in others if each.subject != each.issuer]
    return keys.PrivateKeyInfo.load(raw), bundle.cert.certificate, chain
