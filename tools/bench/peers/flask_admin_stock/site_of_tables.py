"""Flask-Admin as it comes, over the same tables: no login, no access rule, no log."""

import os
from datetime import date

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.schema import ForeignKey


class Base(DeclarativeBase):
    """The common base."""


db = SQLAlchemy(model_class=Base)


class Enhet(db.Model):  # type: ignore[name-defined]
    """A unit."""

    __tablename__ = "enhet"
    id: Mapped[str] = mapped_column(primary_key=True)
    navn: Mapped[str]

    def __str__(self) -> str:
        return self.navn


class Dokument(db.Model):  # type: ignore[name-defined]
    """A document: the same columns as Django is shown."""

    __tablename__ = "dokument"
    id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    enhet_id: Mapped[str] = mapped_column(ForeignKey("enhet.id"))
    status: Mapped[str]
    nummer: Mapped[str | None]
    tittel: Mapped[str]
    gjelder: Mapped[str]
    avsender: Mapped[str]
    mottaker: Mapped[str]
    mottaker_telefon: Mapped[str]
    endret: Mapped[str]
    enhet: Mapped[Enhet] = relationship()


class Barn(db.Model):  # type: ignore[name-defined]
    """A child."""

    __tablename__ = "barn"
    id: Mapped[str] = mapped_column(primary_key=True)
    navn: Mapped[str]
    fnr: Mapped[str | None]
    foedselsdato: Mapped[date | None]


class BarnView(ModelView):
    """Children by name."""

    column_list = ("navn", "foedselsdato")
    column_default_sort = "navn"
    column_searchable_list = ("navn", "fnr")
    page_size = 50


class DokumentView(ModelView):
    """Documents, newest first."""

    column_list = ("nummer", "tittel", "gjelder", "enhet", "status", "endret")
    column_default_sort = ("endret", True)
    column_searchable_list = ("tittel", "gjelder", "nummer")
    column_filters = ("status",)
    page_size = 50
    can_view_details = True
    form_columns = ("type", "status", "nummer", "tittel", "gjelder", "avsender", "mottaker", "mottaker_telefon")


def _app() -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY=os.urandom(16), SQLALCHEMY_DATABASE_URI=os.environ["BENCH_DATABASE"])
    db.init_app(app)
    Babel(app)
    Admin(app, name="samme rader").add_views(DokumentView(Dokument, db), BarnView(Barn, db))
    return app


app = _app()
