"""What a version changed: answer by answer, before and after, for the log."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import Dokument, DokumentDel


def differences(session: Session, dokument: Dokument) -> dict[str, Any]:
    """Return ``{path: [before, after]}`` against the version it replaces; before is None in a first version."""
    before = _flat(session, dokument.erstatter_id) if dokument.erstatter_id else {}
    after = _flat(session, dokument.id)
    paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return {path: [before.get(path), after.get(path)] for path in sorted(paths)}


ADDRESS = frozenset({"adresse", "adresselinje2", "adresselinje3", "postnummer", "poststed"})


def without_addresses(change: Any) -> Any:
    """Return differences without addresses: what came from outside may hold a graded one."""
    if isinstance(change, dict):
        return {
            name: without_addresses(value) for name, value in change.items() if name.rpartition("/")[2] not in ADDRESS
        }
    return [without_addresses(each) for each in change] if isinstance(change, list) else change


def _flat(session: Session, dokument_id: str) -> dict[str, Any]:
    parts = session.scalars(select(DokumentDel).where(DokumentDel.dokument_id == dokument_id))
    return {f"{part.noekkel}/{name}": value for part in parts for name, value in part.svar.items()}
