"""Releases: what is live, what was, and the one place where the draft goes live."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from legsapp.models import Release
from legsapp.publishing import bodies, releases
from legsapp.publishing.compile import ContentError, compile_rows
from legsapp.publishing.gate import Examination, examine

MOST_SHOWN = 200


class PublishForm(forms.Form):
    note = forms.CharField(
        label="What changed, in a sentence", max_length=500, widget=forms.Textarea(attrs={"rows": 3, "cols": 80})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    list_display = ("number", "published_at", "published_by", "note", "short_hash")
    search_fields = ("note", "published_by")
    date_hierarchy = "published_at"
    fields = ("number", "published_at", "published_by", "note", "schema", "sha256")
    readonly_fields = fields
    change_list_template = "admin/legsapp/release/change_list.html"
    change_form_template = "admin/legsapp/release/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("body")

    @admin.display(description="SHA-256")
    def short_hash(self, release: Release) -> str:
        return release.sha256[:12]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("publish/", wrap(self.publish), name="legsapp_release_publish"),
            path("<int:number>/rollback/", wrap(self.rollback), name="legsapp_release_rollback"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_publish": _may_publish(request)} | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        newest = releases.newest()
        extra = {"may_publish": _may_publish(request), "is_newest": newest is not None and str(newest.pk) == object_id}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    @method_decorator(require_http_methods(["GET", "POST"]))
    def publish(self, request: HttpRequest) -> HttpResponse:
        return _publish(self, request)

    @method_decorator(require_http_methods(["GET", "POST"]))
    def rollback(self, request: HttpRequest, number: int) -> HttpResponse:
        return _rollback(self, request, number)


def _may_publish(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("legsapp.add_release"))  # type: ignore[union-attr]


def _require_publisher(request: HttpRequest) -> None:
    if not _may_publish(request):
        raise PermissionDenied


def _publish(site: ReleaseAdmin, request: HttpRequest) -> HttpResponse:
    """Shows what would go live and what stands in its way; a POST publishes it."""
    _require_publisher(request)
    newest = releases.newest()
    form = PublishForm(request.POST or None, initial={"seen": newest.number if newest else 0})
    examination: Examination | None = None
    if request.method == "POST" and form.is_valid():
        try:
            release = releases.publish(
                request.user.get_username(), form.cleaned_data["note"], form.cleaned_data["seen"]
            )
        except releases.Refused as refused:
            examination = refused.examination
        except (releases.PublishError, ContentError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        else:
            return _done(site, request, release, f"Release {release.number} is published.")
    trouble, changes = "", ()
    try:
        draft = compile_rows()
        examination = examination or examine(draft)
        changes = releases.compare(releases.open_release(newest), draft) if newest else ()
    except (ContentError, bodies.BodyError) as error:
        trouble = str(error)
    context = {
        **site.admin_site.each_context(request),
        "title": "Publish the draft",
        "opts": Release._meta,
        "form": form,
        "newest": newest,
        "trouble": trouble,
        "examination": examination,
        "warnings": [item for item in examination.problems if item.severity != "error"] if examination else [],
        "unexpected": [item for item in examination.outcomes if item.faults] if examination else [],
        "change_count": len(changes),
        "changes": [
            (change.where, releases.as_text(change.before), releases.as_text(change.after))
            for change in changes[:MOST_SHOWN]
        ],
        "more_changes": max(0, len(changes) - MOST_SHOWN),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/legsapp/release/publish.html", context, status=status)


def _rollback(site: ReleaseAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Asks first; a POST publishes the older body again."""
    _require_publisher(request)
    release = get_object_or_404(Release, number=number)
    newest = releases.newest()
    if request.method == "POST":
        try:
            again = releases.rollback(number, request.user.get_username())
        except (releases.PublishError, bodies.BodyError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:legsapp_release_changelist"))
        messages.warning(request, "The draft still holds the newer rows. Change them before you publish again.")
        return _done(site, request, again, f"Release {again.number} is published: the same as release {number}.")
    context = {
        **site.admin_site.each_context(request),
        "title": f"Go back to release {number}",
        "opts": Release._meta,
        "release": release,
        "newest": newest,
    }
    return TemplateResponse(request, "admin/legsapp/release/rollback.html", context)


def _done(site: ReleaseAdmin, request: HttpRequest, release: Release, text: str) -> HttpResponse:
    site.log_addition(request, release, text)
    messages.success(request, text)
    return HttpResponseRedirect(reverse("admin:legsapp_release_changelist"))
