"""The registers as Django's documentation advises for large tables: related rows joined, foreign keys by their id."""

from django.contrib import admin
from registers.models import Barn, Dokument, Enhet


class DokumentAdmin(admin.ModelAdmin):
    """Documents, newest first."""

    list_display = ("nummer", "tittel", "gjelder", "enhet", "status", "endret")
    list_select_related = ("enhet",)
    list_per_page = 50
    list_filter = ("status",)
    search_fields = ("tittel", "gjelder", "nummer")
    ordering = ("-endret", "-id")
    raw_id_fields = ("enhet",)
    readonly_fields = ("id",)


class BarnAdmin(admin.ModelAdmin):
    """Children by name."""

    list_display = ("navn", "foedselsdato")
    list_per_page = 50
    search_fields = ("navn", "fnr")
    ordering = ("navn", "id")
    readonly_fields = ("id",)


admin.site.register(Dokument, DokumentAdmin)
admin.site.register(Barn, BarnAdmin)
admin.site.register(Enhet)
