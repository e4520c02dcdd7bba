"""Content from files into the rows."""

import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from legsapp.models import Question
from legsapp.publishing import shipments, transfer


class Command(BaseCommand):
    help = "Load the content from a folder of YAML files: all of it or, if anything is wrong, none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument("--replace", action="store_true", help="throw away the content that is there now")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        if Question.objects.exists() and not replace:
            raise CommandError("There is content already. With --replace it is thrown away.")
        try:
            kb = transfer.load_folder(folder, getpass.getuser())
        except transfer.TransferError as error:
            raise CommandError(f"Nothing was loaded:\n{error}") from error
        if folder.resolve() == settings.FIXTURES.resolve():
            shipments.note(kb, getpass.getuser())
        self.stdout.write(f"Loaded {len(kb.questions)} questions and {len(kb.causes)} causes from {folder}.")
