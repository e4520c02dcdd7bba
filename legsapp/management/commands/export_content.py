"""The rows into files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from legsapp.publishing import transfer


class Command(BaseCommand):
    help = "Write the content as a folder of YAML files. The same content always gives the same bytes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        transfer.dump_folder(folder)
        self.stdout.write(f"Wrote the content to {folder}.")
