"""Messages of the national format: whole ones of many shapes, broken ones of many kinds. All persons are made up."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

Message = dict[str, Any]
WHOLE: Message = {
    "kommunenummer": "4699",
    "kommunenavn": "Lyngvær",
    "bydelsnummer": "00",
    "bydelsnavn": "",
    "offentligMelder": {
        "personnavn": "Ronja Prøve",
        "rolle": "Lærer",
        "telefonnummer": "90000001",
        "epost": "ronja@lyngvaer.no",
        "virksomhet": {
            "navn": "Lyngvær skole",
            "orgnr": "311990055",
            "adresse": {"adresselinje1": "Skolebakken 1", "adresselinje2": "", "postnummer": "0001"},
        },
    },
    "offentligBarn": [
        {
            "fnr": "14832250075",
            "ufoedt": False,
            "personnavn": "Mio Testbråten",
            "telefonnummer": "",
            "adresse": {"adresselinje1": "Fjellveien 12", "poststed": "Lyngvær"},
            "orientert": False,
            "orientertGrunn": "For liten.",
        }
    ],
    "foresatte": [{"personnavn": "Liv Testbråten", "telefonnummer": "900 00 002", "orientert": True}],
    "behovForTolk": "Nei",
    "melding": {"melding": "Han er sulten.\n\nHver dag.", "historie": "Siden august."},
    "sendingstidspunkt": "2026-11-20T10:40:00+01:00",
    "leveringskanal": "Portal",
}


def child(name: str, **facts: Any) -> Message:
    return {
        "fnr": "",
        "ufoedt": False,
        "personnavn": name,
        "adresse": {"adresselinje1": "x"},
        "orientert": True,
    } | facts


def put(message: Message, place: str, value: Any) -> None:
    *above, last = place.strip("/").split("/")
    node: Any = message
    for key in above:
        node = node[int(key) if isinstance(node, list) else key]
    node[int(last) if isinstance(node, list) else last] = value


def take(message: Message, place: str) -> None:
    *above, last = place.strip("/").split("/")
    node: Any = message
    for key in above:
        node = node[int(key) if isinstance(node, list) else key]
    del node[last]


def changed(*places: tuple[str, Any]) -> Message:
    message = deepcopy(WHOLE)
    for place, value in places:
        put(message, place, value)
    return message


def without(*places: str) -> Message:
    message = deepcopy(WHOLE)
    for place in places:
        take(message, place)
    return message


LAST, CALL, MAIL = "/offentligBarn/0", "/offentligMelder/telefonnummer", "/offentligMelder/epost"
VALID: dict[str, Message] = {
    "whole": WHOLE,
    "bare": without("/behovForTolk", "/offentligMelder/virksomhet/orgnr", f"{LAST}/telefonnummer"),
    "empty texts": changed(
        ("/melding/melding", ""), ("/melding/historie", ""), ("/kommunenavn", ""), (f"{LAST}/fnr", "")
    ),
    "spaces": changed(
        ("/melding/melding", "  to mellomrom  "), ("/kommunenavn", " Lyngvær "), (f"{LAST}/fnr", "148322 50075")
    ),
    "line ends": changed(
        ("/melding/melding", "a\r\nb\rc\n\n d\t"), ("/behovForTolk", "\n"), ("/kommunenavn", "Lyngvær\n")
    ),
    "mistyped number": changed((f"{LAST}/fnr", "14832250076")),
    "number that is none": changed((f"{LAST}/fnr", "vet ikke")),
    "no such number": changed((f"{LAST}/fnr", "99999999999")),
    "other digits": changed((f"{LAST}/fnr", "\uff11\uff14832250075")),
    "unborn": changed((f"{LAST}/ufoedt", True), (f"{LAST}/fnr", ""), (f"{LAST}/personnavn", "")),
    "unborn with a number": changed((f"{LAST}/ufoedt", True)),
    "three children": changed(
        ("/offentligBarn", [child("En"), child("To", fnr="14832250075"), child("Tre", ufoedt=True)])
    ),
    "the same child twice": changed(("/offentligBarn", [WHOLE["offentligBarn"][0], WHOLE["offentligBarn"][0]])),
    "twenty-five children": changed(("/offentligBarn", [child(f"Barn {n}") for n in range(25)])),
    "two guardians": changed(
        ("/foresatte", [{"personnavn": "A", "orientert": True}, {"personnavn": "", "orientert": False}])
    ),
    "informed and yet a reason": changed((f"{LAST}/orientert", True), (f"{LAST}/orientertGrunn", "Likevel")),
    "not informed and no reason": without(f"{LAST}/orientertGrunn"),
    "no zone": changed(("/sendingstidspunkt", "2020-03-16T13:29:33")),
    "no time at all": changed(("/sendingstidspunkt", "i går ettermiddag")),
    "another zone": changed(("/sendingstidspunkt", "2026-06-30T23:30:00.123456Z")),
    "the end of time": changed(("/sendingstidspunkt", "9999-12-31T23:59:59-12:00")),
    "unknown at the top": changed(("/akutt", True), ("/prioritet", 1), ("/notat", None)),
    "unknown everywhere": changed(
        ("/offentligMelder/tittel", "x"),
        ("/offentligMelder/virksomhet/land", "NO"),
        (f"{LAST}/kjoenn", ["?", {"a": {}}]),
        ("/offentligMelder/virksomhet/adresse/land", {"kode": "NO"}),
        (f"{LAST}/adresse/co", ""),
        ("/foresatte/0/fnr", "x"),
        ("/melding/tillegg", [1, 2.50, -0, 1e5]),
        ("/vedlegg", [{"navn": "a", "data": []}]),
        ("/tom", {}),
        ("/rekke", []),
    ),
    "odd names": WHOLE | {"a~b/c": 1, "~1": 2, "ufoedt": 3, "fnr": {"fnr": "x"}, "": "", "rart navn": None},
    "other scripts": changed(
        ("/melding/melding", "Zażółć gęślą jaźń · Nguyễn · اردو · العربية · ŋ č đ"),
        (f"{LAST}/personnavn", "Ánne Đ. Łęcka"),
    ),
    "pictures": changed(("/melding/melding", "Hun sa 😀 og 👩‍👧. \u200b\ufeff"), (f"{LAST}/personnavn", "Mio 🦊")),
    "composed otherwise": changed(("/melding/melding", "a\u030a e\u0301"), (f"{LAST}/personnavn", "A\u030ase Prøve")),
    "controls": changed(("/melding/melding", "a\x01b\x7fc\u2028d\x85e"), ("/rart\x02", "\x03"), ("/bydelsnavn", "\t")),
    "nul": changed(("/melding/melding", "a\0b"), (f"{LAST}/personnavn", "Mio\0"), ("/x", "\0")),
    "half a character": changed(
        ("/melding/melding", "a\ud800b"), (f"{LAST}/personnavn", "Mio \udc00"), ("/y", "\ud83d")
    ),
    "long": changed(
        ("/melding/melding", "ord " * 40_000), (f"{LAST}/personnavn", "N" * 5_000), ("/kommunenavn", "k" * 3_000)
    ),
    "markup": changed(
        ("/melding/melding", "<script>alert(1)</script> {{ 7*7 }} {% raw %} &amp; '; DROP TABLE barn; --")
    ),
    "telephones": changed((CALL, "+47 900-00 001"), (f"{LAST}/telefonnummer", "etter kl. 16")),
    "mail": changed((MAIL, "lærer_1.æøå@skole-1.kommune.no")),
    "postal code": changed((f"{LAST}/adresse/postnummer", "N-0001 Lyngvær"), (f"{LAST}/adresse/adresselinje1", "")),
    "deep": changed(("/dyp", json.loads("[" * 60 + "]" * 60))),
}
"""Allowed by the published schema, each by its name."""

BROKEN: dict[str, tuple[Message | list[Any] | str | None, str]] = {
    "no municipality": (without("/kommunenummer"), "/: kommunenummer mangler"),
    "no reporter": (without("/offentligMelder"), "/: offentligMelder mangler"),
    "no children": (without("/offentligBarn"), "/: offentligBarn mangler"),
    "no guardians": (without("/foresatte"), "/: foresatte mangler"),
    "no report": (without("/melding"), "/: melding mangler"),
    "no time": (without("/sendingstidspunkt"), "/: sendingstidspunkt mangler"),
    "no channel": (without("/leveringskanal"), "/: leveringskanal mangler"),
    "no bydel": (without("/bydelsnummer"), "/: bydelsnummer mangler"),
    "no address line": (
        changed(("/offentligBarn", [*WHOLE["offentligBarn"], child("To", adresse={})])),
        "/offentligBarn/1/adresse: adresselinje1 mangler",
    ),
    "no name": (without(f"{LAST}/personnavn"), "/offentligBarn/0: personnavn mangler"),
    "no number": (without(f"{LAST}/fnr"), "/offentligBarn/0: fnr mangler"),
    "nobody says if born": (without(f"{LAST}/ufoedt"), "/offentligBarn/0: ufoedt mangler"),
    "nobody says if told": (without("/foresatte/0/orientert"), "/foresatte/0: orientert mangler"),
    "no workplace": (without("/offentligMelder/virksomhet"), "/offentligMelder: virksomhet mangler"),
    "no history": (without("/melding/historie"), "/melding: historie mangler"),
    "children empty": (changed(("/offentligBarn", [])), "/offentligBarn: skal ha minst 1"),
    "guardians empty": (changed(("/foresatte", [])), "/foresatte: skal ha minst 1"),
    "three guardians": (
        changed(("/foresatte", [{"personnavn": "x", "orientert": True}] * 3)),
        "/foresatte: kan ha høyst 2, her er det 3",
    ),
    "number as number": (changed((f"{LAST}/fnr", 14832250075)), "/offentligBarn/0/fnr: skal være tekst"),
    "municipality as number": (changed(("/kommunenummer", 4699)), "/kommunenummer: skal være tekst"),
    "true as text": (changed((f"{LAST}/ufoedt", "false")), "/offentligBarn/0/ufoedt: skal være true eller false"),
    "true as number": (changed((f"{LAST}/orientert", 1)), "/offentligBarn/0/orientert: skal være true eller false"),
    "null": (changed(("/behovForTolk", None)), "/behovForTolk: skal være tekst"),
    "text for object": (changed(("/offentligMelder", "Ronja")), "/offentligMelder: skal være et objekt"),
    "list for object": (changed(("/melding", [])), "/melding: skal være et objekt"),
    "object for list": (changed(("/offentligBarn", {"0": {}})), "/offentligBarn: skal være en liste"),
    "child as text": (changed(("/offentligBarn", ["Mio"])), "/offentligBarn/0: skal være et objekt"),
    "short municipality": (changed(("/kommunenummer", "469")), "/kommunenummer: har feil form, skal være fire sifre"),
    "bydel of one": (changed(("/bydelsnummer", "0")), "/bydelsnummer: har feil form, skal være to sifre"),
    "telephone in words": (changed((CALL, "ni null")), "/offentligMelder/telefonnummer: har"),
    "telephone empty": (changed((CALL, "")), "/offentligMelder/telefonnummer: har feil form"),
    "mail without @": (changed((MAIL, "ronja")), "/offentligMelder/epost: har feil form"),
    "name on two lines": (
        changed((f"{LAST}/personnavn", "Mio\nT")),
        "/offentligBarn/0/personnavn: har feil form, skal",
    ),
    "reason on two lines": (changed(("/foresatte/0/orientertGrunn", "a\nb")), "/foresatte/0/orientertGrunn: har feil"),
    "a list": ([WHOLE], "/: skal være et objekt"),
    "a text": ("melding", "/: skal være et objekt"),
    "nothing": (None, "/: skal være et objekt"),
}
"""Refused by the published schema, each with how our message begins."""


def as_bytes(message: object) -> bytes:
    return json.dumps(message, ensure_ascii=True).encode()


def _whole_text() -> str:
    return json.dumps(WHOLE, ensure_ascii=False)


def _with(text: str) -> bytes:
    return (_whole_text()[:-1] + text + "}").encode()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "/: filen er tom"),
    "white": (lambda: b" \n\t ", "/: filen er tom"),
    "no json": (lambda: b"<melding/>", "linje 1, tegn 1: dette er ikke JSON"),
    "truncated": (lambda: _whole_text().encode()[:700], "linje 1, tegn"),
    "truncated in a text": (lambda: _whole_text().encode()[:400], "linje 1, tegn"),
    "two messages": (lambda: _whole_text().encode() * 2, "linje 1, tegn"),
    "trailing comma": (lambda: _with(","), "linje 1, tegn"),
    "single quotes": (lambda: str(WHOLE).encode(), "linje 1, tegn 2: dette er ikke JSON"),
    "latin-1": (lambda: _whole_text().encode("latin-1"), "byte "),
    "utf-16": (lambda: _whole_text().encode("utf-16"), "byte 1: filen er ikke skrevet i UTF-8"),
    "half a character": (lambda: _whole_text().encode().replace("æ".encode(), "æ".encode()[:1], 1), "byte "),
    "raw control": (lambda: _whole_text().replace("Liv", "Liv\x01").encode(), "linje 1, tegn"),
    "nan": (lambda: _with(', "x": {"y": [1, NaN]}'), "/x/y/1: NaN er ikke et tall i JSON"),
    "infinity": (lambda: _with(', "x": -Infinity'), "/x: -Infinity er ikke et tall i JSON"),
    "key twice": (lambda: _with(', "kommunenummer": "0301"'), "/: kommunenummer står to ganger"),
    "key twice inside": (lambda: _with(', "x": [{"a/b": 1, "a/b": 2}]'), "/x/0: a/b står to ganger"),
    "deep": (lambda: _with(', "x": ' + "[" * 200 + "]" * 200), "linje 1, tegn"),
    "very deep": (lambda: b"[" * 2_000_000, "linje 1, tegn 101: for mange nivåer inni hverandre"),
    "deep objects": (lambda: b'{"a":' * 500_000, "linje 1, tegn"),
    "30 MB": (lambda: _with(', "x": "' + "a" * 30_000_000 + '"'), "/: filen er for stor, høyst 5 MB"),
    "quotes without end": (lambda: b'{"x": "' + b'\\"' * 2_000_000, "linje 1, tegn"),
    "a pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "byte 11: filen er ikke skrevet i UTF-8"),
}
"""Not JSON, or JSON that says two things: refused, each with how our message begins."""
