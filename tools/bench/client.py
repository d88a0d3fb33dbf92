"""One person at a browser, over HTTP: cookies kept, one connection, one request after another."""

import html
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

REDIRECTS = frozenset({302, 303})
LONGEST = 300
Form = dict[str, str]


class WrongAnswerError(Exception):
    """A server answered otherwise than the operation expects."""


@dataclass(frozen=True)
class Request:
    """What is sent, and the status that it must be answered with; a redirect is followed when *follow* says so."""

    path: str
    form: Mapping[str, str] | None = None
    data: object = None
    expect: int = 200
    follow: bool = False
    shows: str = ""
    """What must stand on the page: an empty list is fast, and wrong."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back, and the seconds that it took."""

    status: int
    text: str
    location: str
    seconds: float


class Client:
    """Sends requests to one port."""

    def __init__(self, port: int) -> None:
        """Connect when first needed."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Fetch a page that must be there."""
        return self.send(Request(path))

    def send(self, request: Request) -> Answer:
        """Send a request, and follow its redirect where it says so. Raises WrongAnswerError."""
        answer = self._once(request)
        if answer.status != request.expect:
            raise WrongAnswerError(f"{request.path}: {answer.status}\n{answer.text[:500]}")
        if request.follow and answer.status in REDIRECTS:
            after = self.send(Request(answer.location, shows=request.shows))
            return Answer(after.status, after.text, "", answer.seconds + after.seconds)
        if request.shows not in answer.text and html.escape(request.shows) not in answer.text:
            raise WrongAnswerError(f"{request.path} does not show {request.shows!r}")
        return answer

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _once(self, request: Request) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **request.headers}
        body: bytes | None = None
        if request.form is not None:
            body, headers["Content-Type"] = urlencode(request.form).encode(), "application/x-www-form-urlencoded"
        elif request.data is not None:
            body, headers["Content-Type"] = json.dumps(request.data).encode(), "application/json"
        began = time.perf_counter()
        received, read = self._exchange("GET" if body is None else "POST", request.path, body, headers)
        seconds = time.perf_counter() - began
        for line in received.headers.get_all("Set-Cookie") or ():
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(received.status, read.decode(errors="replace"), received.headers.get("Location", ""), seconds)

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        for last in (False, True):
            try:
                self._connection.request(method, path, body, dict(headers))
                received = self._connection.getresponse()
                return received, received.read()
            except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
                self._connection.close()  # the server ends a connection that was idle
                if last:
                    raise
        raise AssertionError


class _Forms(HTMLParser):
    """Collects what each form of a page would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._text = self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({})
        if not self.found:
            return
        name, form = given.get("name", ""), self.found[-1]
        if tag == "input" and name and given.get("type", "text") not in {"submit", "button", "file", "checkbox"}:
            form[name] = given.get("value", "")
        elif tag == "input" and name and given.get("type") == "checkbox" and "checked" in given:
            form[name] = given.get("value", "on")
        elif tag == "textarea":
            self._text, form[name] = name, ""
        elif tag == "select":
            self._choice = name
        elif tag == "option" and "selected" in given and self._choice:
            form[self._choice] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.found[-1][self._text] += (
                data if self.found[-1][self._text] else data.removeprefix("\r").removeprefix("\n")
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._choice = ""


def form_with(page: str, name: str) -> Form:
    """Return what the form that has an input called *name* would send. Raises WrongAnswerError when there is none."""
    reader = _Forms()
    reader.feed(page)
    for form in reader.found:
        if name in form:
            return form
    raise WrongAnswerError(f"no form with {name}")
