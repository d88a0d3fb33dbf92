"""What is killed: run as a program it loads everything once and forks a writer or a worker for each line on stdin.

A line is JSON: {"role", "url", "folder", "ack"}; the answer is the child's pid. {"kill": [pid, …]} kills with
SIGKILL and answers when they are gone. The writer appends a document's id to the file ``ack`` when finish has
returned; both go on until they are killed.
"""

import json
import os
import signal
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from forms import CATALOGUE
from samhandling.store.settings import Settings
from samhandling.work import login, sealing, worker
from samhandling.work.demo_document import fill_in
from samhandling.work.finish import finish_document
from samhandling.work.house import House, open_house

KIND = "bekymringsmelding"


def house_of(url: str, folder: str) -> House:
    settings = Settings.from_environment(Path(folder), {})
    return open_house(replace(settings, database_url=url, demo=True, synthetic=True), CATALOGUE)


def write_one(house: House, user: str) -> str:
    actor = login._actor(house, user)
    assert actor is not None
    dokument_id = fill_in(house, actor, KIND, actor.roller[0].enhet_id)
    assert finish_document(house, actor, dokument_id) == []
    return dokument_id


def write(house: House, user: str, ack: str) -> None:
    """Write and finish reports for ever; say each that was acknowledged."""
    with os.fdopen(os.open(ack, os.O_CREAT | os.O_APPEND | os.O_WRONLY), "wb", buffering=0) as said:
        while True:
            said.write(f"{write_one(house, user)}\n".encode())


def work(house: House, printer: sealing.Printer) -> None:
    """Do jobs for ever, without rest."""
    does = worker.jobs(printer)
    while True:
        worker.work_once(house, does)


def ready_made(folder: str) -> sealing.Printer:
    """A printer that gives one real sealed PDF, so that verify can judge what became of it."""
    pages = tuple((Path(folder) / name).read_bytes() for name in ("rendret.pdf", "forseglet.pdf"))
    return lambda _view, _template: (pages[0], pages[1])


@cache
def warm_house(url: str, folder: str, user: str) -> House:
    """A house that has written and filed one report, so that its children need not learn every statement anew."""
    house = house_of(url, folder)
    write_one(house, user)
    does = worker.jobs(ready_made(sys.argv[1]))
    while worker.work_once(house, does):
        pass
    house.database.dispose()  # no connection crosses the fork
    return house


def fork(order: dict[str, Any], printers: dict[str, sealing.Printer]) -> int:
    house = warm_house(order["url"], order["folder"], order["user"])
    child = os.fork()
    if child:
        return child
    try:
        if order["role"] == "writer":
            write(house, order["user"], order["ack"])
        else:
            work(house, printers[order["printer"]])
    except BaseException as error:  # noqa: BLE001 - said to the parent, which fails the test
        Path(order["ack"] + ".fault").write_text(repr(error))
    finally:
        os._exit(1)


def main(folder: str, real: str) -> None:
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what is logged goes elsewhere
    printers = {"ready": ready_made(folder)}
    if real == "real":
        printers["real"] = worker.make_printer(house_of("sqlite://", folder).settings)
    for line in sys.stdin:
        order = json.loads(line)
        if "kill" in order:
            for pid in order["kill"]:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        answers.write(json.dumps(None if "kill" in order else fork(order, printers)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
