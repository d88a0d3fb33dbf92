"""Is the seal on a PDF whole? Every byte of the file is either signed or compared with the one value it may have.

A CMS signature leaves much unsigned (versions, algorithm lists, certificates, padding,
upper or lower case of the hex digits), and a usual validator lets changes there pass.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pikepdf.models.metadata import decode_pdf_date

from samhandling.output.der import CONTEXT_0, OCTETS, SEQUENCE, SET, Der, sequence

_RANGE = re.compile(rb"/ByteRange \[(0|[1-9]\d{0,9}) ([1-9]\d{0,9}) ([1-9]\d{0,9}) ([1-9]\d{0,9})\]")
_VERSION_1 = bytes.fromhex("020101")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_PLAIN_DATA = bytes.fromhex("300b06092a864886f70d010701")
_SHA256 = (bytes.fromhex("300b0609608648016503040201"), bytes.fromhex("300d06096086480165030402010500"))
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_SIGNERS = tsp.SigningCertificateV2  # importing tsp teaches cms to read this attribute
_ATTRIBUTES = {"content_type", "message_digest", "signing_certificate_v2"}


class NoSealError(ValueError):
    """The file carries no seal."""


class BrokenSealError(ValueError):
    """The file carries a seal that does not hold: something has been changed."""


@dataclass(frozen=True)
class Seal:
    """What a whole seal says: the certificate that made it, the time and the reason it claims."""

    certificate: x509.Certificate
    when: datetime
    reason: str

    @property
    def name(self) -> str:
        """Who sealed: the certificate's common name, else its organisation."""
        return common_name(self.certificate.subject)

    @property
    def issuer(self) -> str:
        """Who issued the certificate."""
        return common_name(self.certificate.issuer)

    @property
    def in_time(self) -> bool:
        """Whether the certificate was valid at the claimed time."""
        return self.certificate.not_valid_before_utc <= self.when <= self.certificate.not_valid_after_utc


def common_name(name: x509.Name) -> str:
    """The readable part of a certificate's name."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            return str(attribute.value)
    return name.rfc4514_string()


def check_seal(data: bytes) -> Seal:
    """The seal of a PDF that has exactly one, over the whole file.

    NoSealError when there is none; BrokenSealError when any byte is other than when it was sealed.
    """
    if data.count(b"/ByteRange") == 0:
        raise NoSealError("no seal")
    try:
        start, end = _covered(data)
        certificate = _check_cms(_contents(data[start:end]), hashlib.sha256(data[:start] + data[end:]).digest())
        return _described(data, start, end, certificate)
    except BrokenSealError:
        raise
    except Exception as error:
        raise BrokenSealError(type(error).__name__) from error


def _need(holds: bool, what: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        raise BrokenSealError(what)


def _covered(data: bytes) -> tuple[int, int]:
    """Where the one gap in what is signed begins and ends: the signature itself."""
    ranges = _RANGE.findall(data)
    _need(len(ranges) == 1 and data.count(b"/ByteRange") == 1, "not exactly one seal")
    first, start, end, rest = (int(number) for number in ranges[0])
    _need(first == 0 and start < end and end + rest == len(data), "the seal does not cover the whole file")
    return start, end


def _contents(gap: bytes) -> bytes:
    """The signature's bytes from `<HEX…000>`: upper case, and nothing but zeros after them."""
    _need(gap[:1] == b"<" and gap[-1:] == b">", "the signature is not marked off")
    raw = bytes.fromhex(gap[1:-1].decode("ascii"))
    _need(raw.hex().upper().encode() == gap[1:-1], "the signature is written otherwise")
    signature = Der(raw).whole()
    _need(not any(raw[len(signature) :]), "something stands after the signature")
    return signature


def _check_cms(signature: bytes, digest: bytes) -> x509.Certificate:
    """The certificate of a CMS signature over `digest`; each unsigned byte has been compared."""
    outer = Der(signature).inside(SEQUENCE)
    outer.expect(_SIGNED_DATA)
    wrapped = outer.inside(CONTEXT_0)
    outer.end()
    signed = wrapped.inside(SEQUENCE)
    wrapped.end()
    signed.expect(_VERSION_1)
    algorithms = signed.inside(SET)
    algorithms.expect(*_SHA256)
    algorithms.end()
    signed.expect(_PLAIN_DATA)
    certificates = _each(signed.inside(CONTEXT_0))
    signers = signed.inside(SET)
    signed.end()
    signer = signers.inside(SEQUENCE)
    signers.end()
    return _check_signer(signer, certificates, digest)


def _each(cursor: Der) -> list[bytes]:
    found = []
    while cursor.more:
        found.append(cursor.whole())
    return found


def _check_signer(signer: Der, certificates: list[bytes], digest: bytes) -> x509.Certificate:
    signer.expect(_VERSION_1)
    who = signer.whole()
    signer.expect(*_SHA256)
    tag, _content, raw = signer.element()
    _need(tag == CONTEXT_0, "no signed facts")
    signer.expect(_ECDSA_SHA256)
    tag, value, _all = signer.element()
    _need(tag == OCTETS, "no signature value")
    signer.end()
    certificate = _check_facts(b"\x31" + raw[1:], certificates, digest)
    _need(who == _identity(certificate), "the signer is named otherwise")
    _verify(certificate, value, b"\x31" + raw[1:])
    return certificate


def _check_facts(attributes: bytes, certificates: list[bytes], digest: bytes) -> x509.Certificate:
    """The signed facts: this digest, and exactly these certificates, of which the first is the signer's."""
    facts: dict[str, Any] = {each["type"].native: each["values"] for each in cms.CMSAttributes.load(attributes)}
    _need(set(facts) == _ATTRIBUTES, "other facts are signed")
    _need(facts["message_digest"][0].native == digest, "the file has been changed")
    bound = [each["cert_hash"].native for each in facts["signing_certificate_v2"][0]["certs"]]
    known = {hashlib.sha256(each).digest(): each for each in certificates}
    _need(sorted(bound) == sorted(known) and len(certificates) == len(bound), "the certificates have been changed")
    return x509.load_der_x509_certificate(known[bound[0]])


def _identity(certificate: x509.Certificate) -> bytes:
    """Issuer and serial number as CMS writes them, from the certificate's own bytes."""
    fields = Der(certificate.tbs_certificate_bytes).inside(SEQUENCE)
    fields.whole()
    serial = fields.whole()
    fields.whole()
    issuer = fields.whole()
    return sequence(issuer + serial)


def _verify(certificate: x509.Certificate, value: bytes, signed: bytes) -> None:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise BrokenSealError("the key is of another kind")
    try:
        key.verify(value, signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise BrokenSealError("the signature does not hold") from error


def _described(data: bytes, start: int, end: int, certificate: x509.Certificate) -> Seal:
    """The seal as the PDF's own structure shows it: one signature field, holding this very signature."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = [each.V for each in pdf.Root.AcroForm.Fields if each.get("/FT") == "/Sig" and "/V" in each]
        _need(len(fields) == 1, "not exactly one signature field")
        (value,) = fields
        _need([int(number) for number in value.ByteRange] == [0, start, end, len(data) - end], "another signature")
        _need(value.SubFilter == "/ETSI.CAdES.detached", "not a PAdES seal")
        return Seal(certificate, decode_pdf_date(str(value.M)), str(value.get("/Reason", "")))
