"""The columns of our tables that an admin would show; Django neither makes nor changes the tables."""

from django.db import models

STATUS = [(code, code) for code in ("utkast", "ferdig", "feilregistrert", "erstattet")]


class Enhet(models.Model):
    """A unit."""

    id = models.CharField(primary_key=True, max_length=36)
    navn = models.CharField(max_length=200)

    class Meta:
        """Where it is kept."""

        managed = False
        db_table = "enhet"

    def __str__(self) -> str:
        return str(self.navn)


class Barn(models.Model):
    """A child."""

    id = models.CharField(primary_key=True, max_length=36)
    navn = models.CharField(max_length=200)
    fnr = models.CharField(max_length=11, null=True, blank=True)  # noqa: DJ001 - the table is as it is
    foedselsdato = models.DateField(null=True, blank=True)

    class Meta:
        """Where it is kept."""

        managed = False
        db_table = "barn"
        verbose_name_plural = "barn"

    def __str__(self) -> str:
        return str(self.navn)


class Dokument(models.Model):
    """A document."""

    id = models.CharField(primary_key=True, max_length=36)
    type = models.CharField(max_length=60)
    enhet = models.ForeignKey(Enhet, models.PROTECT)
    status = models.CharField(max_length=20, choices=STATUS)
    nummer = models.CharField(max_length=40, null=True, blank=True)  # noqa: DJ001 - as above
    tittel = models.CharField(max_length=300, blank=True)
    gjelder = models.CharField(max_length=300, blank=True)
    avsender = models.CharField(max_length=300, blank=True)
    mottaker = models.CharField(max_length=300, blank=True)
    mottaker_telefon = models.CharField(max_length=40, blank=True)
    endret = models.DateTimeField()

    class Meta:
        """Where it is kept."""

        managed = False
        db_table = "dokument"
        verbose_name_plural = "dokumenter"

    def __str__(self) -> str:
        return str(self.nummer or self.tittel)
