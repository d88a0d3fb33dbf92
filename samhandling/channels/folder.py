"""A folder that another system reads: what is put there is whole or not there at all, also after kill -9.

Content is written beside its place, flushed to the disk and renamed into it, one builder at a time.
"""

import errno
import fcntl
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

FOLDER, FILE = 0o770, 0o640
"""The other system reads and answers as a member of the folder's group; nobody else may."""
DRAFT = ".tmp"
LOCK = ".laas"
MOST = 2 * 1024 * 1024
"""Bytes that are read of an answer."""


class PlaceTakenError(ValueError):
    """Something else stands where the content should go."""


def put(parent: Path, name: str, content: Mapping[str, bytes], is_same: Callable[[Path], bool]) -> Path:
    """Return the folder ``name`` below ``parent``, holding ``content`` (file name → bytes).

    Safe to call again, and by two processes at once: what stands there already is left as it is when
    ``is_same`` says that it is the same. Raises PlaceTakenError when it is not; OSError when the disk
    refuses, and then nothing is there.
    """
    target = parent / name
    if not parent.exists():
        parent.mkdir(parents=True)
        parent.chmod(FOLDER)
    with _locked(parent):
        _sweep(parent)
        if not target.exists():
            _write(parent / f".{name}.{secrets.token_hex(8)}{DRAFT}", target, content)
        elif not is_same(target):
            raise PlaceTakenError(name)
    return target


def read(folder: Path, name: str, most: int = MOST) -> bytes | None:
    """Return a file that the other system may have put into the folder; None while there is none.

    Raises OSError for what is no plain file (a link, a pipe) or holds more than ``most`` bytes.
    """
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a plain file")
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, "too large")
    return data


def _write(draft: Path, target: Path, content: Mapping[str, bytes]) -> None:
    draft.mkdir()
    draft.chmod(FOLDER)
    try:
        for name, data in content.items():
            _write_file(draft / name, data)
        _flush(draft)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _flush(target.parent)


def _write_file(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        os.fchmod(file.fileno(), FILE)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One builder at a time in ``folder``; the lock goes with the process, also when it is killed."""
    with (folder / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sweep(folder: Path) -> None:
    """Remove what a killed builder left; nobody else is building while we hold the lock."""
    for left in folder.glob(f".*{DRAFT}"):
        shutil.rmtree(left, ignore_errors=True)
