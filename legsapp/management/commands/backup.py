"""The SQLite database into a file, while the site runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legsapp.management import sqlite


class Command(BaseCommand):
    help = "Copy the SQLite database to a new file that its owner alone can read. The site may go on running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a file that does not exist yet, on any file system")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            source = sqlite.database()
            if not source.is_file():
                raise sqlite.CopyError(f"{source} is not there: nothing to back up.")
            contents = sqlite.copy_to_new_file(source, path.expanduser().absolute())
        except sqlite.CopyError as error:
            raise CommandError(f"Not backed up: {error}") from error
        self.stdout.write(f"Backed up {contents} to {path}.")
