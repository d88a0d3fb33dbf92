"""The registers: Flask-Admin's views, dressed as all other pages, and the menu of those that a reader may open."""

from typing import Any

from flask import Flask, current_app, redirect
from flask.typing import ResponseReturnValue
from flask_admin import Admin, AdminIndexView
from flask_admin.base import expose

from samhandling import model
from samhandling.vocabulary.text import Text, _
from samhandling.web.current import actor
from samhandling.web.permission import logged_in
from samhandling.web.register.arbeid import DokumentView, LoggView, UtboksView
from samhandling.web.register.barn import BarnView
from samhandling.web.register.base import RegisterView
from samhandling.web.register.bruker import BrukerView
from samhandling.web.register.foresatt import ForesattView
from samhandling.web.register.lov import LovView
from samhandling.web.register.place import EnhetView, KommuneView
from samhandling.web.security import nonce
from samhandling.work.errors import NotFoundError

VIEWS: tuple[tuple[type[RegisterView], Any, Text], ...] = (
    (BarnView, model.Barn, _("Barn")),
    (ForesattView, model.Foresatt, _("Foresatte")),
    (DokumentView, model.Dokument, _("Dokumenter")),
    (EnhetView, model.Enhet, _("Enheter")),
    (BrukerView, model.Bruker, _("Brukere")),
    (KommuneView, model.Kommune, _("Kommune")),
    (LovView, model.Lov, _("Lovtekster")),
    (UtboksView, model.Utboks, _("Utboks")),
    (LoggView, model.Logg, _("Logg")),
)


class Front(AdminIndexView):
    """The registers' own front: the first that the reader may open."""

    @expose("/")
    @logged_in
    def index(self) -> ResponseReturnValue:
        """Go to the first register."""
        first = next((url for url, _label in open_registers(current_app)), None)
        if first is None:
            raise NotFoundError(self.endpoint)
        return redirect(first)


def install(app: Flask) -> None:
    """Lay the registers under /register/."""
    front = Front(url="/register", endpoint="register", name=str(_("Registre")))
    front.static_folder = None  # nothing of Flask-Admin's own styles and scripts is served
    admin = Admin(app, name="samhandling", index_view=front, csp_nonce_generator=nonce)
    for view, of, label in VIEWS:
        table = of.__tablename__
        admin.add_view(view(of, name=label, endpoint=table, url=table))


def open_registers(app: Flask) -> list[tuple[str, Text]]:
    """Return (address, word) of the registers that the reader may open."""
    if not actor().is_user:
        return []
    (admin,) = app.extensions["admin"]
    views = [view for view in admin._views if isinstance(view, RegisterView)]  # noqa: SLF001 - it has no public list
    return [(view.get_url(".index_view"), view.name) for view in views if view.is_accessible()]
