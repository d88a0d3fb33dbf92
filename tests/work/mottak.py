"""Barnevern's mottak in the demo municipality: messages in, documents out."""

import json

from samhandling.work.portal_export import export_message
from samhandling.work.receive import Received, receive_message
from tests.output.portal_samples import VALID, as_bytes
from tests.work.scene import Scene

BERIT, KARI = "berit.barnevern", "kari.styrer"
BARNEVERN = "Lyngvær barneverntjeneste"
KIND = "mottatt_melding"
CAME = VALID["whole"]


def take_in(scene: Scene, message: object = CAME, who: str = BERIT) -> Received:
    data = message if isinstance(message, bytes) else as_bytes(message)
    return receive_message(scene.house, scene.actor(who), data, scene.unit(BARNEVERN))


def out(scene: Scene, dokument_id: str, who: str = BERIT) -> dict:
    with scene.house.database.read(scene.actor(who)) as session:
        return json.loads(export_message(scene.house, session, dokument_id))


def by_hand(scene: Scene, answers: dict[str, str] | None = None) -> str:
    """Write the kind's example down as mottak would, and finish it."""
    return scene.finished(scene.actor(BERIT), answers, KIND)
