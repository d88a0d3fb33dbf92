"""The generator of `make bench` makes right rows, and each operation of its table can be asked of our own server."""

from contextlib import closing
from pathlib import Path

import pytest

from samhandling.rules import derivation, search
from samhandling.store.actor import NOBODY
from samhandling.vocabulary.identity import parse_identity
from tests import fresh_database
from tools.bench import servers
from tools.bench.client import Client
from tools.bench.fill import Filled, fill, opened
from tools.bench.invented import people
from tools.bench.operations import OURS, Person, log_in
from tools.bench.town import SMA, STOR

DOCUMENTS, CHILDREN = 200, 40


def test_what_is_derived_is_right(database_url: str):
    """Access and the search index of every invented row are as the rules would write them, on both databases."""
    filled = fill(database_url, DOCUMENTS, CHILDREN)
    with opened(database_url) as house, house.database.read(NOBODY) as session:
        assert derivation.differences(session) == []
        assert search.differences(session) == []
    assert {name: seen.count for name, seen in filled.seen.items()} == {SMA: 60, STOR: 140}


def test_the_small_unit_has_the_same_documents_in_every_database(sqlite_template: Path, tmp_path: Path):
    """What one user sees does not change with what all the others have: that is what the ratio rests on."""
    shown = []
    for documents in (1000, 1500):
        folder = tmp_path / str(documents)
        folder.mkdir()
        filled = fill(fresh_database.sqlite_copy(sqlite_template, folder), documents, documents // 5)
        seen = filled.seen[SMA].documents
        shown.append([(each.id, each.tittel, each.nummer, each.ferdig, each.barn.person) for each in seen])
    assert shown[0] == shown[1]
    assert len(shown[0]) > 20


def test_invented_numbers_are_synthetic_and_right():
    """No identity number of a person can come out: each has month + 80, right check digits and the birth date."""
    persons = people()
    for person in (next(persons) for _number in range(500)):
        found = parse_identity(person.fnr, synthetic=True)
        assert found.synthetic
        assert found.birth_date == person.foedselsdato
        with pytest.raises(ValueError, match="syntetisk"):
            parse_identity(person.fnr, synthetic=False)


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory):
    """A tiny database with our own server over it."""
    folder = tmp_path_factory.mktemp("bench")
    filled = fill(fresh_database.sqlite_copy(sqlite_template, folder), DOCUMENTS, CHILDREN)
    server = servers.ours(filled.url, folder)
    yield filled, server
    server.stop()


@pytest.mark.parametrize("who", [SMA, STOR])
def test_every_operation_can_be_asked(served: tuple[Filled, servers.Server], who: str):
    """Each request of the table is answered as it says, twice over: what is measured is what a user gets."""
    filled, server = served
    with closing(Client(server.port)) as client:
        person = Person(client, filled.seen[who])
        log_in(person)
        for _turn in range(2):
            for operation in OURS.values():
                client.send(operation(person))
    assert server.cpu() > 0
