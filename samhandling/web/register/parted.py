"""Registers whose rows hold what is common to a child's units, and what the own unit knows (§6)."""

from typing import ClassVar

from samhandling.vocabulary.text import Text, _
from samhandling.web.current import reading
from samhandling.web.register.base import Groups, RegisterView
from samhandling.work.record import child_page
from samhandling.work.record.change import Record
from samhandling.work.record.field import Field

COMMON_TITLE, COMMON_NOTE = _("Felles for barnets enheter"), _("Alle enheter som har barnet, ser dette.")


class PartedView(RegisterView):
    """A view in two parts, on screen and in the form."""

    roles = ("ansatt", "leder", "stedfortreder", "merkantil", "mottak", "saksbehandler")
    common: ClassVar[tuple[Field, ...]] = ()
    own: ClassVar[tuple[Field, ...]] = ()

    def groups(self, record: Record) -> Groups:
        """What is common, and what the own unit knows."""
        unit = child_page.unit_name(reading(), record)
        note = str(_("Dette ser bare {enhet}.")).format(enhet=unit)
        shared = {"title": COMMON_TITLE, "rader": self.lines(record, self.common), "note": COMMON_NOTE}
        return [shared, {"title": unit, "rader": self.lines(record, self.own), "note": note}]

    def part_titles(self) -> dict[str, tuple[Text, Text]]:
        """The same two, in the form."""
        own = (_("Det enheten din vet"), _("Dette ser bare din egen enhet."))
        return {"": ("", ""), self.common[0].part: (COMMON_TITLE, COMMON_NOTE), "enhet": own}
