"""An older release becomes the live content again."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legsapp.publishing import bodies, releases


class Command(BaseCommand):
    help = "Publish the body of an older release as a new one. The draft keeps its changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)
        parser.add_argument("--note", default="")
        parser.add_argument("--by", default=None, help="who rolls back (default: the user of this machine)")

    def handle(self, *args: Any, number: int, note: str, by: str | None, **options: Any) -> None:
        try:
            release = releases.rollback(number, by or getpass.getuser(), note)
        except (releases.PublishError, bodies.BodyError) as error:
            raise CommandError(f"Not rolled back: {error}") from error
        self.stdout.write(f"Published release {release.number}: the same as release {number}.")
        self.stdout.write("The draft still holds the newer rows; change them before you publish again.")
