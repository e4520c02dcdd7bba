"""Two hosts and one PostgreSQL behind a balancer that sends every request to the other host."""

import json
import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bench.journeys import Person
from bench.servers import Server, Site
from tests import postgres
from tests.conftest import TINY
from tests.walk import Page

from .conftest import eventually

pytestmark = pytest.mark.postgres


@dataclass
class Balancer:
    """Round robin; a host that does not answer is left out, as a proxy would, and the request goes to the next."""

    hosts: list[Server]
    turn: int = 0
    served: dict[int, int] = field(default_factory=dict)
    port: int = 0

    def ask(
        self, method: str, path: str, body: str | None = None, headers: object = None, timeout: float = 10
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        for _ in self.hosts:
            host = self.hosts[self.turn % len(self.hosts)]
            self.turn += 1
            try:
                reply = host.ask(method, path, body, headers, timeout)  # type: ignore[arg-type]
            except OSError:
                continue
            self.served[host.port] = self.served.get(host.port, 0) + 1
            return reply
        raise OSError("no host answers")


@pytest.fixture(scope="module")
def cluster() -> Iterator[postgres.Cluster]:
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgres.Cluster() as running:
        yield running


@pytest.fixture(scope="module")
def sites(cluster: postgres.Cluster, tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """Two machines: folders of their own, one database, one key."""
    first, second = (Site(tmp_path_factory.mktemp(name), cluster.url) for name in ("one", "two"))
    first.prepare(TINY, static=False)
    (second.folder / "static").mkdir()
    for path in (first.folder / "static").glob("*.json"):
        (second.folder / "static" / path.name).write_bytes(path.read_bytes())
    return [first, second]


@pytest.fixture
def hosts(sites: list[Site], tmp_path: Path) -> Iterator[list[Server]]:
    with sites[0].server(1, tmp_path / "one.log") as one, sites[1].server(1, tmp_path / "two.log") as two:
        yield [one, two]


def release_of(server: Server) -> int:
    return int(json.loads(server.get("/readyz")[1])["release"])


def journeys(hosts: list[Server], number: int, kill_at: int) -> Balancer:
    """So many people, a few at a time, each page from the other host; one host is killed on the way."""
    balancer = Balancer(hosts)
    for seed in range(number):
        person = Person(balancer, random.Random(seed))  # type: ignore[arg-type]
        html = person.visit("/check/")
        for page in range(60):
            form = Page(html).form
            if form is None:
                break
            if seed == kill_at and page == 1:
                hosts[1].kill()
            html = person.answer(form)
        assert Page(html).urgency, f"journey {seed} was lost"
    return balancer


def test_journeys_over_two_hosts_one_of_which_is_killed(hosts: list[Server]) -> None:
    balancer = journeys(hosts, 30, kill_at=15)
    assert len(balancer.served) == 2


@pytest.mark.faults
def test_a_thousand_journeys_over_two_hosts_one_of_which_is_killed(hosts: list[Server]) -> None:
    balancer = journeys(hosts, 1000, kill_at=500)
    assert min(balancer.served.values()) > 500


def test_hosts_are_restarted_one_after_the_other_and_nobody_notices(hosts: list[Server]) -> None:
    """An upgrade as docs/deploy.md says: every journey through it ends in a result, and both hosts are new after it."""
    before = [host.process for host in hosts]

    def restart() -> None:
        for host in hosts:
            host.stop()
            host.start("/readyz")

    with ThreadPoolExecutor(1) as upgrade:
        done, walked = upgrade.submit(restart), 0
        while walked < 3 or not done.done():
            html = Person(Balancer(hosts), random.Random(walked)).walk()  # type: ignore[arg-type]
            assert Page(html).urgency, f"journey {walked} was lost"
            walked += 1
    done.result()
    assert not {id(host.process) for host in hosts} & {id(process) for process in before}
    assert {host.get("/readyz")[0] for host in hosts} == {200}


def test_what_is_published_on_one_host_is_seen_by_the_other(sites: list[Site], hosts: list[Server]) -> None:
    number = release_of(hosts[1])
    sites[0].manage("publish")
    took = eventually(lambda: {release_of(host) for host in hosts} == {number + 1})
    assert took <= 5


def test_the_same_answers_give_the_same_result_on_both(hosts: list[Server]) -> None:
    person = Person(hosts[0], random.Random(4))
    assert Page(person.walk()).urgency
    pages = []
    for host in hosts:
        person.server = host
        pages.append(re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", person.visit("/results/")))
    assert pages[0] == pages[1]


def test_postgresql_stops_and_comes_back(cluster: postgres.Cluster, sites: list[Site], hosts: list[Server]) -> None:
    """Every page for people works through the outage, the admin says so, and a release published later arrives."""
    number = release_of(hosts[0])
    cluster.stop()
    try:
        for seed in range(3):
            html = Person(Balancer(hosts), random.Random(seed)).walk()  # type: ignore[arg-type]
            assert Page(html).urgency
        for host in hosts:
            assert {host.get(path)[0] for path in ("/", "/causes/", "/search/?q=leg", "/readyz", "/livez")} == {200}
            assert host.get("/admin/login/")[0] in (200, 500, 503)
    finally:
        cluster.start()
    sites[1].manage("publish")
    eventually(lambda: {release_of(host) for host in hosts} == {number + 1}, seconds=15)


def test_a_host_that_starts_in_the_outage_serves_what_it_kept(
    cluster: postgres.Cluster, sites: list[Site], hosts: list[Server]
) -> None:
    number = release_of(hosts[1])
    hosts[1].stop()
    cluster.stop()
    try:
        hosts[1].start()
        assert release_of(hosts[1]) == number
        assert Page(Person(hosts[1], random.Random(1)).walk()).urgency
    finally:
        cluster.start()
