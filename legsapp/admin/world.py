"""Sources and places."""

from django.contrib import admin
from django.db.models import URLField

from legsapp.admin.base import RowAdmin, record
from legsapp.models import Place, Source


@admin.register(Source)
class SourceAdmin(RowAdmin):
    list_display = ("title", "authors", "year", "kind", "checked")
    list_filter = ("kind", "year")
    search_fields = ("slug", "title", "authors", "publisher", "doi")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("slug", "kind", "title", "authors", "year", "publisher")}),
        ("Where to find it", {"fields": ("doi", "url", "checked")}),
        record(),
    )


@admin.register(Place)
class PlaceAdmin(RowAdmin):
    list_display = ("name", "emergency", "urgent_line", "units", "position")
    search_fields = ("slug", "name")
    autocomplete_fields = ("sources",)
    fieldsets = (
        (None, {"fields": ("slug", "name", "position", "units")}),
        ("Whom people call there", {"fields": ("emergency", "emergency_other", "urgent_line")}),
        (
            "What services are called there",
            {"fields": ("gp", "pharmacist", "hospital", "minor_injuries", "maternity", "midwife")},
        ),
        ("Where it comes from", {"fields": ("sources",)}),
        record(),
    )
