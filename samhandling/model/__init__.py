"""Floor 1: the tables and their migrations, nothing else."""

from samhandling.model.barn import Barn, BarnAnsatt, BarnEnhet, Foresatt, ForesattEnhet, Sperring
from samhandling.model.base import Base, Tid, now, ny_id
from samhandling.model.bruker import Bruker, Innloggingsforsoek, Oekt, Rolle, Visning
from samhandling.model.dokument import Dokument, DokumentBarn, DokumentDel, DokumentForfatter, Nummerserie
from samhandling.model.fil import Arkivpakke, Fil
from samhandling.model.kommune import Enhet, Kommune
from samhandling.model.logg import Logg, LoggBarn, LoggInnhold
from samhandling.model.lov import Lov
from samhandling.model.oppfoelging import Forsendelse, Frist, Oppgave, Varsel
from samhandling.model.soek import Soek
from samhandling.model.tilgang import Tilgang
from samhandling.model.utboks import Utboks
from samhandling.model.vedlegg import Vedlegg, VedleggFil

__all__ = [
    "Arkivpakke",
    "Barn",
    "BarnAnsatt",
    "BarnEnhet",
    "Base",
    "Bruker",
    "Dokument",
    "DokumentBarn",
    "DokumentDel",
    "DokumentForfatter",
    "Enhet",
    "Fil",
    "Foresatt",
    "ForesattEnhet",
    "Forsendelse",
    "Frist",
    "Innloggingsforsoek",
    "Kommune",
    "Logg",
    "LoggBarn",
    "LoggInnhold",
    "Lov",
    "Nummerserie",
    "Oekt",
    "Oppgave",
    "Rolle",
    "Soek",
    "Sperring",
    "Tid",
    "Tilgang",
    "Utboks",
    "Varsel",
    "Vedlegg",
    "VedleggFil",
    "Visning",
    "now",
    "ny_id",
]
