"""What a draft begins with, which inputs it may hold, and what a chosen row fills in."""

from collections.abc import Mapping

from samhandling.vocabulary.answer import Answer
from samhandling.vocabulary.choice import RegisterChoice
from samhandling.vocabulary.form import FormContext, build
from samhandling.vocabulary.kind import DocumentType
from samhandling.vocabulary.raw import Raw, add_entry


def first_answers(kind: DocumentType, context: FormContext, first_id: int) -> dict[str, list[str]]:
    """Return a new draft: known values filled in, first entries made with ids from ``first_id``."""
    raw: dict[str, list[str]] = {}
    for path, count in kind.start_entries.items():
        prefix = path.strip("/").replace("/", "-")
        raw |= {f"{prefix}-{first_id + place}-id": [str(first_id + place)] for place in range(count)}
    return raw | _beginnings(kind, raw, context, "")


def new_entry(kind: DocumentType, raw: Raw, prefix: str, new_id: int, context: FormContext) -> dict[str, list[str]]:
    """Return the change that adds an entry to a group, with what its fields begin with."""
    change = add_entry(raw, prefix, new_id)
    entry = next(iter(change)).removesuffix("id")
    return change | _beginnings(kind, change, context, entry)


def _beginnings(kind: DocumentType, raw: Raw, context: FormContext, inside: str) -> dict[str, list[str]]:
    """Return known and starting values of the answers whose names begin with ``inside``."""
    answers = (field for field in build(kind, raw, context).answers() if field.name.startswith(inside))
    values = ((field.name, context.prefill.get(field.prefill) or field.start) for field in answers)
    return {name: [value] for name, value in values if value}


def known_names(kind: DocumentType, raw: Raw, context: FormContext) -> set[str]:
    """Return the input names that a draft of the kind may hold, entries being those in ``raw``."""
    form = build(kind, raw, context)
    return {field.name for field in form.walk() if isinstance(field, Answer) and field.kind != "note"}


def fill_from_register(field: RegisterChoice, row: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the change that a chosen row makes to the fields beside it; empty values too."""
    beside = field.name[: -len(field.short_name)]
    return {beside + name: [row.get(key, "")] for name, key in field.fills.items()}
