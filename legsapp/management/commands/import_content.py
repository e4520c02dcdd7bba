"""Files compared with the rows and, when asked, put in their place."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legsapp.publishing import bodies, bundle, transfer
from legsapp.publishing.compile import plain_rows
from legsapp.publishing.differences import as_text, compare_plain


class Command(BaseCommand):
    help = "Show what a folder of YAML files (or an exported .zip) would change; with --apply, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--apply", action="store_true", help="put it in the place of the rows")

    def handle(self, *args: Any, path: Path, apply: bool, **options: Any) -> None:
        try:
            kb = bundle.unpack(path.read_bytes()) if path.is_file() else transfer.read_folder(path)
            for item in (changes := compare_plain(plain_rows(), bodies.plain(kb))):
                self.stdout.write(f"{item.where}: {as_text(item.before)} -> {as_text(item.after)}")
            if apply and changes:
                transfer.write_rows(kb, getpass.getuser(), f"Imported from {path.name}")
        except (transfer.TransferError, OSError) as error:
            raise CommandError(f"Nothing was imported:\n{error}") from error
        done = "imported" if apply else "nothing was changed; add --apply to import"
        self.stdout.write(f"{len(changes)} differences: {done}.")
