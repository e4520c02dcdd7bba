"""Causes, with advice and evidence."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from legsapp.admin.base import PartInline, RowAdmin, record, sources, wording
from legsapp.models import Cause, EvidenceGroup, EvidenceRow, SelfCareLine


class SelfCareInline(PartInline):
    model = SelfCareLine
    fields = ("position", "text", "tags")
    autocomplete_fields = ("tags",)


class EvidenceInline(PartInline):
    model = EvidenceRow
    fields = ("finding", "how_often", "lr_present", "lr_absent", "source", "note")
    autocomplete_fields = ("finding", "source")


class GroupInline(PartInline):
    model = EvidenceGroup
    fields = ("slug", "findings", "cap_for", "cap_against", "note")
    autocomplete_fields = ("findings",)


@admin.register(Cause)
class CauseAdmin(RowAdmin):
    list_display = ("name", "slug", "group", "urgency", "common", "electrolytes", "evidence_count", "review_by")
    list_filter = ("group", "urgency", "common", "electrolytes", "electrolytes_grade", "contributor", "review_by")
    search_fields = ("slug", "name", "medical_name", "icd10", "summary")
    autocomplete_fields = ("look_alikes", "sources", "food_aims")
    date_hierarchy = "review_by"
    inlines = (SelfCareInline, EvidenceInline, GroupInline)
    fieldsets = (
        wording("slug", "name", "medical_name", "summary", "covers"),
        ("How soon to get help", {"fields": ("urgency", "see_sooner")}),
        (
            "Electrolytes",
            {"fields": ("electrolytes", "electrolytes_text", "electrolytes_grade", "food_aims")},
        ),
        ("What a clinician may do", {"fields": ("clinician",)}),
        ("How common it is", {"fields": ("common", "prior_per_1000", "prior_note", "contributor")}),
        ("Its place among the others", {"fields": ("group", "icd10", "look_alikes")}),
        sources(),
        record("reviewed_on", "review_by"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cause]:
        return super().get_queryset(request).annotate(evidence_count=Count("evidence"))

    @admin.display(description="evidence", ordering="evidence_count")
    def evidence_count(self, cause: Cause) -> int:
        return cause.evidence_count  # type: ignore[attr-defined,no-any-return]
