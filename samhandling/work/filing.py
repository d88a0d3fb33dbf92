"""How a document will be filed, as its kind declares it by the answers: frozen at finish, read by the archive job."""

from samhandling.vocabulary.answers import Json, tree, typed, values_at
from samhandling.vocabulary.form import DocumentForm
from samhandling.vocabulary.kind import DocumentType, form_holds


def frozen_filing(kind: DocumentType, form: DocumentForm) -> Json:
    """Return ``type`` (journalposttype), and where the kind says them ``dato`` (ISO), ``avsender``, ``mottaker``."""
    facts, answers = kind.archive, typed(form)
    chosen = (code for condition, code in facts.otherwise if form_holds(form, condition))
    found: Json = {"type": next(chosen, facts.journalposttype)}
    for name, path in (("dato", facts.dated), ("avsender", facts.sender), ("mottaker", facts.addressee)):
        said = values_at(answers, path) if path else []
        if said:
            found[name] = str(said[0])
    return found


def title_of(kind: DocumentType, form: DocumentForm) -> str:
    """Return the title of a finished document: the kind's, and the answer that tells it from others of its kind."""
    name = kind.title_from.strip("/").replace("/", "-")
    lines = (line for section in tree(form) for line in section["items"] if line.get("name") == name)
    said = next((str(line["value"]) for line in lines), "") if name else ""
    return f"{kind.title} ({said.lower()})" if said else str(kind.title)


def topics_of(form: DocumentForm) -> dict[str, list[str]]:
    """Return each section's topics: those it is declared with, and those that an answer names."""
    answers = typed(form)
    found = {}
    for section in form.sections:
        said = values_at(answers, section.topics_from) if section.topics_from else []
        found[section.short_name] = [*section.topics, *(each for each in said if each not in section.topics)]
    return found
