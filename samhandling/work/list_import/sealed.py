"""A list between being shown and being confirmed: it travels with the page, sealed, and is kept nowhere.

Encrypted and signed by a key of this instance; good for the person, the session and the unit that it was shown to.
"""

import base64
import json
import zlib
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken

from samhandling.model.base import ny_id
from samhandling.output.table import Table, TableError
from samhandling.store.actor import Actor
from samhandling.vocabulary.text import _
from samhandling.work.errors import ConflictError
from samhandling.work.house import House
from samhandling.work.list_import.plan import Preview

LARGEST = 1_400_000
"""Characters, so that a page with it is sent back within the limit of a request."""
SECONDS_IN_AN_HOUR = 3600


@dataclass(frozen=True)
class Carried:
    """A list that was shown, with the number by which its import is known."""

    import_id: str
    enhet_id: str
    table: Table


def carry(house: House, actor: Actor, session_id: str, shown: Preview) -> str:
    """Seal a list that was shown, without the addresses that are not taken in. Raises TableError when it is too large.

    ``session_id`` is the login's own secret; only its digest is sealed in.
    """
    left_out = {row.entry.number - shown.table.first: row.entry.taken_out for row in shown.rows}
    rows = [
        ["" if column in left_out.get(place, ()) else cell for column, cell in enumerate(row)]
        for place, row in enumerate(shown.table.rows)
    ]
    said = {"hvem": _whom(actor, session_id), "enhet": shown.enhet_id, "id": ny_id(), "foerste": shown.table.first}
    said |= {"overskrifter": shown.table.headings, "rader": rows}
    sealed = _box(house).encrypt(zlib.compress(json.dumps(said, ensure_ascii=False).encode())).decode()
    if len(sealed) > LARGEST:
        raise TableError(_("Listen er for stor til å vises på én gang. Del den i to filer."))
    return sealed


def carried(house: House, actor: Actor, session_id: str, sealed: str) -> Carried:
    """Open what ``carry`` has sealed. Raises ConflictError for another's, an old or a changed one."""
    try:
        opened = _box(house).decrypt(sealed.encode(), ttl=house.settings.absolute_hours * SECONDS_IN_AN_HOUR)
        said = json.loads(zlib.decompress(opened))
    except (InvalidToken, UnicodeEncodeError) as fault:
        raise _gone() from fault
    if said["hvem"] != _whom(actor, session_id):
        raise _gone()
    table = Table(tuple(said["overskrifter"]), tuple(tuple(row) for row in said["rader"]), said["foerste"])
    return Carried(said["id"], said["enhet"], table)


def _gone() -> ConflictError:
    return ConflictError(_("Forhåndsvisningen gjelder ikke lenger. Velg filen på nytt. Ingenting er tatt inn."))


def _whom(actor: Actor, session_id: str) -> str:
    return sha256(f"{actor.id}:{session_id}".encode()).hexdigest()


def _box(house: House) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"listeimport:" + house.settings.secret_key).digest()))
