"""The ground that the other tests stand on: the wall against the network, fresh databases, the translations' judge."""

import socket
import urllib.request

import pytest
import sqlalchemy as sa
from babel.messages.catalog import Message

from tests.network import LeavesThisMachine
from tools import translations


def test_no_test_leaves_this_machine():
    """An address elsewhere (192.0.2.0/24 is for documentation) and a name to look up are both refused."""
    with pytest.raises(LeavesThisMachine):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(LeavesThisMachine):
        urllib.request.urlopen("http://eksempel.invalid/")


def test_loopback_is_open():
    """A server that a test starts here can be reached."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_a_fresh_migrated_database(database_url: str, turn: int):
    """What one test wrote, the next does not find; the migrations have been run."""
    engine = sa.create_engine(database_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        assert "alembic_version" in sa.inspect(connection).get_table_names()
        connection.execute(sa.text("CREATE TABLE spor (turn INTEGER)"))


@pytest.mark.parametrize(
    ("source", "translation", "same"),
    [
        ("Hei {navn}", "Hello {navn}", True),
        ("Hei {navn}", "Hello {name}", False),
        ("Hei %(navn)s", "Hello", False),
        (("%(num)d barn", "%(num)d barn"), ("%(num)d child", "children"), False),
    ],
)
def test_a_translation_keeps_its_placeholders(source: str, translation: str, same: bool):  # noqa: FBT001
    """A translation that loses or renames a placeholder is found by `make check`, not by a reader."""
    assert translations._same_placeholders(Message(source, translation)) is same
