"""The municipality's logo: a small PNG, or an SVG that is a picture and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

MOST_BYTES = 200_000
PNG, END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
SVG = "http://www.w3.org/2000/svg"
RUNS = frozenset({
    "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "image", "feimage", "a",
    "animate", "animatecolor", "animatemotion", "animatetransform", "set", "audio", "video",
})  # fmt: skip
"""What an SVG may hold that is more than a picture, or that fetches something."""


@dataclass(frozen=True)
class Logo:
    """The bytes and the type that they are served as."""

    data: bytes
    type: str


def read_logo(file: Path) -> Logo:
    """Read a logo, judged by what it holds. Raises ValueError that says what is wrong with it."""
    if not file.is_file():
        raise _refused(file, "there is no such file")
    if file.stat().st_size >= MOST_BYTES:
        raise _refused(file, f"it must be smaller than {MOST_BYTES // 1000} kB")
    data = file.read_bytes()
    if data.startswith(PNG):
        if data[12:16] != b"IHDR" or not data.endswith(END):
            raise _refused(file, "it is not a whole PNG")
        return Logo(data, "image/png")
    if fault := _Judge().fault(data):
        raise _refused(file, fault)
    return Logo(data, "image/svg+xml")


def _refused(file: Path, why: str) -> ValueError:
    return ValueError(f"the setting logo ({file}): {why}")


class _Judge:
    """Reads an SVG once and keeps the first fault."""

    def __init__(self) -> None:
        self.found = ""
        self.root = ""
        self.style = 0

    def fault(self, data: bytes) -> str:
        """Return what is wrong, or nothing."""
        reader = expat.ParserCreate(namespace_separator="}")
        reader.StartElementHandler, reader.EndElementHandler = self._start, self._end
        reader.CharacterDataHandler = self._text
        reader.StartDoctypeDeclHandler = lambda *_: self._say("it has a document type, which can name other files")
        reader.ProcessingInstructionHandler = lambda *_: self._say("it has a processing instruction")
        try:
            reader.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
        except (expat.ExpatError, ValueError):
            return self.found or "it is neither PNG nor SVG"
        return self.found if self.root == f"{SVG}}}svg" else self.found or "it is neither PNG nor SVG"

    def _say(self, fault: str) -> None:
        self.found = self.found or fault
        raise ValueError(fault)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.root = self.root or name
        local = name.rpartition("}")[2].lower()
        if local in RUNS:
            self._say(f"it holds <{local}>: only a plain picture is served")
        self.style += local == "style"
        for key, value in attributes.items():
            self._attribute(key.rpartition("}")[2].lower(), value)

    def _end(self, name: str) -> None:
        self.style -= name.rpartition("}")[2].lower() == "style"

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on"):
            self._say(f"it holds {key}=: only a plain picture is served")
        if key in {"href", "src"} and not value.strip().startswith("#"):
            self._say("it points outside itself")
        self._fetches(value)

    def _text(self, text: str) -> None:
        if self.style:
            self._fetches(text)

    def _fetches(self, text: str) -> None:
        tight = "".join(text.lower().split()).replace('"', "").replace("'", "")
        if "javascript:" in tight or "@import" in tight or "\\" in tight or tight.count("url(") != tight.count("url(#"):
            self._say("it points outside itself")
