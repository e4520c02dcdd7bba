"""Topics, questions with their options, and symptoms."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from legsapp.admin.base import PartInline, RowAdmin, record, sources, wording
from legsapp.admin.rows import Recorded
from legsapp.models import Option, Question, Symptom, Topic


class QuestionsOnPage(PartInline):
    model = Question
    fields = ("position", "slug", "text", "kind")
    readonly_fields = ("slug", "text", "kind")
    can_delete = False
    show_change_link = True
    classes = ()
    verbose_name_plural = "questions on this page (at most three)"

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(RowAdmin):
    list_display = ("title", "section", "position", "core", "question_count")
    list_filter = ("section", "core")
    search_fields = ("slug", "title")
    inlines = (QuestionsOnPage,)
    fieldsets = (
        wording("slug", "title"),
        ("When it is asked", {"fields": ("section", "position", "core")}),
        record(),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(question_count=Count("questions"))

    @admin.display(description="questions", ordering="question_count")
    def question_count(self, topic: Topic) -> int:
        return topic.question_count  # type: ignore[attr-defined,no-any-return]


class OptionInline(PartInline):
    model = Option
    fields = (
        "position",
        "slug",
        "label",
        "meaning",
        "heading",
        "exclusive",
        "base_rate",
        "base_rate_source",
        "replaces",
        "term",
        "concern",
    )
    autocomplete_fields = ("base_rate_source",)


@admin.register(Question)
class QuestionAdmin(RowAdmin):
    list_display = ("text", "slug", "topic", "kind", "applies_when", "skippable")
    list_filter = ("topic__section", "topic", "kind", "skippable", "record_only")
    list_select_related = ("topic",)
    search_fields = ("slug", "text", "options__label", "options__slug")
    autocomplete_fields = ("topic", "sources")
    inlines = (OptionInline,)
    fieldsets = (
        wording("slug", "text", "help", "why"),
        ("How it is answered", {"fields": ("kind", "skippable", "record_only")}),
        ("When it is asked", {"fields": ("topic", "position", "applies_when")}),
        sources(),
        record(),
    )


@admin.register(Option)
class OptionAdmin(Recorded):
    """Found by search in other forms; edited with its question."""

    search_fields = ("question__slug", "slug", "label")
    list_select_related = ("question",)
    ordering = ("question__slug", "position")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return obj is None or request.user.has_perm("legsapp.delete_option")  # type: ignore[union-attr]


@admin.register(Symptom)
class SymptomAdmin(RowAdmin):
    list_display = ("name", "medical_name", "slug")
    search_fields = ("slug", "name", "medical_name", "summary")
    autocomplete_fields = ("findings", "sources")
    fieldsets = (
        wording("slug", "name", "medical_name", "summary", "can_mean", "electrolytes"),
        ("How people tell us", {"fields": ("findings",)}),
        sources(),
        record(),
    )
