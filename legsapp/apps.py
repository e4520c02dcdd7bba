"""The one application of the site, and the admin that it brings."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class LegCheck(AppConfig):
    name = "legsapp"
    verbose_name = "Leg Check"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from legsapp import checks  # noqa: F401  (registers the checks)
        from legsapp.publishing import sessions

        user_logged_in.connect(sessions.begin)


class LegCheckAdmin(AdminConfig):
    default_site = "legsapp.site.Site"
