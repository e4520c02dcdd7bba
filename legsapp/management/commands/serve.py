"""The production start: refuses unsafe settings and changes nothing."""

from typing import Any

from django.core.checks import Tags, run_checks
from django.core.management.base import BaseCommand, CommandError

from legsapp.serving import serve


class Command(BaseCommand):
    help = "Serve the public. Migrations, content and static files are steps of the deployment, not of the start."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [
            found
            for found in run_checks(tags=[Tags.security], include_deployment_checks=True)
            if found.is_serious() or (found.id or "").startswith("legsapp.")
        ]
        if faults:
            raise CommandError(
                "Not started, because:\n" + "\n".join(f"  {found.msg} {found.hint or ''}".rstrip() for found in faults)
            )
        serve()
