"""The rows become the live content."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legsapp.publishing import releases
from legsapp.publishing.compile import ContentError


class Command(BaseCommand):
    help = "Check the draft and publish it as a new release."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--note", default="", help="what changed, in a sentence")
        parser.add_argument("--by", default=None, help="who publishes (default: the user of this machine)")

    def handle(self, *args: Any, note: str, by: str | None, **options: Any) -> None:
        try:
            release = releases.publish(by or getpass.getuser(), note)
        except releases.Refused as refused:
            raise CommandError(f"Not published, because:\n{refused}") from refused
        except (releases.PublishError, ContentError) as error:
            raise CommandError(f"Not published: {error}") from error
        self.stdout.write(f"Published release {release.number} ({release.sha256[:12]}).")
