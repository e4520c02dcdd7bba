"""The one application of the site."""

from django.apps import AppConfig


class LegCheck(AppConfig):
    name = "legsapp"
    verbose_name = "Leg Check"

    def ready(self) -> None:
        from legsapp import checks  # noqa: F401  (registers the checks)
