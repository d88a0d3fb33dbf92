"""Doors to documents, drafts, attachments, tasks, notices and one's own account."""

from tests.web.matrix.door import DONE, Door, Key, form
from tests.web.matrix.people import EVERYBODY, LOGGED_IN, NO_ONE, Who, anywhere, at, blocked_too
from tests.web.matrix.sees import (
    ABOUT_CHILD,
    ARCHIVED,
    AUTHOR,
    LEADERS,
    NAMES_LEADER,
    RECEIVED,
    REPORT,
    TASK,
)

FOREIGN = ABOUT_CHILD_B3 = at("b3", *LEADERS, "merkantil", "ansatt", "arkivar")
READERS: dict[str, tuple[Who, tuple[str, ...]]] = {
    "r1": (REPORT, ("r1.barn", "r1.tekst", "r1.vedlegg", "c1.fnr")),
    "r1.kopi": (RECEIVED, ("r1.barn", "r1.tekst", "r1.vedlegg", "c1.fnr")),
    "r2": (NAMES_LEADER, ("r2.barn", "r2.tekst")),
    "r2.kopi": (RECEIVED, ("r2.barn", "r2.tekst")),
    "r3": (REPORT, ("r3.barn", "r3.tekst")),
    "d1": (ABOUT_CHILD, ("d1.tekst",)),
    "d2": (ARCHIVED, ("d2.tekst",)),
    "d3": (ABOUT_CHILD, ("d3.tekst",)),
    "d9": (FOREIGN, ("d9.tekst",)),
    "m1": (RECEIVED, ("m1.tekst", "m1.melder")),
}
"""Each finished document: who reads it (§6), and what stands on its page."""
IN_LISTS = ("r1.barn", "r2.barn", "r3.barn", "m1.barn")
# «Finish / send: ansatt own; leder all»: who wrote it and who leads.
MAY_CORRECT = {
    "r1": AUTHOR | at("b1", *LEADERS),
    "r2": AUTHOR | at("b1", "stedfortreder"),
    "d1": at("b1", *LEADERS, "merkantil"),
    "m1": at("v1", *LEADERS, "mottak"),  # came from outside: mottak registered it
    "r1.kopi": NO_ONE,  # the sender's to correct
}
RECEIVES = frozenset(name for name in anywhere("mottak", "saksbehandler", *LEADERS) if name.startswith("v"))
WRITES = blocked_too(at("b1", *LEADERS, "ansatt", "merkantil"))
WRITES_V = blocked_too(at("v1", *LEADERS, "ansatt", "merkantil", "mottak", "saksbehandler"))
ENTERS = blocked_too(at("b1", *LEADERS, "merkantil"))
THE_DRAFT = {"dokument_id": "@utkast"}


def _each_document(*leave_out: str) -> list[Door]:
    return [
        Door(who, {"dokument_id": f"@{key}"}, shows) for key, (who, shows) in READERS.items() if key not in leave_out
    ]


def _correct(**more: object) -> list[Door]:
    return [Door(who, {"dokument_id": f"@{key}"}, **more) for key, who in MAY_CORRECT.items()]


def _author(*shows: str, **args: str) -> list[Door]:
    return [Door(AUTHOR, {**THE_DRAFT, **args}, shows)]


def _author_sends(data: dict[str, str] | None = None, **args: str) -> list[Door]:
    return [form(AUTHOR, args={**THE_DRAFT, **args}, data=data)]


