"""A whole journey leaves nothing of itself on the server: in no row, no file, no line of the log, no memory."""

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from legsapp.engine.answers import Answers
from legsapp.publishing import live
from legsapp.web import rendering
from legsapp.web.answer_cookie import Unreadable, Visit, seal, unseal
from tests.conftest import TINY
from tests.e2e.server import ROOT, Server
from tests.walk import Walker
from tests.web.browser import Browser

CANARY = "zqcanaryzq"  # a word that is in no content, sent wherever a browser can put words
PREPARE = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_content", {str(TINY)!r})
call_command("publish")
"""


class Installation:
    """The site with a database in a file, as a host runs it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        self.database = self.data / "db.sqlite3"
        environment = {"TEST_DATA_DIR": str(self.data), "TEST_DATABASE_URL": f"sqlite:///{self.database}"}
        subprocess.run(
            [sys.executable, "-c", PREPARE],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
            check=True,
            timeout=120,
            capture_output=True,
        )
        self.server = Server("legsapp.wsgi:application", folder, **environment)

    def rows(self) -> list[str]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            return list(connection.iterdump())

    def files(self) -> dict[str, bytes]:
        """Everything in the folder of data; SQLite's files of the moment apart, which ``rows`` reads."""
        return {
            str(path.relative_to(self.data)): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and not path.name.startswith(self.database.name)
        }


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installed = Installation(tmp_path_factory.mktemp("canary"))
    with installed.server:
        yield installed


def journeys(url: str) -> set[str]:
    """Walks to results, and the canary wherever a browser can put words; the telling options that were answered."""
    told: set[str] = set()
    for seed in range(8):
        walker = Walker(url, seed)
        walker.walk()
        told |= {option for _, options in walker.answers for option in options if len(option) > 4}
    host = url.removeprefix("http://")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for method, path, body, headers in (
        ("POST", "/check/1/", f"emergency={CANARY}&{CANARY}=1", form),
        ("POST", "/check/1/", CANARY * 8000, form),
        ("POST", "/drinks/calculator/", f"way=measured&before={CANARY}", form),
        ("GET", "/nowhere/?answer=" + CANARY, None, {}),
        ("GET", f"/check/1/?answer={CANARY}", None, {}),
        ("GET", f"/search/?q={CANARY}", None, {}),
        ("GET", f"/foods/?q={CANARY}", None, {}),
        ("GET", "/results/", None, {"Cookie": f"answers={CANARY}; notice={CANARY}; place={CANARY}"}),
        ("GET", "/check/1/", None, {"Referer": f"{url}/{CANARY}", "User-Agent": CANARY, "X-Forwarded-For": CANARY}),
    ):
        connection = HTTPConnection(host, timeout=20)
        connection.request(method, path, body, headers)
        assert connection.getresponse().status < 500, (method, path)
        connection.close()
    return told


def test_no_row_no_file_and_no_line_of_the_log(installation: Installation) -> None:
    rows, files, said = installation.rows(), installation.files(), installation.server.said()
    told = journeys(installation.server.url)
    assert len(told) >= 3
    assert installation.rows() == rows, "a row was written"
    assert installation.files() == files, "a file was written"
    log = installation.server.said().removeprefix(said)
    assert "/check/" in log, "nothing is logged, so this proves nothing"
    assert CANARY not in log
    assert [option for option in sorted(told) if option in log] == []
    assert not any(CANARY.encode() in content for content in installation.files().values())


def test_nothing_of_a_visit_stays_in_the_memory_of_the_process(shipped_live_memory: live.Snapshot) -> None:
    """After the replies are gone no answers are left, in no cache of ours or Django's."""
    gc.collect()
    before = {id(thing) for thing in gc.get_objects() if isinstance(thing, Visit)}
    browser = Browser(Client())
    assert browser.give("feel.cramp", "severe.severe").status_code == 200
    del browser
    gc.collect()
    left = [thing for thing in gc.get_objects() if isinstance(thing, Visit) and id(thing) not in before]
    left = [visit for visit in left if len(visit.answers)]
    assert left == []
    kept = [piece for pieces in (rendering.FRAMES, rendering.PARTS) for piece in pieces._kept[1].values()]
    assert kept, "nothing is kept, so this proves nothing"
    assert not any(" checked" in piece or "data-cause" in piece for piece in kept)
    assert not getattr(caches["default"], "_cache", {})


@pytest.fixture
def shipped_live_memory(tiny: live.KnowledgeBase) -> Iterator[live.Snapshot]:
    with live.holding(tiny) as snapshot:
        yield snapshot


def test_the_cookie_opens_with_its_key_alone() -> None:
    visit = Visit(Answers.from_findings(["emergency.none", "feel.cramp"]))
    token = seal(visit)
    assert unseal(token) == visit
    assert seal(visit) != token, "the same answers must not give the same cookie"
    for key in ("another key, " * 5, "x" * 60):
        with override_settings(SECRET_KEY=key, SECRET_KEY_FALLBACKS=[]), pytest.raises(Unreadable):
            unseal(token)
