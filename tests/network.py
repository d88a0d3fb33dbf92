"""The wall around the tests: a connection that would leave this machine is refused where it is asked for."""

import contextlib
import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock


class LeavesThisMachine(AssertionError):
    """A test tried to reach another machine."""


def refuse_others(address: object) -> None:
    """Raise LeavesThisMachine unless *address* (a socket address, or a host name) is a file or on this machine."""
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, (str, bytes)) and not _here(host):
        raise LeavesThisMachine(f"a test may not reach {host!r}")


def _here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {"", "localhost"} or name.startswith(("/", "\0")):
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    return False


@contextlib.contextmanager
def only_this_machine() -> Iterator[None]:
    """For the length of the context, sockets connect to loopback and to files only, and no other name is looked up."""
    with contextlib.ExitStack() as walls:
        for name in ("connect", "connect_ex", "sendto"):
            walls.enter_context(mock.patch.object(socket.socket, name, _guarded_method(name)))
        walls.enter_context(mock.patch.object(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo)))
        yield


def _guarded_method(name: str) -> Callable[..., Any]:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            refuse_others(args[-1])
        return real(self, *args)

    return guarded


def _guarded_lookup(real: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *args: Any, **options: Any) -> Any:
        refuse_others(host)
        return real(host, *args, **options)

    return guarded
