"""Sends anything to an address, as somebody who is logged in."""

from typing import Any

from werkzeug.test import TestResponse

from tests.web.matrix.door import Door, Key
from tests.web.matrix.trying import DOORS, Trial


def call(trial: Trial, who: str, method: str, path: str, **sent: Any) -> TestResponse:
    """Send anything to an address, as somebody who is logged in."""
    headers = {"Cookie": f"samhandling={trial.cookies[who]}", **sent.pop("headers", {})}
    client = trial.app.test_client(use_cookies=False)
    with client.open(path, method=method, headers=headers, **sent) as answer:
        answer.get_data()
    return answer


def path_of(trial: Trial, key: Key, door: Door) -> str:
    args, query = ({name: trial.fill(value) for name, value in part.items()} for part in (door.args, door.query))
    path = trial.app.url_map.bind("localhost").build(key[0], {**args, **query}, "GET" if key[1] == "GET" else "POST")
    return str(path)


def forms() -> list[tuple[Key, Door]]:
    """Every door that takes a form, once for each that opens for somebody."""
    return [(key, door) for key, doors in DOORS.items() if key[1] == "POST" for door in doors if door.opens]


def form_of(trial: Trial, door: Door, token: str, **other: Any) -> dict[str, Any]:
    sent = {name: trial.fill(value) for name, value in door.data.items()}
    return {"csrf_token": token, **sent, **other}
