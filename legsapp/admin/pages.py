"""Pages of the admin that belong to no single concept."""

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from legsapp.admin import health, moving
from legsapp.admin.going_live import allowed
from legsapp.publishing.concepts import BY_NAME

LINKS = (
    ("admin:legsapp_health", "Content health", "view_release"),
    ("admin:legsapp_transfer", "Export and import", "import_content"),
    ("admin:legsapp_shipped", "What this version brings", "import_content"),
)


@allowed("view_release", "GET")
def row(request: HttpRequest, concept: str, slug: str) -> HttpResponse:
    """The page of a row, by the names that conditions, reports and releases call it."""
    if concept not in BY_NAME:
        raise Http404
    model = BY_NAME[concept].model
    found = get_object_or_404(model, slug=slug)
    return HttpResponseRedirect(reverse(f"admin:legsapp_{model._meta.model_name}_change", args=[found.pk]))


def urls(site: AdminSite) -> list[URLPattern]:
    wrap = site.admin_view
    return [
        path("transfer/", wrap(moving.move), name="legsapp_transfer"),
        path("transfer/export/", wrap(moving.export), name="legsapp_export"),
        path("transfer/<slug:name>.csv", wrap(moving.table), name="legsapp_table"),
        path("health/", wrap(health.page), name="legsapp_health"),
        path("row/<slug:concept>/<slug:slug>/", wrap(row), name="legsapp_row"),
        path("shipped/", wrap(moving.shipped), name="legsapp_shipped"),
    ]
