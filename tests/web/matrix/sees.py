"""Who may see which secret: transcribed by hand from domain.md §6, never asked of the program.

A secret is one text that stands in one place of the world (world.py). Here stands, for each, everybody who may ever
read it, on whatever page. What is not named here nobody may read.
"""

from tests.web.matrix.people import Who, anywhere, at, blocked_too, in_kommune

LEADERS = ("leder", "stedfortreder")
# «leder, stedfortreder: all of the unit»; «merkantil: registers»; «ansatt: those it works with».
BARNEHAGE_CHILD = at("b1", *LEADERS, "merkantil", "ansatt")
# «mottak, saksbehandler: theirs; mottak all received». v1.saksbehandler works with the child, v1.ansatt does not.
BARNEVERN_CHILD = at("v1", *LEADERS, "merkantil", "mottak", "saksbehandler")
HELSE_CHILD = at("h1", "leder", "ansatt")
COMMON = BARNEHAGE_CHILD | BARNEVERN_CHILD | HELSE_CHILD
# §6.7: a graded address is masked for all but the roles that need it.
NEEDS_ADDRESS = at("b1", *LEADERS, "merkantil")

# A report of concern: «ansatt: own»; «leder: all of the unit»; «merkantil: files them»; «arkivar: what stands in the
# archive queue of its units».
REPORT = at("b1", *LEADERS, "merkantil", "ansatt", "arkivar")
# «no content of one that names the leader»; and in a small unit the leader may be its clerk too.
NAMES_LEADER = at("b1", "stedfortreder", "ansatt", "arkivar")
# «A sent bekymringsmelding becomes the receiver's own frozen copy»: barnevern's mottak, leaders and clerks.
RECEIVED = at("v1", *LEADERS, "merkantil", "mottak", "arkivar")
# Another document about the child: read also by those who work with the child; once archived, by no arkivar.
ABOUT_CHILD = BARNEHAGE_CHILD | at("b1", "arkivar")
ARCHIVED = BARNEHAGE_CHILD
# «A draft is seen by its authors alone.»
AUTHOR = at("b1", "ansatt")
TASK = at("v1", *LEADERS, "mottak")
ALL_THAT_NAME_THE_CHILD = COMMON | REPORT | NAMES_LEADER | RECEIVED | ABOUT_CHILD | ARCHIVED

SEES: dict[str, Who] = {
    # the child: what is common to its units, and what each unit knows for itself
    "c1.navn": COMMON | RECEIVED,  # the received report names it
    "c1.fnr": ALL_THAT_NAME_THE_CHILD,
    "c1.b1.adresse": BARNEHAGE_CHILD,
    "c1.b1.telefon": BARNEHAGE_CHILD,
    "c1.b1.merknad": BARNEHAGE_CHILD,
    "c1.b1.foer": BARNEHAGE_CHILD,
    "c1.v1.merknad": BARNEVERN_CHILD,
    "c1.h1.merknad": HELSE_CHILD,
    "f1.navn": COMMON | RECEIVED,
    "f1.vedtak": COMMON,
    "f1.b1.telefon": BARNEHAGE_CHILD,
    "f1.b1.epost": BARNEHAGE_CHILD,
    "f1.v1.telefon": RECEIVED | BARNEVERN_CHILD,
    # a graded child with a graded guardian; a child that waits for the leader; children of others
    "c2.navn": BARNEHAGE_CHILD,
    "c2.b1.adresse": NEEDS_ADDRESS,
    "f2.navn": BARNEHAGE_CHILD,
    "f2.b1.adresse": NEEDS_ADDRESS,
    "c3.navn": at("b1", *LEADERS),
    "c8.navn": at("b2", *LEADERS, "merkantil", "ansatt"),
    "c9.navn": at("b3", *LEADERS, "merkantil", "ansatt"),
    # documents: the child's name as each has it (lists), a text in it (page, PDF), an attachment
    "utkast.barn": AUTHOR,
    "utkast.tekst": AUTHOR,
    "utkast.vedlegg": AUTHOR,
    "utkast.bytes": AUTHOR,
    "r1.barn": REPORT | RECEIVED,
    "r1.tekst": REPORT | RECEIVED,
    "r1.vedlegg": REPORT | RECEIVED,
    "r1.bytes": REPORT | RECEIVED,
    "r2.barn": NAMES_LEADER | RECEIVED,
    "r2.tekst": NAMES_LEADER | RECEIVED,
    "r3.barn": REPORT,
    "r3.tekst": REPORT,
    "d1.tekst": ABOUT_CHILD,
    "d2.tekst": ARCHIVED,
    "d3.tekst": ABOUT_CHILD,  # written by one who was blocked afterwards
    "d9.tekst": at("b3", *LEADERS, "merkantil", "ansatt", "arkivar"),
    "m1.barn": RECEIVED,
    "m1.tekst": RECEIVED,
    "m1.melder": RECEIVED,
    # what follows from them
    "frist.merknad": TASK,
    "oppgave.merknad": TASK,
    "utboks.feil": at("b1", *LEADERS, "merkantil", "arkivar"),
    # «Log: own; the unit's; all» — blocked or not, an event names no child
    "logg.b1": blocked_too(at("b1", *LEADERS)) | in_kommune("k1", "personvernombud"),
    "logg.v1": blocked_too(at("v1", *LEADERS)) | in_kommune("k1", "personvernombud"),
    # «systemadministrator: users, units, settings», of its own municipality
    "bruker.epost": in_kommune("k1", "systemadministrator"),
    "enhet.arkivdel": in_kommune("k1", "systemadministrator", *LEADERS, "merkantil", "arkivar", "fagansvarlig"),
    # «fagansvarlig: law table»: national law, one table for all municipalities of the instance
    "lov.tekst": anywhere("fagansvarlig"),
    # habilitet: the reason is the leader's own note and stands on no page
    "sperring.grunn": frozenset(),
}
