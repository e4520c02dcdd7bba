"""Relief, comparisons, common questions, claims and the glossary."""

from django.contrib import admin

from legsapp.admin.base import RowAdmin, record, sources, wording
from legsapp.models import ClaimCheck, ComparisonRow, Faq, GlossaryTerm, Relief


@admin.register(Relief)
class ReliefAdmin(RowAdmin):
    list_display = ("name", "kind", "grade", "slug")
    list_filter = ("kind", "grade", "tags")
    search_fields = ("slug", "name", "how")
    autocomplete_fields = ("causes", "tags", "sources")
    fieldsets = (
        wording("slug", "name", "kind", "how", "helps", "who_must_not"),
        ("How sure", {"fields": ("grade", "evidence")}),
        ("Whom it is offered to", {"fields": ("causes", "condition", "tags")}),
        sources(),
        record(),
    )


@admin.register(ComparisonRow)
class ComparisonAdmin(RowAdmin):
    list_display = ("feature", "table", "position")
    list_filter = ("table",)
    search_fields = ("slug", "feature", "first", "second", "third")
    autocomplete_fields = ("sources",)
    fieldsets = (
        (None, {"fields": ("slug", "table", "position", "feature")}),
        ("Side by side", {"fields": ("first", "second", "third")}),
        ("For some people", {"fields": ("personal", "personal_text")}),
        sources(),
        record(),
    )


@admin.register(Faq)
class FaqAdmin(RowAdmin):
    list_display = ("question", "position", "slug")
    search_fields = ("slug", "question", "answer")
    autocomplete_fields = ("sources",)
    fieldsets = (wording("slug", "position", "question", "answer"), sources(), record())


@admin.register(ClaimCheck)
class ClaimAdmin(RowAdmin):
    list_display = ("claim", "verdict", "grade", "position", "review_by")
    list_filter = ("verdict", "grade", "review_by")
    search_fields = ("slug", "claim", "finding")
    autocomplete_fields = ("sources",)
    fieldsets = (
        wording("slug", "position", "claim", "verdict", "finding", "grade"),
        sources(),
        record("reviewed_on", "review_by"),
    )


@admin.register(GlossaryTerm)
class GlossaryAdmin(RowAdmin):
    list_display = ("term", "meaning", "slug")
    search_fields = ("slug", "term", "meaning", "also")
    fieldsets = (wording("slug", "term", "meaning", "also"), record())
