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


def _flat(session: Session, dokument_id: str) -> dict[str, Any]:
    parts = session.scalars(select(DokumentDel).where(DokumentDel.dokument_id == dokument_id))
    return {f"{part.noekkel}/{name}": value for part in parts for name, value in part.svar.items()}
