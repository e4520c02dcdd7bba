"""kill -9 at random moments: what was there before or what was meant to be, on both databases."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from bench.servers import Site
from tests.conftest import TINY
from tests.postgres import Cluster

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    if request.param == "sqlite":
        return Site(tmp_path)
    cluster: Cluster = request.getfixturevalue("postgresql")
    return Site(tmp_path, cluster.another())


def kill(site: Site, content: Path, times: int, seed: int) -> None:
    """So many times while each of these is at it."""
    site.prepare(content, static=False)
    told = json.loads(site.run("-m", "tests.publishing.killing", str(content), str(4 * times), str(seed), seconds=1200))
    print(told)
    assert told["kills"] == dict.fromkeys(("publish", "import_by_admin", "roll_back", "import_by_command"), times)


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_whole_content(site: Site) -> None:
    kill(site, TINY, times=5, seed=7)


@pytest.mark.faults
def test_a_process_killed_at_any_moment_leaves_the_whole_of_the_shipped_content(site: Site) -> None:
    kill(site, settings.FIXTURES, times=5, seed=8)
