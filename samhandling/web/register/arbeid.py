"""What is going on: documents, the outbox, the log. Read here, changed elsewhere."""

from typing import Any

from flask import g

from samhandling.model.utboks import PAAGAAR, VENTER
from samhandling.vocabulary.codelist import ROLLE, CodeList, label
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor, house, reading
from samhandling.web.home import STATUS as WORDS
from samhandling.web.register.base import RegisterView
from samhandling.web.register.column import Column, Filter, Tag
from samhandling.web.register.event import told_event
from samhandling.work.keyset import Counted, Page
from samhandling.work.listing import Wish, count_dokument, dokument_list
from samhandling.work.outbox import retry
from samhandling.work.record.lists import EVENTS, JOBS, all_users, documents_of, names_of

STATUSER: CodeList = tuple((code, word) for code, (word, _tone) in WORDS.items())
EVERYBODY = tuple(code for code, _label in ROLLE)
JOBB: CodeList = (
    ("forsegl", _("Lage og forsegle PDF")),
    ("arkiver", _("Legge klar for arkivet")),
    ("vedlegg", _("Se på et vedlegg")),
)
STATUS: CodeList = ((VENTER, _("Venter")), (PAAGAAR, _("Pågår")))


class DokumentView(RegisterView):
    """The documents that the reader may see."""

    can_view_details = can_export = True
    roles = ("ansatt", "leder", "stedfortreder", "merkantil", "mottak", "saksbehandler", "arkivar")
    summary = _("Dokumentene du kan se, de nyeste først.")
    search_help = _("Søk på navn, fødselsdato, hele fødselsnummeret, saksnummer eller tittel.")
    dates = True
    first_sort = "nyeste"
    columns = (
        Column("tittel", _("Tittel"), lambda row: row.dokument.tittel, width="bred"),
        Column("gjelder", _("Gjelder"), lambda row: row.dokument.gjelder),
        Column("nummer", _("Nummer"), lambda row: row.dokument.nummer or "", width="smal"),
        Column("enhet", _("Enhet"), lambda row: row.enhet),
        Column(
            "dato",
            _("Dato"),
            lambda row: row.dokument.ferdig or row.dokument.endret,
            sort=("eldste", "nyeste"),
            width="smal",
        ),
        Column(
            "status",
            _("Status"),
            lambda row: Tag(
                *WORDS["mottatt" if row.mottatt and row.dokument.status == "ferdig" else row.dokument.status]
            ),
        ),
        Column("avsender", _("Avsender"), lambda row: row.dokument.avsender, standard=False),
        Column("mottaker", _("Mottaker"), lambda row: row.dokument.mottaker, standard=False),
    )
    filters = (
        Filter("type", _("Type"), lambda: tuple((kind.key, kind.title) for kind in house().catalogue)),
        Filter("status", _("Status"), lambda: STATUSER),
    )

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of documents."""
        return dokument_list(reading(), wish)

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return count_dokument(reading(), wish)

    def get_pk_value(self, model: Any) -> str:
        """Return the document's id."""
        return str(model.dokument.id)

    def row_url(self, row: Any) -> str:
        """A document opens on its own page."""
        return str(self.get_url("document.show", dokument_id=row.dokument.id))

    def row_mark(self, row: Any) -> object:
        """Say what is urgent."""
        return Tag(_("Haster"), "danger") if row.dokument.haster and row.dokument.status != "utkast" else ""


class UtboksView(RegisterView):
    """What waits to be done with documents that the reader may see."""

    roles = ("leder", "stedfortreder", "merkantil", "arkivar")
    searchable = False
    summary = _("Det som venter på å bli gjort med dokumentene. Feiler noe, prøver systemet igjen av seg selv.")
    count_name = _("jobber")
    columns = (
        Column("jobb", _("Jobb"), lambda row: label(JOBB, row.jobb)),
        Column("dokument", _("Dokument"), lambda row: g.numre.get(row.dokument_id, ""), width="bred"),
        Column("status", _("Status"), lambda row: Tag(label(STATUS, row.status))),
        Column("klar", _("Neste forsøk"), lambda row: row.klar),
        Column("forsoek", _("Forsøk"), lambda row: row.forsoek, width="smal"),
        Column("feil", _("Siste feil"), lambda row: row.feil),
    )
    filters = (Filter("status", _("Status"), lambda: STATUS),)
    bulk = (("igjen", _("Prøv igjen nå")),)

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of jobs."""
        page = JOBS.page(reading(), wish)
        g.numre = documents_of(reading(), [row.dokument_id for row in page.rows])
        return page

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return JOBS.count(reading(), wish)

    def do_bulk(self, what: str, ids: list[str]) -> Text:
        """Let the worker try at once."""
        del what
        return str(_("{number} jobber prøves igjen nå.")).format(number=retry(house(), actor(), ids))


class LoggView(RegisterView):
    """Who did what, as far as the reader may know (§6.8)."""

    can_export = True
    roles = EVERYBODY
    searchable = False
    summary = _("Hvem som har sett og gjort hva. Loggen kan ikke endres.")
    count_name = _("hendelser")
    dates = True
    columns = (
        Column("tid", _("Tid"), lambda row: row.tid, width="smal"),
        Column("hvem", _("Hvem"), lambda row: g.navn.get(row.bruker_id, str(_("Systemet")))),
        Column("hva", _("Hva"), lambda row: told_event(row.hva), width="bred"),
        Column("rolle", _("Rolle"), lambda row: ", ".join(label(ROLLE, each) for each in row.rolle.split(",") if each)),
        Column("dokument", _("Dokument"), lambda row: g.numre.get(row.dokument_id, "")),
        Column("kode", _("Kode"), lambda row: row.hva, standard=False),
    )

    @property
    def filters(self) -> tuple[Filter, ...]:  # type: ignore[override]
        """Who sees others' events may choose one person."""
        others = actor().holds("personvernombud", "leder", "stedfortreder")
        return (Filter("bruker", _("Hvem"), lambda: all_users(reading())),) if others else ()

    def rows(self, wish: Wish) -> Page[Any]:
        """Return one page of events, with the names in them."""
        page = EVENTS.page(reading(), wish)
        g.numre = documents_of(reading(), [row.dokument_id for row in page.rows if row.dokument_id])
        g.navn = names_of(reading(), [row.bruker_id for row in page.rows if row.bruker_id])
        return page

    def count(self, wish: Wish) -> Counted:
        """Count them."""
        return EVENTS.count(reading(), wish)
