"""The first tables: people and places, documents, access, outbox, log, law."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "innloggingsforsoek",
        sa.Column("konto", sa.String(length=64), nullable=False),
        sa.Column("adresse", sa.String(length=64), nullable=False),
        sa.Column("tid", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_innloggingsforsoek")),
    )
    with op.batch_alter_table("innloggingsforsoek", schema=None) as batch_op:
        batch_op.create_index("ix_forsoek_adresse", ["adresse", "tid"], unique=False)
        batch_op.create_index("ix_forsoek_konto", ["konto", "tid"], unique=False)

    op.create_table(
        "kommune",
        sa.Column("nummer", sa.String(length=4), nullable=False),
        sa.Column("navn", sa.String(), nullable=False),
        sa.Column("maalform", sa.String(length=2), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kommune")),
        sa.UniqueConstraint("nummer", name=op.f("uq_kommune_nummer")),
    )
    op.create_table(
        "lov",
        sa.Column("noekkel", sa.String(length=40), nullable=False),
        sa.Column("kortnavn", sa.String(length=20), nullable=False),
        sa.Column("paragraf", sa.String(length=60), nullable=False),
        sa.Column("tekst", sa.String(), nullable=False),
        sa.Column("fra", sa.Date(), nullable=False),
        sa.Column("til", sa.Date(), nullable=True),
        sa.Column("kontrolleres", sa.Boolean(), nullable=False),
        sa.Column("gammel", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lov")),
        sa.UniqueConstraint("noekkel", "fra", name=op.f("uq_lov_noekkel_fra")),
    )
    op.create_table(
        "barn",
        sa.Column("kommune_id", sa.String(length=36), nullable=False),
        sa.Column("fnr", sa.String(length=11), nullable=True),
        sa.Column("foedselsdato", sa.Date(), nullable=True),
        sa.Column("ufoedt", sa.Boolean(), nullable=False),
        sa.Column("termin", sa.Date(), nullable=True),
        sa.Column("navn", sa.String(), nullable=False),
        sa.Column("adressegradering", sa.String(length=20), nullable=False),
        sa.Column("telefon", sa.String(), nullable=False),
        sa.Column("spraak", sa.String(), nullable=False),
        sa.Column("tolk", sa.String(length=10), nullable=False),
        sa.Column("tolk_spraak", sa.String(), nullable=False),
        sa.Column("hovedansvarlig_tjeneste", sa.String(), nullable=False),
        sa.Column("barnekoordinator", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("adresse", sa.String(), nullable=False),
        sa.Column("postnummer", sa.String(length=4), nullable=False),
        sa.Column("poststed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_barn_kommune_id_kommune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barn")),
        sa.UniqueConstraint("kommune_id", "fnr", name=op.f("uq_barn_kommune_id_fnr")),
    )
    op.create_table(
        "bruker",
        sa.Column("kommune_id", sa.String(length=36), nullable=False),
        sa.Column("brukernavn", sa.String(), nullable=False),
        sa.Column("navn", sa.String(), nullable=False),
        sa.Column("tittel", sa.String(), nullable=False),
        sa.Column("epost", sa.String(), nullable=False),
        sa.Column("telefon", sa.String(), nullable=False),
        sa.Column("passord", sa.String(), nullable=False),
        sa.Column("oidc_subject", sa.String(), nullable=True),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("overtas_av_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_bruker_kommune_id_kommune")),
        sa.ForeignKeyConstraint(["overtas_av_id"], ["bruker.id"], name=op.f("fk_bruker_overtas_av_id_bruker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bruker")),
        sa.UniqueConstraint("brukernavn", name=op.f("uq_bruker_brukernavn")),
        sa.UniqueConstraint("oidc_subject", name=op.f("uq_bruker_oidc_subject")),
    )
    with op.batch_alter_table("bruker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bruker_kommune_id"), ["kommune_id"], unique=False)

    op.create_table(
        "nummerserie",
        sa.Column("kommune_id", sa.String(length=36), nullable=False),
        sa.Column("aar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("siste", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_nummerserie_kommune_id_kommune")),
        sa.PrimaryKeyConstraint("kommune_id", "aar", name=op.f("pk_nummerserie")),
    )
    op.create_table(
        "enhet",
        sa.Column("kommune_id", sa.String(length=36), nullable=False),
        sa.Column("tjeneste", sa.String(length=40), nullable=False),
        sa.Column("navn", sa.String(), nullable=False),
        sa.Column("orgnr", sa.String(length=9), nullable=False),
        sa.Column("telefon", sa.String(), nullable=False),
        sa.Column("vakttelefon", sa.String(), nullable=False),
        sa.Column("bydelsnummer", sa.String(length=2), nullable=False),
        sa.Column("bydelsnavn", sa.String(), nullable=False),
        sa.Column("privat", sa.Boolean(), nullable=False),
        sa.Column("behandlingsansvarlig", sa.String(), nullable=False),
        sa.Column("leder_id", sa.String(length=36), nullable=True),
        sa.Column("stedfortreder_id", sa.String(length=36), nullable=True),
        sa.Column("arkivdel", sa.String(), nullable=False),
        sa.Column("mappetype", sa.String(), nullable=False),
        sa.Column("klassifikasjonssystem", sa.String(), nullable=False),
        sa.Column("tilgangsrestriksjon", sa.String(), nullable=False),
        sa.Column("skjermingshjemmel", sa.String(), nullable=False),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("adresse", sa.String(), nullable=False),
        sa.Column("postnummer", sa.String(length=4), nullable=False),
        sa.Column("poststed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_enhet_kommune_id_kommune")),
        sa.ForeignKeyConstraint(["leder_id"], ["bruker.id"], name=op.f("fk_enhet_leder_id_bruker")),
        sa.ForeignKeyConstraint(["stedfortreder_id"], ["bruker.id"], name=op.f("fk_enhet_stedfortreder_id_bruker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enhet")),
    )
    with op.batch_alter_table("enhet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enhet_kommune_id"), ["kommune_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enhet_tjeneste"), ["tjeneste"], unique=False)

    op.create_table(
        "oekt",
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("startet", sa.DateTime(), nullable=False),
        sa.Column("sist_sett", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_oekt_bruker_id_bruker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oekt")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_oekt_token_sha256")),
    )
    with op.batch_alter_table("oekt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_oekt_bruker_id"), ["bruker_id"], unique=False)

    op.create_table(
        "sperring",
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.Column("satt_av_id", sa.String(length=36), nullable=False),
        sa.Column("grunn", sa.String(), nullable=False),
        sa.Column("fra", sa.DateTime(), nullable=False),
        sa.Column("til", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_sperring_barn_id_barn")),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_sperring_bruker_id_bruker")),
        sa.ForeignKeyConstraint(["satt_av_id"], ["bruker.id"], name=op.f("fk_sperring_satt_av_id_bruker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sperring")),
    )
    with op.batch_alter_table("sperring", schema=None) as batch_op:
        batch_op.create_index("ix_sperring_bruker", ["bruker_id", "barn_id"], unique=False)

    op.create_table(
        "barn_ansatt",
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.Column("fra", sa.DateTime(), nullable=False),
        sa.Column("til", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_barn_ansatt_barn_id_barn")),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_barn_ansatt_bruker_id_bruker")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_barn_ansatt_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barn_ansatt")),
    )
    with op.batch_alter_table("barn_ansatt", schema=None) as batch_op:
        batch_op.create_index("ix_barn_ansatt_barn", ["barn_id"], unique=False)
        batch_op.create_index("ix_barn_ansatt_bruker", ["bruker_id"], unique=False)

    op.create_table(
        "barn_enhet",
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("fra", sa.DateTime(), nullable=False),
        sa.Column("til", sa.DateTime(), nullable=False),
        sa.Column("godkjent", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_barn_enhet_barn_id_barn")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_barn_enhet_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barn_enhet")),
        sa.UniqueConstraint("barn_id", "enhet_id", "fra", name=op.f("uq_barn_enhet_barn_id_enhet_id_fra")),
    )
    with op.batch_alter_table("barn_enhet", schema=None) as batch_op:
        batch_op.create_index("ix_barn_enhet_enhet", ["enhet_id"], unique=False)

    op.create_table(
        "dokument",
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("skjemaversjon", sa.Integer(), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("forfatter_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("versjon", sa.Integer(), nullable=False),
        sa.Column("erstatter_id", sa.String(length=36), nullable=True),
        sa.Column("kilde_id", sa.String(length=36), nullable=True),
        sa.Column("opprettet", sa.DateTime(), nullable=False),
        sa.Column("endret", sa.DateTime(), nullable=False),
        sa.Column("ferdig", sa.DateTime(), nullable=True),
        sa.Column("nummer", sa.String(length=40), nullable=True),
        sa.Column("tittel", sa.String(), nullable=False),
        sa.Column("gjelder", sa.String(), nullable=False),
        sa.Column("avsender", sa.String(), nullable=False),
        sa.Column("mottaker", sa.String(), nullable=False),
        sa.Column("mottaker_telefon", sa.String(), nullable=False),
        sa.Column("mottaker_enhet_id", sa.String(length=36), nullable=True),
        sa.Column("kolleger", sa.Boolean(), nullable=False),
        sa.Column("gjelder_leder", sa.Boolean(), nullable=False),
        sa.Column("haster", sa.Boolean(), nullable=False),
        sa.Column("hos_avsender", sa.String(length=20), nullable=False),
        sa.Column("skjult_for_foresatte", sa.Boolean(), nullable=False),
        sa.Column("forfatter", sa.String(), nullable=False),
        sa.Column("hode", sa.JSON(), nullable=False),
        sa.Column("klasser", sa.JSON(), nullable=False),
        sa.Column("lov", sa.JSON(), nullable=False),
        sa.Column("spraak", sa.String(length=5), nullable=False),
        sa.Column("grunn", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_dokument_enhet_id_enhet")),
        sa.ForeignKeyConstraint(["erstatter_id"], ["dokument.id"], name=op.f("fk_dokument_erstatter_id_dokument")),
        sa.ForeignKeyConstraint(["forfatter_id"], ["bruker.id"], name=op.f("fk_dokument_forfatter_id_bruker")),
        sa.ForeignKeyConstraint(["kilde_id"], ["dokument.id"], name=op.f("fk_dokument_kilde_id_dokument")),
        sa.ForeignKeyConstraint(["mottaker_enhet_id"], ["enhet.id"], name=op.f("fk_dokument_mottaker_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokument")),
        sa.UniqueConstraint("nummer", "versjon", "enhet_id", name="uq_dokument_nummer_versjon"),
    )
    with op.batch_alter_table("dokument", schema=None) as batch_op:
        batch_op.create_index("ix_dokument_enhet", ["enhet_id", "endret"], unique=False)
        batch_op.create_index(batch_op.f("ix_dokument_kilde_id"), ["kilde_id"], unique=False)

    op.create_table(
        "foresatt",
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("ukjent", sa.Boolean(), nullable=False),
        sa.Column("navn", sa.String(), nullable=False),
        sa.Column("fnr", sa.String(length=11), nullable=True),
        sa.Column("relasjon", sa.String(), nullable=False),
        sa.Column("kapasitet", sa.String(length=40), nullable=False),
        sa.Column("kapasitet_vedtak", sa.String(), nullable=False),
        sa.Column("kapasitet_dato", sa.Date(), nullable=True),
        sa.Column("daglig_omsorg", sa.Boolean(), nullable=True),
        sa.Column("samvaer_nektet_dato", sa.Date(), nullable=True),
        sa.Column("beholder_innsyn", sa.Boolean(), nullable=False),
        sa.Column("adressegradering", sa.String(length=20), nullable=False),
        sa.Column("telefon", sa.String(), nullable=False),
        sa.Column("spraak", sa.String(), nullable=False),
        sa.Column("tolk", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("adresse", sa.String(), nullable=False),
        sa.Column("postnummer", sa.String(length=4), nullable=False),
        sa.Column("poststed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_foresatt_barn_id_barn")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_foresatt_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foresatt")),
    )
    with op.batch_alter_table("foresatt", schema=None) as batch_op:
        batch_op.create_index("ix_foresatt_barn", ["barn_id", "enhet_id"], unique=False)

    op.create_table(
        "logg",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tid", sa.DateTime(), nullable=False),
        sa.Column("hvem", sa.String(length=90), nullable=False),
        sa.Column("bruker_id", sa.String(length=36), nullable=True),
        sa.Column("kommune_id", sa.String(length=36), nullable=True),
        sa.Column("enhet_id", sa.String(length=36), nullable=True),
        sa.Column("rolle", sa.String(), nullable=False),
        sa.Column("hva", sa.String(length=40), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=True),
        sa.Column("foresporsel", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_logg_bruker_id_bruker")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_logg_enhet_id_enhet")),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_logg_kommune_id_kommune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logg")),
    )
    with op.batch_alter_table("logg", schema=None) as batch_op:
        batch_op.create_index("ix_logg_bruker", ["bruker_id", "tid"], unique=False)
        batch_op.create_index("ix_logg_dokument", ["dokument_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_logg_enhet_id"), ["enhet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_logg_kommune_id"), ["kommune_id"], unique=False)

    op.create_table(
        "rolle",
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("rolle", sa.String(length=40), nullable=False),
        sa.Column("fra", sa.DateTime(), nullable=False),
        sa.Column("til", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_rolle_bruker_id_bruker")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_rolle_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rolle")),
    )
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.create_index("ix_rolle_bruker_enhet", ["bruker_id", "enhet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rolle_enhet_id"), ["enhet_id"], unique=False)

    op.create_table(
        "arkivpakke",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("mappe", sa.String(), nullable=False),
        sa.Column("skrevet", sa.DateTime(), nullable=False),
        sa.Column("arkivert", sa.DateTime(), nullable=True),
        sa.Column("avvist", sa.String(), nullable=False),
        sa.Column("arkiv_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_arkivpakke_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arkivpakke")),
        sa.UniqueConstraint("dokument_id", name=op.f("uq_arkivpakke_dokument_id")),
    )
    op.create_table(
        "dokument_barn",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_dokument_barn_barn_id_barn")),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_dokument_barn_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("dokument_id", "barn_id", name=op.f("pk_dokument_barn")),
    )
    with op.batch_alter_table("dokument_barn", schema=None) as batch_op:
        batch_op.create_index("ix_dokument_barn_barn", ["barn_id"], unique=False)

    op.create_table(
        "dokument_del",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("noekkel", sa.String(length=60), nullable=False),
        sa.Column("plass", sa.Integer(), nullable=False),
        sa.Column("raa", sa.JSON(), nullable=False),
        sa.Column("svar", sa.JSON(), nullable=False),
        sa.Column("tre", sa.JSON(), nullable=True),
        sa.Column("tema", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_dokument_del_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokument_del")),
        sa.UniqueConstraint("dokument_id", "noekkel", name=op.f("uq_dokument_del_dokument_id_noekkel")),
    )
    op.create_table(
        "dokument_forfatter",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_dokument_forfatter_bruker_id_bruker")),
        sa.ForeignKeyConstraint(
            ["dokument_id"], ["dokument.id"], name=op.f("fk_dokument_forfatter_dokument_id_dokument")
        ),
        sa.PrimaryKeyConstraint("dokument_id", "bruker_id", name=op.f("pk_dokument_forfatter")),
    )
    op.create_table(
        "fil",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("trinn", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stoerrelse", sa.Integer(), nullable=False),
        sa.Column("innhold", sa.LargeBinary(), nullable=False),
        sa.Column("opprettet", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_fil_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fil")),
        sa.UniqueConstraint("dokument_id", "trinn", name=op.f("uq_fil_dokument_id_trinn")),
    )
    op.create_table(
        "forsendelse",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("mottaker", sa.String(), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=True),
        sa.Column("maate", sa.String(length=20), nullable=False),
        sa.Column("levert", sa.DateTime(), nullable=True),
        sa.Column("registrert_av_id", sa.String(length=36), nullable=True),
        sa.Column("merknad", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_forsendelse_dokument_id_dokument")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_forsendelse_enhet_id_enhet")),
        sa.ForeignKeyConstraint(
            ["registrert_av_id"], ["bruker.id"], name=op.f("fk_forsendelse_registrert_av_id_bruker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forsendelse")),
    )
    with op.batch_alter_table("forsendelse", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forsendelse_dokument_id"), ["dokument_id"], unique=False)

    op.create_table(
        "frist",
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("kode", sa.String(length=10), nullable=False),
        sa.Column("tittel", sa.String(), nullable=False),
        sa.Column("kilde", sa.String(), nullable=False),
        sa.Column("fra", sa.Date(), nullable=False),
        sa.Column("dato", sa.Date(), nullable=False),
        sa.Column("gjort", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_frist_dokument_id_dokument")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_frist_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frist")),
    )
    with op.batch_alter_table("frist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_frist_dokument_id"), ["dokument_id"], unique=False)
        batch_op.create_index("ix_frist_enhet", ["enhet_id", "dato"], unique=False)

    op.create_table(
        "logg_barn",
        sa.Column("logg_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("barn_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_logg_barn_barn_id_barn")),
        sa.ForeignKeyConstraint(["logg_id"], ["logg.id"], name=op.f("fk_logg_barn_logg_id_logg")),
        sa.PrimaryKeyConstraint("logg_id", "barn_id", name=op.f("pk_logg_barn")),
    )
    with op.batch_alter_table("logg_barn", schema=None) as batch_op:
        batch_op.create_index("ix_logg_barn_barn", ["barn_id"], unique=False)

    op.create_table(
        "logg_innhold",
        sa.Column("logg_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("innhold", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["logg_id"], ["logg.id"], name=op.f("fk_logg_innhold_logg_id_logg")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logg_innhold")),
        sa.UniqueConstraint("logg_id", name=op.f("uq_logg_innhold_logg_id")),
    )
    op.create_table(
        "tilgang",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hvem", sa.String(length=90), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=True),
        sa.Column("barn_id", sa.String(length=36), nullable=True),
        sa.Column("enhet_id", sa.String(length=36), nullable=False),
        sa.Column("del", sa.String(length=60), nullable=False),
        sa.Column("nivaa", sa.Integer(), nullable=False),
        sa.Column("grunn", sa.String(length=40), nullable=False),
        sa.Column("fra", sa.DateTime(), nullable=False),
        sa.Column("til", sa.DateTime(), nullable=False),
        sa.Column("dato", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["barn_id"], ["barn.id"], name=op.f("fk_tilgang_barn_id_barn")),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_tilgang_dokument_id_dokument")),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_tilgang_enhet_id_enhet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tilgang")),
    )
    with op.batch_alter_table("tilgang", schema=None) as batch_op:
        batch_op.create_index("ix_tilgang_barn", ["barn_id", "hvem"], unique=False)
        batch_op.create_index("ix_tilgang_dokument", ["dokument_id", "hvem"], unique=False)
        batch_op.create_index("ix_tilgang_liste", ["hvem", "dato", "dokument_id"], unique=False)

    op.create_table(
        "utboks",
        sa.Column("jobb", sa.String(length=20), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("plass", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("klar", sa.DateTime(), nullable=False),
        sa.Column("leie", sa.String(length=36), nullable=False),
        sa.Column("forsoek", sa.Integer(), nullable=False),
        sa.Column("feil", sa.String(), nullable=False),
        sa.Column("opprettet", sa.DateTime(), nullable=False),
        sa.Column("gjort", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_utboks_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utboks")),
        sa.UniqueConstraint("jobb", "dokument_id", "plass", name=op.f("uq_utboks_jobb_dokument_id_plass")),
    )
    with op.batch_alter_table("utboks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_utboks_dokument_id"), ["dokument_id"], unique=False)
        batch_op.create_index("ix_utboks_klar", ["status", "klar"], unique=False)

    op.create_table(
        "varsel",
        sa.Column("bruker_id", sa.String(length=36), nullable=False),
        sa.Column("dokument_id", sa.String(length=36), nullable=False),
        sa.Column("hva", sa.String(length=40), nullable=False),
        sa.Column("opprettet", sa.DateTime(), nullable=False),
        sa.Column("lest", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["bruker_id"], ["bruker.id"], name=op.f("fk_varsel_bruker_id_bruker")),
        sa.ForeignKeyConstraint(["dokument_id"], ["dokument.id"], name=op.f("fk_varsel_dokument_id_dokument")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_varsel")),
    )
    with op.batch_alter_table("varsel", schema=None) as batch_op:
        batch_op.create_index("ix_varsel_bruker", ["bruker_id", "lest"], unique=False)
        batch_op.create_index(batch_op.f("ix_varsel_dokument_id"), ["dokument_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("varsel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_varsel_dokument_id"))
        batch_op.drop_index("ix_varsel_bruker")

    op.drop_table("varsel")
    with op.batch_alter_table("utboks", schema=None) as batch_op:
        batch_op.drop_index("ix_utboks_klar")
        batch_op.drop_index(batch_op.f("ix_utboks_dokument_id"))

    op.drop_table("utboks")
    with op.batch_alter_table("tilgang", schema=None) as batch_op:
        batch_op.drop_index("ix_tilgang_liste")
        batch_op.drop_index("ix_tilgang_dokument")
        batch_op.drop_index("ix_tilgang_barn")

    op.drop_table("tilgang")
    op.drop_table("logg_innhold")
    with op.batch_alter_table("logg_barn", schema=None) as batch_op:
        batch_op.drop_index("ix_logg_barn_barn")

    op.drop_table("logg_barn")
    with op.batch_alter_table("frist", schema=None) as batch_op:
        batch_op.drop_index("ix_frist_enhet")
        batch_op.drop_index(batch_op.f("ix_frist_dokument_id"))

    op.drop_table("frist")
    with op.batch_alter_table("forsendelse", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forsendelse_dokument_id"))

    op.drop_table("forsendelse")
    op.drop_table("fil")
    op.drop_table("dokument_forfatter")
    op.drop_table("dokument_del")
    with op.batch_alter_table("dokument_barn", schema=None) as batch_op:
        batch_op.drop_index("ix_dokument_barn_barn")

    op.drop_table("dokument_barn")
    op.drop_table("arkivpakke")
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rolle_enhet_id"))
        batch_op.drop_index("ix_rolle_bruker_enhet")

    op.drop_table("rolle")
    with op.batch_alter_table("logg", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_logg_kommune_id"))
        batch_op.drop_index(batch_op.f("ix_logg_enhet_id"))
        batch_op.drop_index("ix_logg_dokument")
        batch_op.drop_index("ix_logg_bruker")

    op.drop_table("logg")
    with op.batch_alter_table("foresatt", schema=None) as batch_op:
        batch_op.drop_index("ix_foresatt_barn")

    op.drop_table("foresatt")
    with op.batch_alter_table("dokument", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dokument_kilde_id"))
        batch_op.drop_index("ix_dokument_enhet")

    op.drop_table("dokument")
    with op.batch_alter_table("barn_enhet", schema=None) as batch_op:
        batch_op.drop_index("ix_barn_enhet_enhet")

    op.drop_table("barn_enhet")
    with op.batch_alter_table("barn_ansatt", schema=None) as batch_op:
        batch_op.drop_index("ix_barn_ansatt_bruker")
        batch_op.drop_index("ix_barn_ansatt_barn")

    op.drop_table("barn_ansatt")
    with op.batch_alter_table("sperring", schema=None) as batch_op:
        batch_op.drop_index("ix_sperring_bruker")

    op.drop_table("sperring")
    with op.batch_alter_table("oekt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_oekt_bruker_id"))

    op.drop_table("oekt")
    with op.batch_alter_table("enhet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enhet_tjeneste"))
        batch_op.drop_index(batch_op.f("ix_enhet_kommune_id"))

    op.drop_table("enhet")
    op.drop_table("nummerserie")
    with op.batch_alter_table("bruker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bruker_kommune_id"))

    op.drop_table("bruker")
    op.drop_table("barn")
    op.drop_table("lov")
    op.drop_table("kommune")
    with op.batch_alter_table("innloggingsforsoek", schema=None) as batch_op:
        batch_op.drop_index("ix_forsoek_konto")
        batch_op.drop_index("ix_forsoek_adresse")

    op.drop_table("innloggingsforsoek")
