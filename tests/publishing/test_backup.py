"""The restore drill: back up, lose everything, restore, and nobody notices."""

import json
import sqlite3
import stat
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from legsapp.management import sqlite
from tests.conftest import TINY
from tests.publishing.test_databases import Site

PREPARE = """
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_content", {tiny!r})
call_command("publish")
get_user_model().objects.create_user("edi", password="a long password")
SessionStore().create()
call_command("backup", {path!r})
"""

LOOK = """
import json
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.publishing import live
live.refresh()
held = live.current()
found = assess(held.model, Answers.from_findings(["emergency.none", "feel.swollen", "swell_type.calf_big"]))
print(json.dumps({
    "release": [held.number, held.sha256, held.origin],
    "result": [found.urgency, [item.cause.slug for item in found.shown], [item.flag.slug for item in found.flags]],
    "people": get_user_model().objects.count(),
    "signed in": Session.objects.count(),
}))
"""


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, dict[str, object]]:
    """A site with a release, its backup, and what it said."""
    folder = tmp_path_factory.mktemp("machine")
    path = tmp_path_factory.mktemp("elsewhere") / "leg-check.backup"
    site = Site(folder, f"sqlite:///{folder / 'db.sqlite3'}")
    before = json.loads(site.python(PREPARE.format(tiny=str(TINY), path=str(path)) + LOOK).splitlines()[-1])
    return site, path, before


def test_backup_wipe_restore_gives_the_same_release_and_result(
    drill: tuple[Site, Path, dict[str, object]], tmp_path: Path
) -> None:
    _, path, before = drill
    assert before["signed in"] == 1
    fresh = Site(tmp_path, f"sqlite:///{tmp_path / 'db.sqlite3'}")
    restore = f"from django.core.management import call_command\ncall_command('restore', {str(path)!r})\n"
    after = json.loads(fresh.python(restore + LOOK).splitlines()[-1])
    assert after == {**before, "signed in": 0}


def test_a_running_process_takes_up_what_was_restored(drill: tuple[Site, Path, dict[str, object]]) -> None:
    site, path, before = drill
    code = f"""
import threading
from django.core.management import call_command
from legsapp.publishing import live
call_command("publish", note="a later one")
live.refresh()
print(live.current().number)
worker = threading.Thread(target=call_command, args=("restore", {str(path)!r}), kwargs={{"replace": True}})
worker.start()
worker.join()
print(live.refresh(), live.current().number)
"""
    lines = site.python(code).splitlines()
    assert "2" in lines
    assert lines[-1] == "True 1"
    assert json.loads(site.python(LOOK))["release"] == before["release"]


def test_content_is_not_overwritten_unasked(drill: tuple[Site, Path, dict[str, object]]) -> None:
    site, path, _ = drill
    with pytest.raises(AssertionError, match="--replace"):
        site.manage("restore", path)


def test_a_backup_is_private_whole_and_never_overwritten(drill: tuple[Site, Path, dict[str, object]]) -> None:
    _, path, before = drill
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path], "one file, no remains"
    found = sqlite.check(path)
    assert [found.number, found.sha256] == before["release"][:2]  # type: ignore[index]
    with pytest.raises(sqlite.CopyError, match="already"):
        sqlite.copy_to_new_file(path, path)


@pytest.mark.parametrize("harm", ["missing", "text", "empty", "cut", "changed", "newer"])
def test_what_is_no_backup_is_refused(drill: tuple[Site, Path, dict[str, object]], tmp_path: Path, harm: str) -> None:
    _, path, _ = drill
    wrong = tmp_path / "wrong"
    if harm != "missing":
        wrong.write_bytes({"text": b"not a database", "empty": b""}.get(harm, path.read_bytes()))
    if harm == "cut":
        wrong.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif harm in ("changed", "newer"):
        change = {
            "changed": "UPDATE legsapp_release SET body = replace(body, 'Cramp', 'Krampf')",
            "newer": "UPDATE legsapp_release SET schema = 99",
        }[harm]
        with closing(sqlite3.connect(wrong)) as file, file:
            file.execute(change)
    with pytest.raises(sqlite.CopyError):
        sqlite.check(wrong)


def test_a_full_or_missing_folder_is_told(drill: tuple[Site, Path, dict[str, object]], tmp_path: Path) -> None:
    _, path, _ = drill
    with pytest.raises(sqlite.CopyError, match="cannot be written"):
        sqlite.copy_to_new_file(path, tmp_path / "no" / "such" / "folder")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_without_a_file_of_its_own_the_database_is_left_alone(db: None, tmp_path: Path, command: str) -> None:
    with pytest.raises(CommandError, match=r"in memory|PostgreSQL"):
        call_command(command, tmp_path / "copy", stdout=StringIO())
    assert not list(tmp_path.iterdir())
