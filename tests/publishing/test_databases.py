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
            [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
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
from legsapp.publishing import releases

def publish(seen):
    try:
        return releases.publish("x", seen=seen).number
    except releases.Overtaken:
        return None

last = releases.newest().number
connection.close()
with multiprocessing.get_context("fork").Pool(8) as pool:
    print(json.dumps([last, pool.map(publish, [last] * 8, chunksize=1), pool.map(publish, [None] * 8, chunksize=1)]))
"""


@pytest.mark.slow
def test_eight_publishers_at_once(site: Site) -> None:
    last, knowing, blind = json.loads(site.python(PUBLISH_AT_ONCE))
    assert [number for number in knowing if number] == [last + 1], "of those who saw the same, one publishes"
    numbers = sorted(number for number in blind if number)
    assert numbers, "somebody gets through"
    assert numbers == list(range(last + 2, last + 2 + len(numbers))), "no number is used twice or left out"


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
