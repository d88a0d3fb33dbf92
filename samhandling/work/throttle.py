"""Guessing is slowed: each try is counted before the password is looked at, and taken back when it was right."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from samhandling.model import Innloggingsforsoek, now
from samhandling.vocabulary.text import _
from samhandling.work.errors import LoginRefusedError

WINDOW = timedelta(minutes=15)
KEPT = timedelta(hours=1)
MOST_PER_ACCOUNT, MOST_PER_ADDRESS = 5, 30


def count_try(session: Session, account: str, adresse: str) -> str:
    """Count a try at an account (as typed; kept as a checksum) from an address; return its id.

    Raises LoginRefusedError when there have been too many.
    """
    konto, source = _checksum(account), adresse[:64]
    session.execute(delete(Innloggingsforsoek).where(Innloggingsforsoek.tid < now() - KEPT))
    by_account, by_address = Innloggingsforsoek.konto == konto, Innloggingsforsoek.adresse == source
    if _recent(session, by_account) >= MOST_PER_ACCOUNT or (
        source and _recent(session, by_address) >= MOST_PER_ADDRESS
    ):
        raise LoginRefusedError(_("For mange forsøk. Vent et kvarter, og prøv igjen."))
    row = Innloggingsforsoek(konto=konto, adresse=source)
    session.add(row)
    session.flush()
    return row.id


def tried_often(session: Session, account: str) -> bool:
    """Tell whether so many wrong tries were noted lately that a right one no longer counts."""
    return _recent(session, Innloggingsforsoek.konto == _checksum(account)) >= MOST_PER_ACCOUNT


def note_wrong(session: Session, account: str) -> None:
    """Note a wrong try; nobody is told."""
    session.add(Innloggingsforsoek(konto=_checksum(account), adresse=""))
    session.flush()


def _checksum(account: str) -> str:
    return hashlib.sha256(account.encode()).hexdigest()


def _recent(session: Session, which: object) -> int:
    counted = select(func.count()).select_from(Innloggingsforsoek).where(which)  # type: ignore[arg-type]
    return session.scalar(counted.where(Innloggingsforsoek.tid > now() - WINDOW)) or 0


def take_back(session: Session, forsoek_id: str) -> None:
    """Take a try back: the password was right."""
    session.execute(delete(Innloggingsforsoek).where(Innloggingsforsoek.id == forsoek_id))
