"""A demo municipality: invented people with synthetic identity numbers; made once."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from samhandling.model import BarnAnsatt, Enhet, Kommune
from samhandling.rules import derivation, law
from samhandling.store.actor import NOBODY, command_service
from samhandling.work import people
from samhandling.work.child import link_child
from samhandling.work.house import House
from samhandling.work.login import hashed_password
from samhandling.work.register import GuardianFacts, add_guardian_in

PASSWORD = "demo-passord-2026"  # noqa: S105 - printed on screen; demo mode only
KOMMUNE = ("4699", "Lyngvær kommune")
ENHETER = (
    Enhet(tjeneste="barnehage", navn="Solstua barnehage", orgnr="311990004", telefon="55 00 11 10"),
    Enhet(tjeneste="barnehage", navn="Fjordgløtt barnehage", orgnr="311990012", telefon="55 00 11 20", privat=True),
    Enhet(tjeneste="helsestasjon", navn="Lyngvær helsestasjon", orgnr="311990020", telefon="55 00 12 00"),
    Enhet(tjeneste="barnevern", navn="Lyngvær barneverntjeneste", orgnr="311990039", telefon="55 00 13 00"),
    Enhet(tjeneste="ppt", navn="Lyngvær PPT", orgnr="311990047", telefon="55 00 14 00"),
)


@dataclass(frozen=True)
class DemoUser:
    """A user to log in as, and where."""

    brukernavn: str
    navn: str
    tittel: str
    enhet: str
    rolle: str


BRUKERE = (
    DemoUser("kari.styrer", "Kari Solbakk", "styrer", "Solstua barnehage", "leder"),
    DemoUser("siv.stedfortreder", "Siv Lunde", "assisterende styrer", "Solstua barnehage", "stedfortreder"),
    DemoUser("per.pedagog", "Per Myrvold", "pedagogisk leder", "Solstua barnehage", "ansatt"),
    DemoUser("mona.merkantil", "Mona Ness", "merkantil", "Solstua barnehage", "merkantil"),
    DemoUser("nils.styrer", "Nils Havnes", "styrer", "Fjordgløtt barnehage", "leder"),
    DemoUser("hanne.helse", "Hanne Bjørk", "helsesykepleier", "Lyngvær helsestasjon", "ansatt"),
    DemoUser("berit.barnevern", "Berit Åsen", "barnevernspedagog", "Lyngvær barneverntjeneste", "mottak"),
    DemoUser("ola.ppt", "Ola Kvamme", "PPT-rådgiver", "Lyngvær PPT", "ansatt"),
    DemoUser("frida.fag", "Frida Nes", "fagansvarlig", "Lyngvær helsestasjon", "fagansvarlig"),
    DemoUser("anne.arkiv", "Anne Røed", "arkivar", "Solstua barnehage", "arkivar"),
    DemoUser("petra.ombud", "Petra Vik", "personvernombud", "Lyngvær helsestasjon", "personvernombud"),
    DemoUser("sigve.system", "Sigve Dahl", "systemadministrator", "Lyngvær helsestasjon", "systemadministrator"),
)
BARN = (
    {"navn": "Mio Testbråten", "foedselsdato": "2022-03-14", "fnr": "14832250075"},
    {"navn": "Ánne Prøvesen", "foedselsdato": "2021-11-02"},
)


def fill(house: House) -> bool:
    """Make the demo municipality where there is none; False when it was there."""
    with house.database.read(NOBODY) as session:
        if session.scalar(select(Kommune.id).where(Kommune.nummer == KOMMUNE[0])):
            return False
    hashed = hashed_password(PASSWORD)
    kommune = Kommune(nummer=KOMMUNE[0], navn=KOMMUNE[1])
    with house.database.write(command_service(())) as session:
        session.add(kommune)
        session.flush()
        law.seed(session)
        units = {unit.navn: people.add_unit_in(session, _unit(unit, kommune)) for unit in ENHETER}
    with house.database.write(command_service((kommune.id,))) as session:
        users = {user.brukernavn: _user(session, user, units, hashed) for user in BRUKERE}
        _lead(session, units["Solstua barnehage"].id, users["kari.styrer"], users["siv.stedfortreder"])
        _lead(session, units["Fjordgløtt barnehage"].id, users["nils.styrer"], None)
        _children(session, units["Solstua barnehage"], users["per.pedagog"])
    return True


def _unit(unit: Enhet, kommune: Kommune) -> Enhet:
    facts = {name: getattr(unit, name) for name in ("tjeneste", "navn", "orgnr", "telefon", "privat")}
    made = Enhet(**facts, kommune_id=kommune.id, adresse="Havnegata 2", postnummer="0001", poststed="Lyngvær")
    made.behandlingsansvarlig = unit.navn if unit.privat else kommune.navn
    made.arkivdel = "BARN"
    if unit.tjeneste == "barnevern":
        made.vakttelefon = "55 00 13 99"
    return made


def _user(session: Session, user: DemoUser, units: dict[str, Enhet], hashed: str) -> str:
    epost = f"{user.brukernavn}@lyngvaer.example"
    new = people.NewUser(user.brukernavn, user.navn, "", user.tittel, epost, units[user.enhet].telefon)
    return people.add_user_in(session, new, hashed, units[user.enhet], user.rolle)


def _lead(session: Session, enhet_id: str, leader: str, deputy: str | None) -> None:
    unit = session.get_one(Enhet, enhet_id)
    unit.leder_id, unit.stedfortreder_id = leader, deputy


def _children(session: Session, unit: Enhet, employee: str) -> None:
    for facts in BARN:
        barn_id = link_child(session, unit, facts)
        session.add(BarnAnsatt(barn_id=barn_id, enhet_id=unit.id, bruker_id=employee))
        derivation.rewrite_barn(session, barn_id)
        guardian = GuardianFacts(
            navn="Liv Testbråten", relasjon="mor", kapasitet="foreldreansvar_alene", telefon="900 00 000"
        )
        add_guardian_in(session, barn_id, unit.id, guardian)
