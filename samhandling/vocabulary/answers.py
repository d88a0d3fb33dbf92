"""What a checked form says: typed answers for machines, and the tree that is frozen for readers.

Both are plain JSON values in a fixed order. Answers that do not apply and
entries that nothing was written in are in neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samhandling.vocabulary.answer import Answer, Facts
from samhandling.vocabulary.choice import RegisterChoice
from samhandling.vocabulary.form import DocumentForm, Section
from samhandling.vocabulary.repeated import Entry, Repeated

Json = dict[str, Any]


def typed(form: DocumentForm) -> Json:
    """Return ``{section: {field: value | [entries]}}``: codes, ISO dates; unanswered left out."""
    return {section.short_name: _values(section) for section in form.sections if section.applies}


def _values(fields: Section | Entry) -> Json:
    values = ((field.short_name, _value(field)) for field in fields.fields() if field.applies)
    return {name: value for name, value in values if value is not None}


def _value(field: Facts) -> Any:
    if isinstance(field, Repeated):
        return [{"id": entry.entry_id, **_values(entry)} for entry in field.entries if not entry.blank]
    return field.value() if isinstance(field, Answer) and field.is_answer else None


def tree(form: DocumentForm) -> list[Json]:
    """Return the sections as shown: titles, law keys and lines, in the language in force."""
    sections = (
        {"key": section.short_name, "title": str(section.title), "law": list(section.law), "items": _items(section)}
        for section in form.sections
        if section.applies
    )
    return [section for section in sections if section["items"]]


def _items(fields: Section | Entry) -> list[Json]:
    items = (_item(field) for field in fields.fields() if field.applies)
    return [item for item in items if item is not None]


def _item(field: Facts) -> Json | None:
    """Return a line or a group; None for what is unanswered or only for machines."""
    if isinstance(field, Repeated):
        entries = [{"title": entry.title, "items": _items(entry)} for entry in field.entries if not entry.blank]
        return {"t": "group", "label": str(field.label.text), "entries": entries} if entries else None
    if not isinstance(field, Answer) or not field.is_answer or isinstance(field, RegisterChoice) or not field.given():
        return None
    return {
        "t": "line",
        "name": field.name,
        "label": str(field.label.text),
        "value": field.shown(),
        "long": field.long,
    }


def texts(nodes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield every string that a tree shows, for the glyph check and for search."""
    for node in nodes:
        yield from (node[key] for key in ("title", "label", "value") if key in node)
        yield from texts(node.get("items", ()))
        yield from texts(node.get("entries", ()))


def values_at(answers: Mapping[str, Any], path: str) -> list[Any]:
    """Return the typed values at ``/section/field`` or ``/section/group/field`` (one per entry)."""
    section, field, *inside = path.strip("/").split("/")
    value = answers.get(section, {}).get(field)
    if inside:
        return [entry[inside[0]] for entry in value or () if inside[0] in entry]
    return [] if value is None else value if isinstance(value, list) else [value]
