"""Releases: what is live, what was, and the one place where the draft goes live."""

from typing import Any

from django.contrib import admin
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from legsapp.admin import going_live
from legsapp.admin.front import may
from legsapp.admin.records import Kept
from legsapp.models import Release
from legsapp.publishing import releases

COUNTED = ("causes", "questions", "red_flags", "cautions", "scenarios")


@admin.register(Release)
class ReleaseAdmin(Kept):
    list_display = ("number", "state", "published_at", "published_by", "note")
    search_fields = ("note", "published_by")
    date_hierarchy = "published_at"
    fields = ("number", "published_at", "published_by", "note", "holds", "schema", "sha256")
    readonly_fields = fields
    change_list_template = "admin/legsapp/release/change_list.html"
    change_form_template = "admin/legsapp/release/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        newest = Release.objects.newest()
        live, last = (Subquery(newest.values(name)[:1]) for name in ("sha256", "number"))
        return super().get_queryset(request).defer("body").annotate(live=live, last=last)

    @admin.display(description="live")
    def state(self, release: Any) -> str:
        """Where a release stands to what people see now."""
        if release.number == release.last:
            return "now"
        return "the same" if release.sha256 == release.live else ""

    @admin.display(description="holds")
    def holds(self, release: Release) -> str:
        return ", ".join(f"{release.counts.get(name, 0)} {name.replace('_', ' ')}" for name in COUNTED)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("publish/", wrap(going_live.publish), name="legsapp_release_publish"),
            path("compare/", wrap(going_live.compare_two), name="legsapp_release_compare"),
            path("reset/", wrap(going_live.reset), name="legsapp_release_reset"),
            path("<int:number>/rollback/", wrap(going_live.rollback), name="legsapp_release_rollback"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {
            "may_publish": may(request, "add_release"),
            "may_import": may(request, "import_content"),
            "numbers": list(Release.objects.newest().values_list("number", flat=True)[:200]),
        }
        return super().changelist_view(request, extra | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        newest = releases.newest()
        extra = {
            "may_publish": may(request, "add_release"),
            "may_preview": may(request, "preview_draft"),
            "is_newest": newest is not None and str(newest.pk) == object_id,
            "live": newest,
        }
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))
