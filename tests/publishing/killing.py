"""Kills a process at random moments while it publishes, imports or rolls back, and looks at what it leaves behind.

``python -m tests.publishing.killing FOLDER KILLS SEED`` on an installation that is prepared with the content of FOLDER.
A second content that differs in every row is imported, published and taken back in turn, so that a mixture would show.
"""

import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp

import django

django.setup()

import msgspec  # noqa: E402  (what follows needs the settings)
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from legsapp.engine.knowledge import KnowledgeBase  # noqa: E402
from legsapp.models import Change, Release  # noqa: E402
from legsapp.publishing import bodies, bundle, live, releases, transfer  # noqa: E402
from legsapp.publishing.compile import compile_rows  # noqa: E402

TEXTS = ("name", "title", "story", "claim", "term", "feature", "question", "text")
HOST, RELEASES = "127.0.0.1", "/admin/legsapp/release/"


def otherwise(kb: KnowledgeBase) -> KnowledgeBase:
    """The same content with another text in every row that has one."""
    found = {}
    for concept, rows in msgspec.structs.asdict(kb).items():
        if isinstance(rows, tuple):
            found[concept] = tuple(map(_changed, rows))
    return msgspec.structs.replace(kb, **found)


def _changed(row: msgspec.Struct) -> msgspec.Struct:
    name = next((name for name in TEXTS if getattr(row, name, "")), None)
    return msgspec.structs.replace(row, **{name: f"{getattr(row, name)} II"}) if name else row


class Stage:
    """Two contents, each a release and a folder, and people who move between them."""

    def __init__(self, folder: Path) -> None:
        first = transfer.read_folder(folder)
        self.folders = [folder, Path(mkdtemp(dir=settings.DATA_DIR))]
        transfer.write_folder(self.folders[1], otherwise(first))
        self.bodies, self.packed = [], []
        for content in (otherwise(first), first):
            transfer.write_rows(content, "edi", "Prepared")
            self.bodies.insert(0, bodies.encode(compile_rows()).decode())
            self.packed.insert(0, bundle.pack(content))
            releases.publish("pia", "Prepared")
        assert self.bodies[0] != self.bodies[1]
        live.refresh()
        self.recorded = Change.objects.count()
        self.people = {name: User.objects.create_superuser(name) for name in ("edi", "pia")}

    def signed_in(self, name: str) -> Client:
        client = Client(headers={"host": HOST})
        client.force_login(self.people[name])
        return client

    @property
    def other(self) -> int:
        """The content that the rows do not hold."""
        return 1 - self.bodies.index(bodies.encode(compile_rows()).decode())

    def state(self) -> tuple[int, int]:
        return self.other, Release.objects.count()

    def publish(self) -> None:
        newest = releases.newest()
        assert newest is not None
        sent = {"note": "On", "seen": str(newest.number)}
        reply = self.signed_in("pia").post("/admin/legsapp/release/publish/", sent)
        assert reply.headers["Location"] == RELEASES, "refused"

    def roll_back(self) -> None:
        numbers = list(Release.objects.order_by("number").values_list("number", flat=True)[1:3])
        newest = releases.newest()
        assert newest is not None
        to = numbers[newest.number % 2]
        reply = self.signed_in("pia").post(f"/admin/legsapp/release/{to}/rollback/")
        assert reply.headers["Location"] == RELEASES
        assert releases.newest() != newest, "refused"

    def import_by_admin(self) -> None:
        client = self.signed_in("edi")
        page = client.post("/admin/transfer/", {"file": SimpleUploadedFile("content.zip", self.packed[self.other])})
        token = re.search(r'name="confirmed" value="([^"]+)"', page.content.decode())
        assert token
        reply = client.post("/admin/transfer/", {"confirmed": token[1]})
        assert reply.headers["Location"] == "/admin/", "refused"

    def import_by_command(self) -> None:
        call_command("import_content", self.folders[self.other], apply=True, stdout=StringIO())

    @property
    def operations(self) -> tuple[Callable[[], None], ...]:
        return self.publish, self.import_by_admin, self.roll_back, self.import_by_command

    def look(self, changes: int) -> None:
        """The old state or the new one, all of it."""
        assert bodies.encode(compile_rows()).decode() in self.bodies, "the rows are a mixture"
        assert (Change.objects.count() - self.recorded) % changes == 0, "the history is a mixture"
        found = list(Release.objects.order_by("number"))
        assert [release.number for release in found] == list(range(1, len(found) + 1)), "a number is missing"
        for release in found[1:]:
            assert release.body in self.bodies, "a release is a mixture"
            assert bodies.digest(release.body.encode()) == release.sha256
        releases.open_release(found[-1])
        kept = live.read_file(settings.LAST_RELEASE)
        assert kept is not None and kept.sha256 in {release.sha256 for release in found}, "the kept file is broken"
        assert live.refresh() and live.current().sha256 == found[-1].sha256  # type: ignore[union-attr]


def seconds(operate: Callable[[], None]) -> float:
    begun = time.monotonic()
    operate()
    return time.monotonic() - begun


def kill_during(operate: Callable[[], None], after: float) -> None:
    """Another process does it again and again until it is killed, or left alone."""
    connection.close()
    begun, begin = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            live._state.thread = None
            os.write(begin, b"!")
            while os.getppid() == parent:
                operate()
        finally:
            os._exit(3)
    os.read(begun, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(begun)
    os.close(begin)
    _let_go()
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, "it ended before it was killed"


def _let_go() -> None:
    """PostgreSQL may still be at the last order of a client that is dead: it leaves the whole when it ends."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise RuntimeError("the session of a process that was killed does not end")


def main(folder: str, kills: str, seed: str) -> None:
    stage, luck, done, moved_on = Stage(Path(folder)), random.Random(int(seed)), Counter[str](), 0
    before = Change.objects.count()
    for _ in range(2):  # the first time everything is loaded
        took = {operate.__name__: seconds(operate) for operate in stage.operations}
    changes = (Change.objects.count() - before) // 4  # of one import
    for number in range(int(kills)):
        operate, was = stage.operations[number % len(stage.operations)], stage.state()
        kill_during(operate, luck.uniform(0, 2.5 * took[operate.__name__]))
        stage.look(changes)
        done[operate.__name__] += 1
        moved_on += stage.state() != was
    print(json.dumps({"kills": done, "moved on": moved_on, "seconds": took}))


if __name__ == "__main__":
    main(*sys.argv[1:])