PUBLIC: dict[Key, list[Door]] = {
    ("health.alive", "GET"): [Door(EVERYBODY)],
    ("health.ready", "GET"): [Door(EVERYBODY)],
    ("login.ask", "GET"): [Door(EVERYBODY)],
    ("login.enter", "POST"): [
        form(EVERYBODY, data={"brukernavn": "b1.leder", "passord": "feil-passord-her"}, answers=frozenset({401}))
    ],
    ("login.state", "GET"): [Door(EVERYBODY)],
    ("language.choose", "POST"): [form(EVERYBODY, data={"spraak": "nn"})],
    ("static", "GET"): [Door(EVERYBODY, {"filename": "css/base.css"})],
    ("brand.colours", "GET"): [Door(EVERYBODY, {"version": "!merke"})],
    ("brand.logo", "GET"): [Door(EVERYBODY, {"version": "!merke"})],
}
OWN: dict[Key, list[Door]] = {
    ("login.leave", "POST"): [form(LOGGED_IN)],
    ("login.password", "GET"): [Door(LOGGED_IN)],
    ("login.set_password", "POST"): [
        form(
            LOGGED_IN,
            data={"gammelt": "feil-passord-her", "nytt": "et-nytt-passord", "gjentatt": "et-nytt-passord"},
            answers=frozenset({422}),
        )
    ],
    ("home.front", "GET"): [Door(LOGGED_IN, shows=(*IN_LISTS, "utkast.barn"))],
    ("home.documents", "GET"): [Door(LOGGED_IN, shows=IN_LISTS)],
    ("home.choose_documents", "POST"): [form(LOGGED_IN, data={"sok": ""})],
    ("home.received", "GET"): [Door(RECEIVES, shows=("r1.barn", "r2.barn", "m1.barn"))],
    ("home.choose_received", "POST"): [form(RECEIVES, data={"sok": ""})],
    ("home.read_notice", "POST"): [
        form(at("b1", "leder"), args={"varsel_id": "@varsel.b1"}),
        form(at("v1", "mottak"), args={"varsel_id": "@varsel.v1"}),
    ],
    ("task.tasks", "GET"): [Door(LOGGED_IN, shows=("r1.barn", "r2.barn", "m1.barn"), to=TASK)],
    ("task.done", "GET"): [Door(LOGGED_IN, shows=("m1.barn",), to=TASK)],
    ("task.show", "GET"): [
        Door(TASK, {"oppgave_id": "@oppgave"}, ("r1.barn", "frist.merknad")),
        Door(TASK, {"oppgave_id": "@oppgave.gjort"}, ("m1.barn", "oppgave.merknad")),
    ],
    ("task.finish", "POST"): [form(TASK, args={"oppgave_id": "@oppgave"}, data={"utfall": "undersoekelse"})],
    ("task.extend", "POST"): [form(TASK, args={"oppgave_id": "@oppgave.utvid"}, data={"grunn": "Mer tid trengs."})],
    # «what was done by mistake can be undone by whoever did it, the same day»
    ("task.reopen", "POST"): [form(at("v1", "mottak"), args={"oppgave_id": "@oppgave.gjort"})],
}
DOCUMENTS: dict[Key, list[Door]] = {
    ("document.show", "GET"): [*_each_document(), Door(AUTHOR, THE_DRAFT, ("utkast.barn",), answers=frozenset({302}))],
    ("document.progress", "GET"): [Door(who, {"dokument_id": f"@{key}"}) for key, (who, _) in READERS.items()],
    ("document.download", "GET"): _each_document(),
    ("document.ask_misfile", "GET"): _correct(),
    ("document.do_misfile", "POST"): _correct(data={"grunn": "Feil barn"}, answers=DONE),
    ("document.renew", "POST"): _correct(answers=DONE),
    ("document.ask_open_to_guardians", "GET"): [
        Door(at("v1", *LEADERS), {"dokument_id": "@m1"}),
        Door(NO_ONE, {"dokument_id": "@r1"}),
    ],
    ("document.open_to_guardians", "POST"): [form(at("v1", *LEADERS), args={"dokument_id": "@m1"})],
    ("document.deliver", "POST"): [
        form(
            AUTHOR | at("b1", *LEADERS),
            args={"dokument_id": "@r3"},
            data={"maate": "utskrift", "dato": "!idag", "kl": "00:00", "merknad": "Levert i resepsjonen"},
        )
    ],
    ("attachment.show", "GET"): [
        Door(REPORT, {"dokument_id": "@r1", "vedlegg_id": "@r1.vedlegg"}, ("r1.bytes",)),
        Door(RECEIVED, {"dokument_id": "@r1.kopi", "vedlegg_id": "@r1.kopi.vedlegg"}, ("r1.bytes",)),
        Door(AUTHOR, {**THE_DRAFT, "vedlegg_id": "@utkast.vedlegg"}, ("utkast.bytes",)),
        Door(NO_ONE, {"dokument_id": "@r1.kopi", "vedlegg_id": "@r1.vedlegg"}),
    ],
    ("attachment.state", "GET"): [
        Door(REPORT, {"dokument_id": "@r1", "vedlegg_id": "@r1.vedlegg"}),
        Door(AUTHOR, {**THE_DRAFT, "vedlegg_id": "@utkast.vedlegg"}),
    ],
}
DRAFTS: dict[Key, list[Door]] = {
    ("draft.start", "POST"): [
        form(WRITES, args={"kind": "bekymringsmelding"}, data={"enhet": "@b1"}),
        form(WRITES_V, args={"kind": "mottatt_melding"}, data={"enhet": "@v1"}),
        form(ENTERS - {"b1.ansatt"}, args={"kind": "innskannet"}, data={"for": "@b1:@b1.ansatt"}),
    ],
    ("draft.begin", "GET"): _author(),
    ("draft.section", "GET"): [*_author("utkast.tekst", key="bekymring"), *_author("utkast.barn", key="barn")],
    ("draft.save_section", "POST"): _author_sends({"_base": "{}", "handling": "neste"}, key="barn"),
    ("draft.save", "POST"): [Door(AUTHOR, THE_DRAFT, json={"endringer": {}}, answers=DONE)],
    ("draft.overview", "GET"): _author("utkast.tekst", "utkast.barn", "utkast.vedlegg"),
    ("draft.finish", "POST"): _author_sends(),
    ("draft.clear_outside", "POST"): _author_sends(),
    ("draft.ask_discard", "GET"): _author(),
    ("draft.discard", "POST"): _author_sends(),
    ("attachment.step", "GET"): _author("utkast.vedlegg"),
    ("attachment.upload", "POST"): _author_sends({"fil": "!fil"}),
    ("attachment.name", "POST"): _author_sends({"handling": "neste"}),
    ("attachment.remove", "POST"): _author_sends(vedlegg_id="@utkast.vedlegg"),
}
PAPERS = {**PUBLIC, **OWN, **DOCUMENTS, **DRAFTS}
