"""Pages of the admin that belong to no single concept."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from legsapp.admin import health, moving

LINKS = (
    ("admin:legsapp_health", "Content health", "view_release"),
    ("admin:legsapp_transfer", "Export and import", "import_content"),
    ("admin:legsapp_shipped", "What this version brings", "import_content"),
)


def urls(site: AdminSite) -> list[URLPattern]:
    wrap = site.admin_view
    return [
        path("transfer/", wrap(moving.move), name="legsapp_transfer"),
        path("transfer/export/", wrap(moving.export), name="legsapp_export"),
        path("transfer/<slug:name>.csv", wrap(moving.table), name="legsapp_table"),
        path("health/", wrap(health.page), name="legsapp_health"),
        path("shipped/", wrap(moving.shipped), name="legsapp_shipped"),
    ]
