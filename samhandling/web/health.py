"""For whoever watches the server: does it live, and can it do its work."""

import tempfile

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from samhandling.model.migrate import at_head
from samhandling.web.current import house
from samhandling.web.logs import log
from samhandling.web.permission import public

health = Blueprint("health", __name__)


@health.get("/livez")
@public
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"ok": True}


@health.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Say whether the database answers, stands at the newest version, and files can be written."""
    told = {"database": _database(), "migrated": _migrated(), "disk": _disk()}
    ok = all(told.values())
    return jsonify(ok=ok, **told), 200 if ok else 503


def _database() -> bool:
    try:
        return house().database.answers()
    except Exception as fault:  # noqa: BLE001 - whatever is wrong, the answer is no
        log.warning("database_away", exc_info=fault)
        return False


def _migrated() -> bool:
    try:
        return at_head(house().settings.database_url)
    except Exception as fault:  # noqa: BLE001 - whatever is wrong, the answer is no
        log.warning("version_unknown", exc_info=fault)
        return False


def _disk() -> bool:
    folders = (house().settings.instance, house().settings.export_folder.parent)
    try:
        for folder in folders:
            tempfile.TemporaryFile(dir=folder).close()
    except OSError as fault:
        log.warning("disk_not_writable", exc_info=fault)
        return False
    return True
