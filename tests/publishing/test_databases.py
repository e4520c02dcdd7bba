"""SQLite and PostgreSQL alike: the same suites, publishers at once, an outage."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TINY
from tests.postgres import Cluster

ROOT = Path(__file__).parent.parent.parent
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class Site:
    """An installation of its own, used through other processes."""

    def __init__(self, folder: Path, url: str) -> None:
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("TEST_", "DJANGO_"))},
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
        }

    def at(self, url: str) -> "Site":
        """The same machine with another database."""
        return Site(Path(self.env["DATA_DIR"]), url)

    def manage(self, *command: object) -> str:
        return self._run("manage.py", *map(str, command))

    def python(self, code: str) -> str:
        return self._run("-W", "error", "-c", f"import django; django.setup()\n{code}")

    def prepare(self) -> None:
        """Rows, and release 1."""
        self.python(
            f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_content", {str(TINY)!r})
call_command("publish")
"""
        )

    def _run(self, *arguments: str) -> str:
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "legsapp.settings"}
        result = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300
        )
        assert result.returncode == 0, result.stderr
        return result.stdout


@pytest.fixture(scope="module", params=BOTH)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    tmp_path = tmp_path_factory.mktemp("site")
    if request.param == "sqlite":
        site = Site(tmp_path, f"sqlite:///{tmp_path / 'db.sqlite3'}")
    else:
        cluster: Cluster = request.getfixturevalue("postgresql")
        site = Site(tmp_path, cluster.url)
    site.prepare()
    return site


@pytest.mark.postgres
@pytest.mark.slow
def test_the_suites_of_rows_and_publishing_pass_on_postgresql(postgresql: Cluster, tmp_path: Path) -> None:
    env = {**os.environ, "TEST_DATABASE_URL": postgresql.url, "TEST_DATA_DIR": str(tmp_path)}
    names = ("transfer", "releases", "live")
    suites = ["tests/models", *(f"tests/publishing/test_{name}.py" for name in names)]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *suites],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout[-4000:]


PUBLISH_AT_ONCE = """
import json, multiprocessing
from django.db import connection
from legsapp.models import Change, GlossaryTerm, Release
from legsapp.publishing import history, releases
from legsapp.publishing.compile import compile_rows

def write_and_publish(who, seen, start, told):
    start.wait()
    with history.recording(f"p{who}"):
        GlossaryTerm.objects.create(slug=f"word_{who}", term=f"Word {who}", meaning="A word.")
    told.put((who, publish(who, seen)))

def publish(who, seen):
    try:
        return releases.publish(f"p{who}", f"Word {who}", seen=seen).number
    except releases.Overtaken as overtaken:
        return str(overtaken)

def go_on(who, told):
    "Look at what is live, and publish on top of it, until it works."
    while isinstance(came_of_it := publish(who, releases.newest().number), str):
        pass
    told.put((who, came_of_it))

def together(target, *arguments):
    told = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=target, args=(*given, told)) for given in zip(*arguments)]
    for process in processes:
        process.start()
    found = dict(told.get(timeout=240) for process in processes)
    for process in processes:
        process.join()
    return found

multiprocessing.set_start_method("fork")
last = releases.newest().number
connection.close()
first = together(write_and_publish, range(8), [last] * 8, [multiprocessing.Barrier(8)] * 8)
written = sorted(Change.objects.filter(slug__startswith="word_").values_list("by", "slug"))
draft = sorted(term.slug for term in compile_rows().glossary if term.slug.startswith("word_"))
late = [who for who, came_of_it in first.items() if isinstance(came_of_it, str)]
connection.close()
second = together(go_on, late)
made = [
    (release.number, release.published_by, sorted(
        term.slug for term in releases.open_release(release).glossary if term.slug.startswith("word_")
    ))
    for release in Release.objects.filter(number__gt=last).order_by("number")
]
print(json.dumps({"last": last, "first": first, "written": written, "draft": draft, "second": second, "made": made}))
"""


