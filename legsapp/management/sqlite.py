"""Copies of the SQLite database while it is in use, by SQLite's own backup API: one moment, whole or not at all."""

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from legsapp.publishing import bodies

SECONDS = 20  # how long to wait for somebody who is writing


class CopyError(Exception):
    """Nothing was copied; says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy was found to hold."""

    number: int  # of the newest release; 0 for none
    sha256: str
    migrations: frozenset[str]  # of this application

    def __str__(self) -> str:
        return f"release {self.number} ({self.sha256[:12]})" if self.number else "no release"


def database() -> Path:
    """The file of the site's database. Raises CopyError where it is none."""
    if connection.vendor != "sqlite":
        raise CopyError("DATABASE_URL names PostgreSQL. Use pg_dump and pg_restore: docs/deploy.md says how.")
    name = str(connection.settings_dict["NAME"])
    if "memory" in name:
        raise CopyError("The database is in memory only.")
    return Path(name)


def copy(source: Path, target: Path) -> None:
    """All of one database into another, in one transaction of each."""
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True, timeout=SECONDS)) as one,
            closing(sqlite3.connect(target, timeout=SECONDS)) as other,
        ):
            one.backup(other)
    except sqlite3.Error as error:
        raise CopyError(f"{source} cannot be copied to {target}: {error}") from error


def copy_to_new_file(source: Path, target: Path) -> Contents:
    """A copy that only its owner can read, checked before it gets its name."""
    if target.exists():
        raise CopyError(f"{target} is there already. Choose another name.")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # readable by its owner alone
    except OSError as error:
        raise CopyError(f"{target} cannot be written: {error}") from error
    os.close(handle)
    temporary = Path(name)
    try:
        copy(source, temporary)
        with closing(sqlite3.connect(temporary)) as made:
            made.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
        contents = check(temporary)
        os.replace(temporary, target)
        return contents
    except (OSError, sqlite3.Error) as error:
        raise CopyError(f"{target} cannot be written: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def check(path: Path) -> Contents:
    """Read all of a copy: SQLite's integrity check, and the newest release against its SHA-256."""
    if not path.is_file():
        raise CopyError(f"{path} is not there.")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=SECONDS)) as file:
            if (found := file.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise CopyError(f"{path} is damaged: {found}")
            newest = file.execute(
                "SELECT number, schema, sha256, body FROM legsapp_release ORDER BY number DESC LIMIT 1"
            ).fetchone()
            migrations = file.execute("SELECT name FROM django_migrations WHERE app = 'legsapp'").fetchall()
    except sqlite3.Error as error:
        raise CopyError(f"{path} holds no content of this application: {error}") from error
    number, schema, sha256, body = newest or (0, 0, "", "")
    if newest:
        try:
            bodies.decode(body.encode(), schema, sha256)
        except bodies.BodyError as error:
            raise CopyError(f"{path}: release {number} cannot be used: {error}") from error
    return Contents(number, sha256, frozenset(name for (name,) in migrations))
