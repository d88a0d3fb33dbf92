"""The search index: one row of plain words for each document and each child (rules/search.py writes it)."""

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from samhandling.model.base import Base


class Soek(Base):
    """The words that find a document or a child; each row is about one of the two."""

    __tablename__ = "soek"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    dokument_id: Mapped[str | None] = mapped_column(ForeignKey("dokument.id"), unique=True)
    barn_id: Mapped[str | None] = mapped_column(ForeignKey("barn.id"), unique=True)
    tekst: Mapped[str]
    """Normalised words, each with a space before it (vocabulary/sorting.py): « solstua barnehage 4699 2026 17»."""
