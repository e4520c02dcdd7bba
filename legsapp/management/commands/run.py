"""The local start: prepares what is missing, then serves. Safe to repeat; it never touches edits."""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from legsapp.models import Question, Release
from legsapp.publishing import live, releases, shipments, transfer
from legsapp.serving import serve


class Command(BaseCommand):
    help = "Prepare what is missing (database, content, first release, static files) and serve this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._database()
            self._content()
        except DatabaseError as error:
            if live.read_file(settings.LAST_RELEASE) is None:
                raise CommandError(f"The database cannot be used: {error}") from error
            self.stderr.write(f"The database cannot be used ({error}); serving the last release of this machine.")
        self._static()
        self.stdout.write(f"Leg Check is on http://{settings.HOST}:{settings.PORT}/ (Ctrl-C ends it)")
        self.stdout.write("To edit the content, create an account with `make admin` and open /admin/.")
        self.stdout.flush()
        serve()

    def _database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database ...")
            call_command("migrate", verbosity=0, interactive=False)

    def _content(self) -> None:
        if Release.objects.exists():
            return
        try:
            if not Question.objects.exists():
                self.stdout.write("Loading the content ...")
                shipments.note(transfer.load_folder(settings.FIXTURES, "make run"), "make run")
            self.stdout.write("Publishing the first release ...")
            releases.publish("make run", "First release")
        except (transfer.TransferError, releases.PublishError) as error:
            raise CommandError(f"The content cannot be published:\n{error}") from error

    def _static(self) -> None:
        """Collect the static files when one was added, changed or removed."""
        mark = settings.DATA_DIR / "static-mark"
        now = _static_fingerprint()
        if (settings.STATIC_ROOT / "staticfiles.json").is_file() and mark.is_file() and mark.read_text() == now:
            return
        self.stdout.write("Collecting static files ...")
        ignored = settings.STATIC_IGNORE
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=ignored)
        mark.write_text(now)


def _static_fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(settings.STATIC_IGNORE):
            state = os.stat(Path(storage.path(path)))
            found.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()
