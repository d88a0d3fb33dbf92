"""The dated law table (K24): named by key in code, maintained by fagansvarlig."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base, HasId


class Lov(HasId, Base):
    """One reference, valid from–to (inclusive), with the text that users see."""

    __tablename__ = "lov"
    __table_args__ = (UniqueConstraint("noekkel", "fra"),)

    noekkel: Mapped[str] = mapped_column(String(40))
    kortnavn: Mapped[str] = mapped_column(String(20))
    paragraf: Mapped[str] = mapped_column(String(60))
    tekst: Mapped[str]
    fra: Mapped[date]
    til: Mapped[date | None]
    kontrolleres: Mapped[bool] = mapped_column(default=False)
    """Marked (check): the municipality's lawyer must confirm it."""
    gammel: Mapped[str] = mapped_column(default="")
