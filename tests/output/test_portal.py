"""The national format's reader and writer beside the published schema's own verdict."""

import json
import time
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator
from referencing import Registry, Resource

from samhandling.output import exact_json
from samhandling.output.portal import LARGEST, PortalError, read_message, write_message
from tests.output.portal_samples import BROKEN, UNREADABLE, VALID, WHOLE, as_bytes, changed

FOLDER = "standards/fiks-bekymringsmelding"


def verdict(data: bytes) -> str:
    """What our reader says: "" when it takes the message."""
    try:
        read_message(data)
    except PortalError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", VALID)
def test_valid_messages_are_equal_after_reading_and_writing(name: str):
    """Whatever the format allows is taken as it is, and written again equal in every value."""
    written = write_message(read_message(as_bytes(VALID[name])))
    assert json.loads(written) == VALID[name]
    assert write_message(read_message(written)) == written


@pytest.mark.parametrize("name", BROKEN)
def test_broken_messages_are_refused_at_their_place(name: str):
    """One message on one line, naming the place."""
    message, told = BROKEN[name]
    said = verdict(as_bytes(message))
    assert said.startswith(told)
    assert "\n" not in said


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_at_its_place(name: str):
    """Malformed, cut off, another encoding, too deep, too large, ambiguous: refused within seconds, no crash."""
    began = time.monotonic()
    said = verdict(UNREADABLE[name][0]())
    assert said.startswith(UNREADABLE[name][1])
    assert len(said) <= 300
    assert time.monotonic() - began < 5


def test_numbers_keep_their_digits():
    """What we do not know is kept as it was written: digits beyond any machine number too."""
    odd = ["1.0", "1e400", "9" * 5000, "0.1000", "-0", "1E+2"]
    text = f"[{', '.join(odd)}]"
    data = as_bytes(WHOLE)[:-1] + f', "x": {text}}}'.encode()
    message = read_message(data)
    assert exact_json.write(message["x"]) == text
    assert text in write_message(message).decode().replace("\n    ", " ").replace("[ ", "[").replace("\n  ]", "]")


def test_a_byte_order_mark_is_passed_over():
    """Windows writes one; the message behind it is the same."""
    assert read_message(b"\xef\xbb\xbf" + as_bytes(WHOLE)) == read_message(as_bytes(WHOLE))


def test_the_limit_is_the_largest_that_is_taken():
    """A message of exactly five megabytes is taken, one byte more is not."""
    room = LARGEST - len(as_bytes(changed(("/x", ""))))
    assert verdict(as_bytes(changed(("/x", "a" * room)))) == ""
    assert "for stor" in verdict(as_bytes(changed(("/x", "a" * (room + 1)))))


def test_the_writer_refuses_with_every_fault():
    """What is put together and lacks something is told all of it."""
    message = deepcopy(WHOLE)
    message["offentligBarn"][0]["adresse"] = {}
    del message["melding"]["historie"]
    with pytest.raises(PortalError) as refused:
        write_message(message)
    assert [str(fault) for fault in refused.value.faults] == [
        "/offentligBarn/0/adresse: adresselinje1 mangler",
        "/melding: historie mangler",
    ]


# ---- beside the published schema


@pytest.fixture(scope="module")
def published(contracts: Path) -> Draft201909Validator:
    """A validator of the published schema; its address schema stands where the schema's own reference leads."""
    return schema_of(contracts)


def schema_of(contracts: Path) -> Draft201909Validator:
    domain = contracts / FOLDER / "domain"
    schema = json.loads((domain / "v2/offentlig.bekymringsmelding.v2.json").read_text("utf-8"))
    address = Resource.from_contents(json.loads((domain / "adresse.json").read_text("utf-8")))
    return Draft201909Validator(schema, registry=Registry().with_resource("https://fiks.ks.no/adresse.json", address))


@pytest.fixture(scope="module")
def example(contracts: Path) -> bytes:
    return (contracts / FOLDER / "examples/offentligBekymringsmeldingV2.json").read_bytes()


OURS_ALONE = {
    "key twice": "a key that stands twice is ambiguous: a validator sees the last one alone",
    "key twice inside": "likewise",
    "nan": "no JSON: Python's parser reads it all the same",
    "infinity": "likewise",
    "deep": "deeper than any report, and than many readers can follow",
    "30 MB": "the portal's own limit is 5 MB",
}
"""What a validator behind Python's parser would take and we refuse, and why. The other way round there is nothing."""


@pytest.mark.contracts
def test_the_published_example_is_taken_and_equal(published, example: bytes):
    """The example that stands beside the schema."""
    written = write_message(read_message(example))
    assert json.loads(written) == json.loads(example)
    assert published.is_valid(json.loads(written))


@pytest.mark.contracts
@pytest.mark.parametrize("name", VALID)
def test_the_schema_takes_what_we_take(published, name: str):
    """Our valid messages are the schema's."""
    assert published.is_valid(VALID[name])


@pytest.mark.contracts
@pytest.mark.parametrize("name", BROKEN)
def test_the_schema_refuses_what_we_refuse(published, name: str):
    """Our broken messages are the schema's."""
    assert not published.is_valid(BROKEN[name][0])


@pytest.mark.contracts
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_only_we_refuse_is_listed(published, name: str):
    """Bytes that a validator would take after Python's own parser are those that are listed with a reason."""
    try:
        taken = published.is_valid(json.loads(UNREADABLE[name][0]().decode("utf-8")))
    except (ValueError, RecursionError):
        taken = False
    assert taken == (name in OURS_ALONE)


EDGES = [
    "",
    "\n",
    "a\n",
    "a\nb",
    "a\rb",
    "\u2028",
    "\u0663",
    "1201",
    "1201\n",
    "00",
    "\u0660\u0660",
    "1",
    "a@b.no",
    "+47 1-2",
    "\0",
    "æ@ø.no",
    "\ud800",
]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats(0, 1) | st.sampled_from(EDGES) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["fnr", "navn", "x", "adresselinje1"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(node: object, above: tuple = ()) -> list[tuple]:
    inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [above, *(place for key, value in inner for place in _places(value, (*above, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> object:
    """The whole message with a few values changed, taken away or added, anywhere."""
    message: object = {"": deepcopy(VALID[draw(st.sampled_from(["whole", "bare", "three children", "two guardians"]))])}
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from([place for place in _places(message) if place]))
        node = message
        for key in place[:-1]:
            node = node[key]
        act = draw(st.sampled_from(["change", "change", "remove", "add"]))
        if act == "change":
            node[place[-1]] = draw(ANY)
        elif act == "remove" and len(place) > 1:
            del node[place[-1]]
        elif isinstance(node[place[-1]], dict):
            node[place[-1]][draw(st.sampled_from(["ny", "fnr", "melding"]))] = draw(ANY)
        elif isinstance(node[place[-1]], list):
            node[place[-1]].append(draw(ANY))
    return message[""]


@pytest.mark.contracts
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(message=mutated())
def test_our_verdict_is_the_schemas(published, message: object):
    """Whatever is done to a message: ours and the published schema's verdict are the same."""
    assert (verdict(as_bytes(message)) == "") == published.is_valid(message)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_get_a_verdict(data: bytes):
    """Whatever the bytes: a message on one line, never another fault."""
    assert "\n" not in verdict(data)
