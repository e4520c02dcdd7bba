"""Real servers with the small content, for faults that only a real server has."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.servers import Server, Site
from tests.conftest import TINY


def eventually(holds: Callable[[], bool], seconds: float = 10) -> float:
    """Waits until it holds; how long that took. Fails when it takes too long."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("site")).prepare(TINY, static=False)


@pytest.fixture
def server(site: Site, tmp_path: Path) -> Iterator[Server]:
    with site.server(log=tmp_path / "log") as running:
        yield running
