"""Red flags, cautions and the tags that cautions block advice by."""

from django.contrib import admin

from legsapp.admin.base import RowAdmin, record, sources, wording
from legsapp.models import AdviceTag, Caution, RedFlag


@admin.register(RedFlag)
class RedFlagAdmin(RowAdmin):
    list_display = ("name", "slug", "urgency", "condition", "review_by")
    list_filter = ("urgency", "review_by")
    search_fields = ("slug", "name", "condition", "advice")
    autocomplete_fields = ("pins", "sources")
    fieldsets = (
        ("When it fires", {"fields": ("slug", "name", "urgency", "condition")}),
        wording("advice", "why", "while_waiting"),
        ("What it points to", {"fields": ("pins",)}),
        sources(),
        record("reviewed_on", "review_by"),
    )


@admin.register(Caution)
class CautionAdmin(RowAdmin):
    list_display = ("name", "slug", "precedence", "condition")
    search_fields = ("slug", "name", "condition", "instead")
    list_filter = ("blocks",)
    autocomplete_fields = ("blocks", "sources")
    fieldsets = (
        ("Whom it protects", {"fields": ("slug", "name", "condition", "precedence")}),
        ("What they must not be told", {"fields": ("blocks",)}),
        wording("instead", "why"),
        sources(),
        record(),
    )


@admin.register(AdviceTag)
class AdviceTagAdmin(RowAdmin):
    list_display = ("name", "slug")
    search_fields = ("slug", "name")
    fieldsets = ((None, {"fields": ("slug", "name")}), record())
