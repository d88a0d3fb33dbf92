"""Configuration: the environment over ``instance/config.toml`` over what suits a new machine.

Each setting is ``SAMHANDLING_<NAME>`` in the environment or ``name`` in the file; secrets are files.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
MB = 1024 * 1024
YES = frozenset({"1", "true", "yes", "ja", "on"})


@dataclass(frozen=True)
class Settings:
    """What an instance is told. Times in minutes and hours, sizes in bytes, folders as paths."""

    instance: Path
    database_url: str
    export_folder: Path
    secret_key: bytes
    seal_file: Path
    seal_password_file: Path
    demo: bool = False
    """Demo users and a banner on every page; also allows synthetic identity numbers."""
    synthetic: bool = False
    cookie_secure: bool = False
    idle_minutes: int = 30
    absolute_hours: int = 10
    proxy_hops: int = 0
    hosts: tuple[str, ...] = ()
    """The names that the server answers to; empty: any."""
    largest_request: int = 2 * 1024 * 1024
    attachment_bytes: int = 20 * 1024 * 1024
    attachment_count: int = 40
    attachment_total: int = 200 * 1024 * 1024
    """Of one file, of how many in a document, and of all in it; also of the one request that may bring them."""
    name: str = "samhandling"
    """What the program is called on screen; a municipality may have a name of its own for it."""
    logo: Path | None = None
    """An SVG or PNG file, under 200 kB."""
    colour: str = ""
    """``#rrggbb``, dark enough for white text; empty: the house's own."""
    templates: Path = HOUSE / "templates"
    fonts: Path = HOUSE / "samhandling" / "output" / "fonts"

    @property
    def seal_is_development(self) -> bool:
        """Tell whether sealing is done by the key that ``make run`` makes."""
        return self.seal_file == self.instance / "segl" / "utvikling.p12"

    @classmethod
    def from_environment(cls, instance: Path | None = None, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; makes the instance folder and its secret key where they are missing.

        Raises ValueError naming a setting that cannot be read.
        """
        folder = Path(instance or environment.get("SAMHANDLING_INSTANCE") or HOUSE / "instance").resolve()
        folder.mkdir(parents=True, exist_ok=True)
        said = _Said(folder / "config.toml", environment)
        development = folder / "segl" / "utvikling.p12"
        seal_file = said.path("seal_file", development)
        demo = said.flag("demo")
        return cls(
            instance=folder,
            database_url=said.text("database_url", f"sqlite:///{folder / 'samhandling.sqlite'}"),
            export_folder=said.path("export_folder", folder / "arkiv"),
            secret_key=said.text("secret_key", "").encode() or _made_key(folder / "secret-key"),
            seal_file=seal_file,
            seal_password_file=said.path("seal_password_file", seal_file.with_suffix(".passord")),
            demo=demo,
            synthetic=demo or said.flag("synthetic"),
            cookie_secure=said.flag("cookie_secure"),
            idle_minutes=said.number("idle_minutes", 30),
            absolute_hours=said.number("absolute_hours", 10),
            proxy_hops=said.number("proxy_hops", 0),
            attachment_bytes=said.number("attachment_megabytes", 20) * MB,
            attachment_count=said.number("attachment_count", 40),
            attachment_total=said.number("attachment_total_megabytes", 200) * MB,
            hosts=tuple(name.strip() for name in said.text("hosts", "").split(",") if name.strip()),
            name=said.text("name", "samhandling"),
            logo=said.path("logo", folder) if said.text("logo", "") else None,
            colour=said.text("colour", ""),
        )


class _Said:
    """What the environment and the file say; the environment wins."""

    def __init__(self, file: Path, environment: Mapping[str, str]) -> None:
        self.file: dict[str, Any] = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
        self.environment = environment

    def text(self, name: str, default: str) -> str:
        return str(self.environment.get(f"SAMHANDLING_{name.upper()}") or self.file.get(name, default))

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).resolve()

    def flag(self, name: str) -> bool:
        return self.text(name, "").lower() in YES

    def number(self, name: str, default: int) -> int:
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit():
            message = f"the setting {name} must be a whole number, not {text!r}"
            raise ValueError(message)
        return int(text)


def _made_key(file: Path) -> bytes:
    """Return the key in ``file``, made once; two processes at the same time agree on one."""
    try:
        with os.fdopen(os.open(f"{file}.{os.getpid()}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as made:
            made.write(secrets.token_hex(32).encode())
        os.link(f"{file}.{os.getpid()}", file)
    except FileExistsError:
        pass
    finally:
        Path(f"{file}.{os.getpid()}").unlink(missing_ok=True)
    return file.read_bytes()
