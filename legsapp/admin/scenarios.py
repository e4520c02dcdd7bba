"""Scenarios: the tests that editors write."""

from django.contrib import admin

from legsapp.admin.base import RowAdmin, record
from legsapp.models import Scenario


@admin.register(Scenario)
class ScenarioAdmin(RowAdmin):
    list_display = ("story", "slug", "kind", "urgency")
    list_filter = ("kind", "urgency")
    search_fields = ("slug", "story", "findings")
    autocomplete_fields = ("causes", "flags", "not_flags", "blocked")
    fieldsets = (
        ("The person", {"fields": ("slug", "kind", "story", "findings")}),
        ("How soon", {"fields": ("urgency", "at_least", "at_most", "flags", "not_flags")}),
        ("What must be shown", {"fields": ("causes", "drink")}),
        ("What must not be advised", {"fields": ("blocked",)}),
        record(),
    )
