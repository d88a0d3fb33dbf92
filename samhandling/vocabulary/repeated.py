"""A group that repeats: children, guardians, events. Its entries keep their ids for life.

WTForms renumbers a list's entries and cuts off what is too many; here the draft's own ids are the
entries, in their order, all of them, so that nothing typed moves or is lost.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from wtforms.fields import FieldList, FormField
from wtforms.fields.core import UnboundField

from samhandling.vocabulary.answer import Answer, Facts
from samhandling.vocabulary.condition import Condition
from samhandling.vocabulary.raw import FormData, entry_ids
from samhandling.vocabulary.text import Text, _

if TYPE_CHECKING:
    FormPart = FormField[Any]
    ListPart = FieldList[Any]
else:
    FormPart, ListPart = FormField, FieldList


class Entry(Facts, FormPart):
    """One entry of a group; ``form`` holds its fields."""

    kind: ClassVar[str] = "entry"
    form: Any = None
    index: int = 0

    def process(self, formdata: Any, *_args: Any, **_facts: Any) -> None:
        """Make the entry's form, which learns where it stands."""
        super().process(formdata, {"meta": {"run": self.meta.run, "owner": self}})

    def fields(self) -> list[Facts]:
        """Return the entry's fields."""
        return list(self.form)

    @property
    def entry_id(self) -> str:
        """The stable id."""
        return self.short_name

    @property
    def blank(self) -> bool:
        """Whether nothing is answered beyond what the entry began with."""
        return not any(field.touched for field in self.fields() if isinstance(field, Answer) and field.is_answer)

    @property
    def title(self) -> str:
        """What the entry is called, with its place in the list."""
        group: Any = self.group
        return f"{group.entry_title} {group.entries.index(self) + 1}"


class Repeated(Facts, ListPart):
    """A group with one form per entry. ``min_entries`` counts where ``demanded`` holds (always if None)."""

    kind: ClassVar[str] = "repeated"
    entries: list[Entry]

    def __init__(
        self,
        entry_form: Any,
        label: Text,
        *,
        entry_title: Text = "",
        add_label: Text = "",
        min_entries: int = 0,
        max_entries: int = 20,
        demanded: Condition | None = None,
        **facts: Any,
    ) -> None:
        """Take the entry's form, its titles and how many there may be."""
        self.entry_form, self.entry_title = entry_form, entry_title or label
        self.add_label = add_label or _("Legg til")
        self.least, self.most, self.demanded = min_entries, max_entries, demanded
        super().__init__(UnboundField(Entry, entry_form), label, **facts)

    def process(self, formdata: Any, *_args: Any, **_facts: Any) -> None:
        """Make an entry for each id that the draft holds."""
        self.process_errors, self.entries, self.last_index = [], [], -1
        self.object_data = ()
        raw = formdata.raw if isinstance(formdata, FormData) else {}
        for entry_id in entry_ids(raw, self.name):
            self._add(formdata, int(entry_id))

    def _add(self, formdata: Any, entry_id: int) -> None:
        adding: Any = self._add_entry  # type: ignore[attr-defined] # WTForms' own, left out of its types
        adding(formdata, index=entry_id).group = self

    def given(self) -> list[str]:
        """Return the entries' ids."""
        return [entry.entry_id for entry in self.entries]

    @property
    def least_now(self) -> int:
        """How many entries are demanded as the document stands now."""
        demanded = self.applies and (self.demanded is None or self.demanded.holds(self))
        return self.least if demanded else 0
