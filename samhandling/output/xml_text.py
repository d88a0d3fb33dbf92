"""XML in and out for messages to and from the archive: small, strict, no entities, no document type.

Written without a library because what is needed is little and what must be refused is
much. The reader keeps line and column, so that an error can say where it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from samhandling.vocabulary.text import _

LIMIT = 5_000_000
DEPTH = 40
XSI = "http://www.w3.org/2001/XMLSchema-instance"

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\ufdd0-\ufdef]")


class XmlError(ValueError):
    """The message cannot be read; the text says what is wrong and where, for people."""


@dataclass
class Element:
    """An element: name as `{namespace}local`, own text, children in order, where it began."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition("}")[2]

    @property
    def kind(self) -> str:
        """What `xsi:type` says, without prefix; empty when it says nothing."""
        return self.attributes.get(f"{{{XSI}}}type", "").rpartition(":")[2]

    def all(self, local: str) -> Iterator[Element]:
        """The children with this local name."""
        return (child for child in self.children if child.local == local)

    def maybe(self, local: str) -> Element | None:
        """The one child with this local name, or None; XmlError when there are several."""
        found = list(self.all(local))
        if len(found) > 1:
            raise fault(found[1].line, str(_("elementet «%s» står mer enn én gang")) % local)
        return found[0] if found else None

    def one(self, local: str) -> Element:
        """The one child with this local name; XmlError when it is missing."""
        found = self.maybe(local)
        if found is None:
            raise fault(self.line, str(_("elementet «%s» mangler i «%s»")) % (local, self.local))
        return found

    def value(self, *path: str) -> str:
        """The text at `path` below this element; empty when something on the way is missing."""
        here: Element | None = self
        for local in path:
            here = here.maybe(local) if here else None
        return here.text if here else ""

    def required(self, *path: str) -> str:
        """The text at `path`; XmlError when it is missing or empty."""
        here = self
        for local in path:
            here = here.one(local)
        if not here.text:
            raise fault(here.line, str(_("elementet «%s» er tomt")) % here.local)
        return here.text


def fault(line: int, what: str) -> XmlError:
    """The error that says `what` is wrong on `line`."""
    return XmlError(str(_("Linje %s: %s.")) % (line, what))


def legal(text: str) -> str:
    """`text` as one line that XML can hold: NFC, no control characters, no space at the ends."""
    return " ".join(_ILLEGAL.sub(" ", unicodedata.normalize("NFC", text)).split())


def serialise(root: Element, namespaces: dict[str, str]) -> bytes:
    """`root` as UTF-8 XML, indented by two; `namespaces` is prefix → namespace, "" for the default."""
    prefixes = {namespace: f"{prefix}:" if prefix else "" for prefix, namespace in namespaces.items()}
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": namespace for prefix, namespace in namespaces.items()}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, prefixes, declared, "")]
    return ("\n".join(lines) + "\n").encode()


def _lines(element: Element, prefixes: dict[str, str], declared: dict[str, str], indent: str) -> Iterator[str]:
    name = _qualified(element.name, prefixes)
    named = {_qualified(key, prefixes): value for key, value in element.attributes.items()}
    start = name + "".join(f' {key}="{_escaped(value)}"' for key, value in (declared | named).items())
    if not element.children:
        yield f"{indent}<{start}>{_escaped(element.text)}</{name}>"
        return
    yield f"{indent}<{start}>"
    for child in element.children:
        yield from _lines(child, prefixes, {}, indent + "  ")
    yield f"{indent}</{name}>"


def _qualified(name: str, prefixes: dict[str, str]) -> str:
    namespace, _brace, local = name[1:].rpartition("}")
    return prefixes[namespace] + local


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def parse(data: bytes) -> Element:
    """The root element of `data`. XmlError when it is too large, malformed, cut off, or brings a document type."""
    if len(data) > LIMIT:
        raise XmlError(str(_("Filen er for stor: %s byte, grensen er %s.")) % (len(data), LIMIT))
    return _Reader().read(data)


class _Reader:
    """One reading of one message with expat."""

    def __init__(self) -> None:
        self.open: list[Element] = []
        self.root: Element | None = None
        self.expat = expat.ParserCreate(namespace_separator="}")
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.expat.StartDoctypeDeclHandler = self._doctype

    def read(self, data: bytes) -> Element:
        try:
            self.expat.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
        except expat.ExpatError as error:
            why = expat.ErrorString(error.code)
            raise fault(error.lineno, str(_("filen er ikke gyldig XML (%s)")) % why) from error
        except (LookupError, ValueError) as error:
            if isinstance(error, XmlError):
                raise
            raise fault(1, str(_("filen har et tegnsett som ikke kan leses"))) from error
        if self.root is None:
            raise fault(1, str(_("filen er tom")))
        return self.root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.expat.CurrentLineNumber
        if len(self.open) >= DEPTH:
            raise fault(line, str(_("elementene ligger for dypt i hverandre")))
        element = Element(_braced(name), attributes={_braced(k): v for k, v in attributes.items()}, line=line)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _name: str) -> None:
        element = self.open.pop()
        if element.children and element.text.strip():
            raise fault(element.line, str(_("det står tekst mellom elementene i «%s»")) % element.local)
        element.text = element.text.strip()

    def _text(self, text: str) -> None:
        self.open[-1].text += text

    def _doctype(self, *_facts: object) -> None:
        raise fault(self.expat.CurrentLineNumber, str(_("filen har en dokumenttype (DTD), og det godtas ikke")))


def _braced(name: str) -> str:
    return "{" + name if "}" in name else "{}" + name
