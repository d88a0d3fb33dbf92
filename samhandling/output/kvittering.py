"""The archive's answer (arkivmeldingKvittering, Fiks Arkiv V1): where our document stands, or why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samhandling.output.arkivmelding_read import moment
from samhandling.output.xml_text import Element, fault, parse
from samhandling.vocabulary.text import _

NAMESPACE = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/kvittering/v1"


@dataclass(frozen=True)
class Arkivert:
    """Where one thing stands in the archive: its systemID there, a readable number, and the key that we gave it."""

    system_id: str
    nummer: str
    noekkel: str
    dato: datetime | None


@dataclass(frozen=True)
class Kvittering:
    """The answer: folder and registration as archived, or the archive's reasons in `feil`."""

    mappe: Arkivert | None
    journalpost: Arkivert | None
    feil: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the document stands in the archive."""
        return self.journalpost is not None and not self.feil


def read_kvittering(data: bytes) -> Kvittering:
    """The answer in `data`; XmlError, naming the line, when it is not a Fiks Arkiv V1 receipt or says nothing."""
    root = parse(data)
    if root.name != f"{{{NAMESPACE}}}arkivmeldingKvittering":
        raise fault(root.line, str(_("filen er ikke en arkivkvittering (Fiks Arkiv V1)")))
    mappe, post = root.maybe("mappeKvittering"), root.maybe("registreringKvittering")
    failed = [root.maybe(name) for name in ("mappeFeilet", "registreringFeilet")]
    answer = Kvittering(
        _archived(mappe, ("saksaar", "sakssekvensnummer"), "mappeID", "opprettetDato") if mappe else None,
        _archived(post, ("journalaar", "journalsekvensnummer"), "registreringsID", "arkivertDato") if post else None,
        tuple(each.value("feilmelding") or each.value("feilId") for each in failed if each),
    )
    if not (answer.mappe or answer.journalpost or answer.feil):
        raise fault(root.line, str(_("kvitteringen er tom")))
    return answer


def _archived(element: Element, number: tuple[str, str], name: str, when: str) -> Arkivert:
    year, sequence = (element.value(part) for part in number)
    return Arkivert(
        system_id=element.required("systemID"),
        nummer=f"{year}/{sequence}" if year and sequence else element.value(name),
        noekkel=element.value("referanseEksternNoekkel", "noekkel"),
        dato=moment(element, when) if element.maybe(when) else None,
    )
