"""A backup becomes the SQLite database again."""

from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from legsapp.management import sqlite
from legsapp.models import Release


class Command(BaseCommand):
    help = "Put a file written by backup in the place of the SQLite database: all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a file written by backup")
        parser.add_argument("--replace", action="store_true", help="throw away the database that is there now")

    def handle(self, *args: Any, path: Path, replace: bool, **options: Any) -> None:
        path = path.expanduser().absolute()
        try:
            target = sqlite.database()
            if target.is_file() and not replace and _has_releases():
                raise sqlite.CopyError("There is content already. With --replace it is thrown away.")
            contents = sqlite.check(path)
            known = {name for app, name in MigrationLoader(None).disk_migrations if app == "legsapp"}
            if newer := sorted(contents.migrations - known):
                raise sqlite.CopyError(f"{path} was written by a newer version: {', '.join(newer)}")
            connection.close()
            sqlite.copy(path, target)
        except sqlite.CopyError as error:
            raise CommandError(f"Not restored: {error}") from error
        Session.objects.all().delete()
        self.stdout.write(f"Restored {contents} from {path}. Everybody who was signed in must sign in again.")
        if known - contents.migrations:
            self.stdout.write("It was written by an older version: run manage.py migrate before you serve.")


def _has_releases() -> bool:
    return Release._meta.db_table in connection.introspection.table_names() and Release.objects.exists()