WRITE_AT_ONCE = """
import json, multiprocessing
from django.db import connection
from legsapp.models import Change, GlossaryTerm
from legsapp.publishing import history

def write(who, start):
    start.wait()
    for turn in range(5):
        with history.recording(f"p{who}"):
            GlossaryTerm.objects.create(slug=f"note_{who}_{turn}", term=f"Note {who} {turn}", meaning="A note.")

multiprocessing.set_start_method("fork")
connection.close()
start = multiprocessing.Barrier(6)
processes = [multiprocessing.Process(target=write, args=(who, start)) for who in range(6)]
for process in processes:
    process.start()
for process in processes:
    process.join()
print(json.dumps(sorted(Change.objects.filter(slug__startswith="note_").values_list("by", "slug"))))
"""


@pytest.mark.slow
def test_six_who_write_at_once_each_have_written_their_own(site: Site) -> None:
    """The history takes nobody's change for somebody else's."""
    written = json.loads(site.python(WRITE_AT_ONCE))
    assert written == [[f"p{who}", f"note_{who}_{turn}"] for who in range(6) for turn in range(5)]


@pytest.mark.slow
def test_eight_publishers_at_once(site: Site) -> None:
    """Each has written something and knows of the same release. One publishes, seven are told and go on from there."""
    told = json.loads(site.python(PUBLISH_AT_ONCE))
    last, first, second = told["last"], told["first"], told["second"]
    words = [f"word_{who}" for who in range(8)]
    assert [number for number in first.values() if isinstance(number, int)] == [last + 1], "one publishes"
    reasons = [reason for reason in first.values() if isinstance(reason, str)]
    assert len(reasons) == 7
    plain = ("in the meantime", "Somebody else has just published", "The rows keep changing")
    assert all(any(part in reason for part in plain) for reason in reasons), "the others are told why"
    assert told["draft"] == words, "the draft holds what each of them wrote"
    assert told["written"] == [[f"p{who}", f"word_{who}"] for who in range(8)]
    assert {**first, **second}.keys() == {str(who) for who in range(8)}
    assert [number for number, _, _ in told["made"]] == list(range(last + 1, last + 9)), "no gap, none twice"
    got = {by: (number, held) for number, by, held in told["made"]}
    for who, number in ({who: number for who, number in first.items() if isinstance(number, int)} | second).items():
        assert got[f"p{who}"][0] == number, "each has a release of its own"
        assert f"word_{who}" in got[f"p{who}"][1], "and it holds what its publisher wrote"
    assert told["made"][-1][2] == words, "none is lost"


LOOK = """
from legsapp.publishing import live
live.start()
held = live.current()
print(held and f"{held.number} {held.origin}")
"""


def test_a_process_that_starts_in_an_outage_serves_the_last_release(site: Site) -> None:
    number, origin = site.python(LOOK).split()
    assert origin == "database"
    working = site.env["DATABASE_URL"]
    if working.startswith("sqlite"):
        gone = working.replace("db.sqlite3", "moved-away.sqlite3")
    else:
        gone = working.replace(":5544", ":5999")
    assert site.at(gone).python(LOOK).split() == [number, "file"]
    assert not Path(site.env["DATA_DIR"], "moved-away.sqlite3").exists()


OUTLIVE = """
import subprocess, sys
from django.conf import settings
from legsapp.publishing import live
settings.RELEASE_POLL_SECONDS = 0.2
live.start()
print(live.current().number, flush=True)
for line in sys.stdin:
    print(live.refresh(), live.current().number, flush=True)
"""


@pytest.mark.postgres
@pytest.mark.slow
def test_a_running_process_outlives_an_outage_and_follows_again(tmp_path: Path) -> None:
    from tests import postgres

    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with Cluster() as cluster:
        site = Site(tmp_path, cluster.url)
        site.prepare()
        code = f"import django; django.setup()\n{OUTLIVE}"
        env = {**site.env, "DJANGO_SETTINGS_MODULE": "legsapp.settings"}
        with subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:

            def ask() -> str:
                assert process.stdin and process.stdout
                process.stdin.write("\n")
                process.stdin.flush()
                return process.stdout.readline().strip()

            assert process.stdout and process.stdout.readline().strip() == "1"
            cluster.stop()
            assert ask() == "False 1"
            cluster.start()
            site.manage("publish")
            assert ask() == "True 2"
            process.stdin.close()
