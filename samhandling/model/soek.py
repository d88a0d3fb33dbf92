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
    """Words in lower case, each with a space before it (vocabulary/search.py): « solstua barnehage 4699 2026 17»."""


FULL_TEXT = ("soek_dokument_fts", "soek_barn_fts")
"""SQLite's full-text tables over ``soek``, kept by triggers (migration 0003); never named outside rules/search.py."""
FULL_TEXT_PARTS = tuple(f"{name}_{part}" for name in FULL_TEXT for part in ("data", "idx", "config"))
FULL_TEXT_INDEXES = ("ix_soek_dokument_tekst", "ix_soek_barn_tekst")
"""PostgreSQL's GIN indexes."""
BESIDE = frozenset({*FULL_TEXT, *FULL_TEXT_PARTS, *FULL_TEXT_INDEXES})
"""What the migrations lay beside the models, in words of one database only: left out of the comparison with them."""
