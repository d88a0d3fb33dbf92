"""Registers: what is common to a child's units apart from what each unit knows; tasks, attachments, search, views."""

import sqlalchemy as sa
from alembic import op

from samhandling.vocabulary.sorting import sort_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SORTERING = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ON_DOKUMENT = {f"{kind}_where": sa.text("dokument_id IS NOT NULL") for kind in ("sqlite", "postgresql")}
ON_BARN = {f"{kind}_where": sa.text("barn_id IS NOT NULL") for kind in ("sqlite", "postgresql")}


def upgrade() -> None:
    op.create_table(
        "visning",
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("innhold", sa.JSON(), nullable=False),
        sa.Column("endret", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_visning_bruker_id_bruker")),
        sa.PrimaryKeyConstraint("bruker_id", "register", name=op.f("pk_visning")),
    )
    op.create_table(
        "foresatt_enhet",
        sa.Column("foresatt_id", sa.String(length=36), nullable=False),
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("fnr", sa.String(), nullable=False),
        sa.Column("relasjon", sa.String(), nullable=False),
        sa.Column("daglig_omsorg", sa.String(length=10), nullable=False),
        sa.Column("partsrettigheter", sa.String(), nullable=False),
        sa.Column("telefon", sa.String(), nullable=False),
        sa.Column("epost", sa.String(), nullable=False),
        sa.Column("spraak", sa.String(), nullable=False),
        sa.Column("tolk", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("adresse", sa.String(), nullable=False),
        sa.Column("postnummer", sa.String(length=4), nullable=False),
        sa.Column("poststed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_foresatt_enhet_barn_id_barn")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_foresatt_enhet_enhet_id_enhet")),
        sa.ForeignKeyConstraint(["foresatt_id"], ["foresatt.id"], name=op.f("fk_foresatt_enhet_foresatt_id_foresatt")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foresatt_enhet")),
        sa.UniqueConstraint("foresatt_id", "enhet_id", name=op.f("uq_foresatt_enhet_foresatt_id_enhet_id")),
    )
    with op.batch_alter_table("foresatt_enhet", schema=None) as batch_op:
        batch_op.create_index("ix_foresatt_enhet_barn", ["barn_id", "enhet_id"], unique=False)

    op.create_table(
        "soek",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=True),
        sa.Column("barn_id", sa.String(length=36), nullable=True),
        sa.Column("tekst", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_soek_barn_id_barn")),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_soek_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_soek")),
        sa.UniqueConstraint("barn_id", name=op.f("uq_soek_barn_id")),
        sa.UniqueConstraint("dokument_id", name=op.f("uq_soek_dokument_id")),
    )
    op.create_table(
        "vedlegg",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("plass", sa.Integer(), nullable=False),
        sa.Column("tittel", sa.String(), nullable=False),
        sa.Column("mediatype", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("grunn", sa.String(length=40), nullable=False),
        sa.Column("sider", sa.Integer(), nullable=False),
        sa.Column("lastet_opp", sa.DateTime(), nullable=False),
        sa.Column("lastet_opp_av_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_vedlegg_dokument_id_dokument")),
        sa.ForeignKeyConstraint(["lastet_opp_av_id"], ["bruker.id"], name=op.f("fk_vedlegg_lastet_opp_av_id_bruker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vedlegg")),
    )
    with op.batch_alter_table("vedlegg", schema=None) as batch_op:
        batch_op.create_index("ix_vedlegg_dokument", ["dokument_id", "plass"], unique=False)

    op.create_table(
        "oppgave",
        sa.Column("hvem", sa.String(length=90), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("slag", sa.String(length=40), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=True),
        sa.Column("barn_id", sa.String(length=36), nullable=True),
        sa.Column("frist_id", sa.String(length=36), nullable=True),
        sa.Column("forfall", sa.Date(), nullable=False),
        sa.Column("opprettet", sa.DateTime(), nullable=False),
        sa.Column("gjort", sa.DateTime(), nullable=False),
        sa.Column("gjort_av_id", sa.String(length=36), nullable=True),
        sa.Column("utfall", sa.String(length=20), nullable=False),
        sa.Column("merknad", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_oppgave_barn_id_barn")),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_oppgave_dokument_id_dokument")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_oppgave_enhet_id_enhet")),
        sa.ForeignKeyConstraint(["frist_id"], ["frist.id"], name=op.f("fk_oppgave_frist_id_frist")),
        sa.ForeignKeyConstraint(["gjort_av_id"], ["bruker.id"], name=op.f("fk_oppgave_gjort_av_id_bruker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oppgave")),
    )
    with op.batch_alter_table("oppgave", schema=None) as batch_op:
        batch_op.create_index("ix_oppgave_barn", ["barn_id"], unique=False)
        batch_op.create_index("ix_oppgave_dokument", ["dokument_id"], unique=False)
        batch_op.create_index("ix_oppgave_liste", ["hvem", "gjort", "forfall", "id"], unique=False)

    op.create_table(
        "vedlegg_fil",
        sa.Column("vedlegg_id", sa.String(length=36), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("trinn", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stoerrelse", sa.Integer(), nullable=False),
        sa.Column("innhold", sa.LargeBinary(), nullable=False),
        sa.Column("opprettet", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_vedlegg_fil_dokument_id_dokument")),
        sa.ForeignKeyConstraint(["vedlegg_id"], ["vedlegg.id"], name=op.f("fk_vedlegg_fil_vedlegg_id_vedlegg")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vedlegg_fil")),
        sa.UniqueConstraint("vedlegg_id", "trinn", name=op.f("uq_vedlegg_fil_vedlegg_id_trinn")),
    )
    with op.batch_alter_table("vedlegg_fil", schema=None) as batch_op:
        batch_op.create_index("ix_vedlegg_fil_dokument", ["dokument_id"], unique=False)

    with op.batch_alter_table("barn_enhet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("telefon", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("spraak", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("barnehage_skole", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("hovedansvarlig_tjeneste", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("barnekoordinator", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("merknad", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("adresse", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("postnummer", sa.String(length=4), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("poststed", sa.String(), nullable=False, server_default=""))

    _give_contact_facts_to_the_first_unit()
    with op.batch_alter_table("barn", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fnr_oppgitt", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("gradert_av_id", sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_barn_gradert_av_id_enhet"), "enhet", ["gradert_av_id"], ["id"])
        batch_op.drop_column("spraak")
        batch_op.drop_column("poststed")
        batch_op.drop_column("adresse")
        batch_op.drop_column("barnekoordinator")
        batch_op.drop_column("postnummer")
        batch_op.drop_column("hovedansvarlig_tjeneste")
        batch_op.drop_column("telefon")

    with op.batch_alter_table("bruker", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sortering", SORTERING, nullable=False, server_default=""))
        batch_op.drop_index(batch_op.f("ix_bruker_kommune_id"))
        batch_op.create_index("ix_bruker_liste", ["kommune_id", "sortering", "id"], unique=False)

    with op.batch_alter_table("dokument", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registrert_av_id", sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_dokument_registrert_av_id_bruker"), "bruker", ["registrert_av_id"], ["id"]
        )

    with op.batch_alter_table("enhet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sortering", SORTERING, nullable=False, server_default=""))
        batch_op.drop_index(batch_op.f("ix_enhet_kommune_id"))
        batch_op.create_index("ix_enhet_liste", ["kommune_id", "sortering", "id"], unique=False)

    _part_guardians()
    with op.batch_alter_table("foresatt", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("fra", sa.DateTime(), nullable=False, server_default=sa.text("'2000-01-01 00:00:00'"))
        )
        batch_op.add_column(
            sa.Column("til", sa.DateTime(), nullable=False, server_default=sa.text("'9999-12-31 00:00:00'"))
        )
        batch_op.drop_index(batch_op.f("ix_foresatt_barn"))
        batch_op.create_index(batch_op.f("ix_foresatt_barn_id"), ["barn_id"], unique=False)
        batch_op.add_column(sa.Column("gradert_av_id", sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_foresatt_gradert_av_id_enhet"), "enhet", ["gradert_av_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("fk_foresatt_enhet_id_enhet"), type_="foreignkey")
        batch_op.drop_column("spraak")
        batch_op.drop_column("poststed")
        batch_op.drop_column("enhet_id")
        batch_op.drop_column("adresse")
        batch_op.drop_column("daglig_omsorg")
        batch_op.drop_column("relasjon")
        batch_op.drop_column("tolk")
        batch_op.drop_column("postnummer")
        batch_op.drop_column("fnr")
        batch_op.drop_column("telefon")

    with op.batch_alter_table("frist", schema=None) as batch_op:
        batch_op.add_column(sa.Column("venter_paa", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("gjort_av_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("utfall", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("merknad", sa.String(), nullable=False, server_default=""))
        batch_op.create_foreign_key(batch_op.f("fk_frist_gjort_av_id_bruker"), "bruker", ["gjort_av_id"], ["id"])
        batch_op.drop_column("kilde")
        batch_op.drop_column("tittel")

    with op.batch_alter_table("logg", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tabell", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("rad_id", sa.String(length=36), nullable=True))
        batch_op.drop_index(batch_op.f("ix_logg_enhet_id"))
        batch_op.drop_index(batch_op.f("ix_logg_kommune_id"))
        batch_op.drop_index(batch_op.f("ix_logg_dokument"))
        batch_op.create_index("ix_logg_dokument", ["dokument_id", "id"], unique=False)
        batch_op.create_index("ix_logg_enhet", ["enhet_id", "tid"], unique=False)
        batch_op.create_index("ix_logg_kommune", ["kommune_id", "tid"], unique=False)
        batch_op.create_index("ix_logg_rad", ["rad_id", "id"], unique=False)

    with op.batch_alter_table("tilgang", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slag", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("status", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sortering", SORTERING, nullable=False, server_default=""))
        batch_op.drop_index("ix_tilgang_liste")
        batch_op.create_index("ix_tilgang_liste", ["hvem", "dato", "dokument_id"], **ON_DOKUMENT)
        batch_op.create_index("ix_tilgang_slag", ["hvem", "slag", "status", "dato", "dokument_id"], **ON_DOKUMENT)
        batch_op.create_index("ix_tilgang_navn", ["hvem", "sortering", "barn_id"], **ON_BARN)
        batch_op.create_index("ix_tilgang_foedt", ["hvem", "dato", "barn_id"], **ON_BARN)
    _fill_sort_keys()
    _fill_access()


def downgrade() -> None:
    with op.batch_alter_table("tilgang", schema=None) as batch_op:
        for name in ("ix_tilgang_foedt", "ix_tilgang_navn", "ix_tilgang_slag", "ix_tilgang_liste"):
            batch_op.drop_index(name)
        batch_op.create_index("ix_tilgang_liste", ["hvem", "dato", "dokument_id"])
        batch_op.drop_column("sortering")
        batch_op.drop_column("status")
        batch_op.drop_column("slag")

    with op.batch_alter_table("logg", schema=None) as batch_op:
        batch_op.drop_index("ix_logg_rad")
        batch_op.drop_index("ix_logg_kommune")
        batch_op.drop_index("ix_logg_enhet")
        batch_op.drop_index("ix_logg_dokument")
        batch_op.create_index(batch_op.f("ix_logg_dokument"), ["dokument_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_logg_kommune_id"), ["kommune_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_logg_enhet_id"), ["enhet_id"], unique=False)
        batch_op.drop_column("rad_id")
        batch_op.drop_column("tabell")

    with op.batch_alter_table("frist", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tittel", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("kilde", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.drop_constraint(batch_op.f("fk_frist_gjort_av_id_bruker"), type_="foreignkey")
        batch_op.drop_column("merknad")
        batch_op.drop_column("utfall")
        batch_op.drop_column("gjort_av_id")
        batch_op.drop_column("venter_paa")

    with op.batch_alter_table("foresatt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("telefon", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("fnr", sa.VARCHAR(length=11), nullable=True))
        batch_op.add_column(sa.Column("postnummer", sa.VARCHAR(length=4), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("tolk", sa.VARCHAR(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("relasjon", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("daglig_omsorg", sa.BOOLEAN(), nullable=True))
        batch_op.add_column(sa.Column("adresse", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("enhet_id", sa.VARCHAR(length=36), nullable=True))
        batch_op.add_column(sa.Column("poststed", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("spraak", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.drop_index(batch_op.f("ix_foresatt_barn_id"))
        batch_op.drop_constraint(batch_op.f("fk_foresatt_gradert_av_id_enhet"), type_="foreignkey")
        batch_op.drop_column("gradert_av_id")
        batch_op.drop_column("til")
        batch_op.drop_column("fra")
    _join_guardians()
    with op.batch_alter_table("foresatt", schema=None) as batch_op:
        batch_op.alter_column("enhet_id", existing_type=sa.String(36), nullable=False)
        batch_op.create_foreign_key(batch_op.f("fk_foresatt_enhet_id_enhet"), "enhet", ["enhet_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_foresatt_barn"), ["barn_id", "enhet_id"], unique=False)

    with op.batch_alter_table("enhet", schema=None) as batch_op:
        batch_op.drop_index("ix_enhet_liste")
        batch_op.create_index(batch_op.f("ix_enhet_kommune_id"), ["kommune_id"], unique=False)
        batch_op.drop_column("sortering")

    with op.batch_alter_table("dokument", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_dokument_registrert_av_id_bruker"), type_="foreignkey")
        batch_op.drop_column("registrert_av_id")

    with op.batch_alter_table("bruker", schema=None) as batch_op:
        batch_op.drop_index("ix_bruker_liste")
        batch_op.create_index(batch_op.f("ix_bruker_kommune_id"), ["kommune_id"], unique=False)
        batch_op.drop_column("sortering")

    with op.batch_alter_table("barn", schema=None) as batch_op:
        batch_op.add_column(sa.Column("telefon", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("hovedansvarlig_tjeneste", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("postnummer", sa.VARCHAR(length=4), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("barnekoordinator", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("adresse", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("poststed", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("spraak", sa.VARCHAR(), nullable=False, server_default=""))
        batch_op.drop_constraint(batch_op.f("fk_barn_gradert_av_id_enhet"), type_="foreignkey")
        batch_op.drop_column("gradert_av_id")
        batch_op.drop_column("fnr_oppgitt")
    _give_contact_facts_to_the_child()
    with op.batch_alter_table("barn_enhet", schema=None) as batch_op:
        batch_op.drop_column("poststed")
        batch_op.drop_column("postnummer")
        batch_op.drop_column("adresse")
        batch_op.drop_column("merknad")
        batch_op.drop_column("barnekoordinator")
        batch_op.drop_column("hovedansvarlig_tjeneste")
        batch_op.drop_column("barnehage_skole")
        batch_op.drop_column("spraak")
        batch_op.drop_column("telefon")

    with op.batch_alter_table("vedlegg_fil", schema=None) as batch_op:
        batch_op.drop_index("ix_vedlegg_fil_dokument")

    op.drop_table("vedlegg_fil")
    with op.batch_alter_table("oppgave", schema=None) as batch_op:
        batch_op.drop_index("ix_oppgave_liste")
        batch_op.drop_index("ix_oppgave_dokument")
        batch_op.drop_index("ix_oppgave_barn")

    op.drop_table("oppgave")
    with op.batch_alter_table("vedlegg", schema=None) as batch_op:
        batch_op.drop_index("ix_vedlegg_dokument")

    op.drop_table("vedlegg")
    op.drop_table("soek")
    with op.batch_alter_table("foresatt_enhet", schema=None) as batch_op:
        batch_op.drop_index("ix_foresatt_enhet_barn")

    op.drop_table("foresatt_enhet")
    op.drop_table("visning")


CONTACT = ("adresse", "postnummer", "poststed", "telefon", "spraak", "hovedansvarlig_tjeneste", "barnekoordinator")
GUARDIAN = ("relasjon", "telefon", "spraak", "tolk", "adresse", "postnummer", "poststed")
FIRST = "SELECT e.id FROM barn_enhet e WHERE e.barn_id = {barn} ORDER BY e.fra, e.id LIMIT 1"


def _give_contact_facts_to_the_first_unit() -> None:
    """What stood on the shared row was entered by the unit that came first: it keeps it, nobody else learns it."""
    for name in CONTACT:
        op.execute(
            f"UPDATE barn_enhet SET {name} = (SELECT b.{name} FROM barn b WHERE b.id = barn_enhet.barn_id)"  # noqa: S608
            f" WHERE id = ({FIRST.format(barn='barn_enhet.barn_id')})"
        )


def _give_contact_facts_to_the_child() -> None:
    for name in CONTACT:
        first = FIRST.format(barn="barn.id")
        op.execute(
            f"UPDATE barn SET {name} = COALESCE((SELECT f.{name} FROM barn_enhet f WHERE f.id = ({first})), '')"  # noqa: S608
        )


def _part_guardians() -> None:
    same = ", ".join(GUARDIAN)
    op.execute(
        f"INSERT INTO foresatt_enhet (id, foresatt_id, barn_id, enhet_id, fnr, daglig_omsorg, partsrettigheter, {same})"  # noqa: S608
        " SELECT id, id, barn_id, enhet_id, COALESCE(fnr, ''),"
        " CASE WHEN daglig_omsorg THEN 'ja' WHEN daglig_omsorg IS NULL THEN '' ELSE 'nei' END, '',"
        f" {same} FROM foresatt"
    )


def _join_guardians() -> None:
    own = "(SELECT e.{name} FROM foresatt_enhet e WHERE e.foresatt_id = foresatt.id ORDER BY e.id LIMIT 1)"
    for name in ("enhet_id", *GUARDIAN):
        op.execute(f"UPDATE foresatt SET {name} = {own.format(name=name)} WHERE EXISTS {own.format(name='id')}")  # noqa: S608
    op.execute(f"UPDATE foresatt SET fnr = NULLIF({own.format(name='fnr')}, '')")  # noqa: S608
    for said, truth in (("ja", True), ("nei", False)):
        chosen = sa.text(f"UPDATE foresatt SET daglig_omsorg = :truth WHERE {own.format(name='daglig_omsorg')} = :said")  # noqa: S608
        op.get_bind().execute(chosen, {"truth": truth, "said": said})
    op.execute("DELETE FROM foresatt WHERE enhet_id IS NULL")  # entered by no unit: the older table has no place for it


def _fill_sort_keys() -> None:
    for table in ("bruker", "enhet"):
        rows = op.get_bind().execute(sa.text(f"SELECT id, navn FROM {table}")).all()  # noqa: S608
        for row_id, name in rows:
            change = sa.text(f"UPDATE {table} SET sortering = :key WHERE id = :id")  # noqa: S608
            op.get_bind().execute(change, {"key": sort_key(name), "id": row_id})


def _fill_access() -> None:
    for name, column in (("slag", "type"), ("status", "status")):
        op.execute(
            f"UPDATE tilgang SET {name} = (SELECT d.{column} FROM dokument d WHERE d.id = tilgang.dokument_id)"  # noqa: S608
            " WHERE dokument_id IS NOT NULL"
        )
    op.execute(
        "UPDATE tilgang SET status = 'mottatt' WHERE status = 'ferdig' AND dokument_id IN"
        " (SELECT d.id FROM dokument d WHERE d.mottaker_enhet_id = d.enhet_id)"
    )
    for row_id, name in op.get_bind().execute(sa.text("SELECT id, navn FROM barn")).all():
        change = sa.text("UPDATE tilgang SET sortering = :key WHERE barn_id = :id")
        op.get_bind().execute(change, {"key": sort_key(name), "id": row_id})
