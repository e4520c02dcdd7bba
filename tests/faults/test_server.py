"""A running server on SQLite: its database goes, its workers are killed, its clients are slow, hostile or old."""

import json
import os
import random
import signal
import socket
import time
from collections import Counter
from pathlib import Path

import pytest

from bench.driver import Connection, drive, raw_request
from bench.journeys import Person, record
from bench.load import as_people, malformed
from bench.servers import ROOT, Server, Site
from tests.walk import Page

from .conftest import eventually

CRASH_LOOP = 6  # seconds; a worker that dies younger than this, again, ends the server: its supervisor starts it anew
EMERGENCY = ("999", "112", "911", "emergency")


def walk(server: Server, seed: int = 1) -> str:
    """A whole check; how urgent it is."""
    html = Person(server, random.Random(seed)).walk()
    assert Page(html).urgency
    return Page(html).urgency


def with_static(site: Site, folder: Path) -> None:
    """The names of the static files, without which no page is made."""
    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_bytes((site.folder / "static" / "staticfiles.json").read_bytes())


def release_of(server: Server) -> int:
    return int(json.loads(server.get("/readyz")[1])["release"])


def test_the_database_goes_while_people_answer(site: Site, server: Server) -> None:
    """Questions, results and the library go on; the admin says 5xx; when it is back, so is everything."""
    database = site.folder / "leg-check.sqlite3"
    person = Person(server, random.Random(3))
    first = person.visit("/check/")
    away = site.folder / "moved"
    away.mkdir()
    for path in site.folder.glob("leg-check.sqlite3*"):
        path.rename(away / path.name)
    try:
        assert server.log is not None
        log = server.log
        eventually(lambda: "cannot be looked up" in log.read_text())
        html = person.answer(Page(first).form)  # type: ignore[arg-type]
        while (form := Page(html).form) is not None:
            html = person.answer(form)
        assert Page(html).urgency
        assert {server.get(path)[0] for path in ("/", "/causes/", "/about/", "/search/?q=leg", "/livez")} == {200}
        assert server.get("/readyz")[0] == 200
        assert not database.exists(), "nobody made an empty one"
    finally:
        for path in away.iterdir():
            path.rename(site.folder / path.name)
        away.rmdir()
    number = release_of(server)
    site.manage("publish")
    eventually(lambda: release_of(server) == number + 1)


def test_a_start_without_database_and_without_a_kept_release(site: Site, tmp_path: Path) -> None:
    """Nothing to serve: a plain page that says what to do in an emergency, and not ready."""
    bare = Site(tmp_path, f"sqlite:///{tmp_path / 'nowhere' / 'db.sqlite3'}")
    with_static(site, tmp_path)
    with bare.server(workers=1) as server:
        status, body = server.get("/check/1/")
        assert status == 503
        assert any(word in body.decode() for word in EMERGENCY)
        assert server.get("/livez")[0] == 200
        assert server.get("/readyz")[0] == 503


@pytest.mark.faults
def test_no_page_of_any_journey_needs_the_database(tmp_path: Path) -> None:
    """The shipped content, its database gone from before the first visitor to after the last: no fault at all."""
    site = Site(tmp_path).prepare(ROOT / "fixtures")
    with site.server() as server:
        journeys = record(server, 10)
        for path in tmp_path.glob("leg-check.sqlite3*"):
            path.unlink()
        outcome = drive(server.port, [as_people(journeys, 500, lane) for lane in range(4)])
        assert set(outcome.statuses) <= {200, 303, 304}
        assert outcome.count == 2000
        assert walk(server)
        assert "leg-check.sqlite3" not in {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "noise"])
def test_a_damaged_kept_release_is_not_served(site: Site, tmp_path: Path, damage: str) -> None:
    from django.conf import settings

    kept = (site.folder / settings.LAST_RELEASE.name).read_bytes()
    middle = len(kept) // 2
    changed = {
        "cut": kept[:middle],
        "flipped": kept[:middle] + bytes([kept[middle] ^ 1]) + kept[middle + 1 :],
        "empty": b"",
        "noise": random.Random(1).randbytes(5000),
    }
    (tmp_path / settings.LAST_RELEASE.name).write_bytes(changed[damage])
    told = Site(tmp_path, f"sqlite:///{tmp_path / 'gone.sqlite3'}").python(
        "from legsapp.publishing import live\nlive.start()\nprint(live.current())"
    )
    assert told.strip() == "None"


def test_workers_are_killed_and_come_back(server: Server) -> None:
    """kill -9 to every worker, twice, between a person's pages: the answers are in the browser and count."""
    person = Person(server, random.Random(5))
    html = person.visit("/check/")
    for _ in range(2):
        form = Page(html).form
        assert form is not None
        _kill_workers(server)
        html = person.answer(form)
    assert Page(person.walk()).urgency


def _kill_workers(server: Server) -> None:
    """Workers that die soon after they were started end the server, for its supervisor to start: these are older."""
    killed = set(server.worker_pids())
    eventually(lambda: all(_age(pid) > CRASH_LOOP for pid in killed), seconds=60)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: _all_new(server, killed), seconds=60)


def _age(pid: int) -> float:
    return time.time() - Path(f"/proc/{pid}").stat().st_ctime


def _all_new(server: Server, killed: set[int]) -> bool:
    """As many workers as before, none of them an old one, and they answer time after time."""
    try:
        pids = set(server.worker_pids())
        return (
            len(pids) == len(killed)
            and not pids & killed
            and all(server.get("/livez", timeout=2)[0] == 200 for _ in range(10))
        )
    except OSError:
        return False


def test_two_hundred_clients_that_send_half_a_request(server: Server) -> None:
    """Half a head, or a head and half a body, and then silence: others are answered as if nothing were."""
    slow = []
    for number in range(200):
        client = socket.create_connection(("127.0.0.1", server.port), 5)
        raw = raw_request(server.port, "POST", "/check/1/", [], b"emergency=none" * 10)
        client.sendall(raw[: 40 if number % 2 else -20])
        slow.append(client)
    try:
        times = []
        for _ in range(40):
            begun = time.perf_counter()
            assert server.get("/check/1/")[0] == 200
            times.append(time.perf_counter() - begun)
        assert sorted(times)[20] < 0.5, "the median, on a machine that may be busy"
    finally:
        for client in slow:
            client.close()
    assert walk(server)


def test_a_slow_client_is_dropped(server: Server) -> None:
    """Half a head is closed after the time allowed for heads, so that it holds nothing for ever."""
    with socket.create_connection(("127.0.0.1", server.port), 5) as client:
        client.settimeout(25)
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        begun = time.monotonic()
        reply = client.recv(4096)
        assert reply == b"" or reply.startswith(b"HTTP/1.1 4")
        assert time.monotonic() - begun < 20


def hurl(server: Server, number: int, seed: int = 1) -> Counter[int]:
    lanes = [malformed(server.port, number // 4, seed + lane) for lane in range(4)]
    return drive(server.port, lanes).statuses


def test_malformed_requests(server: Server) -> None:
    before = server.worker_pids()
    statuses = hurl(server, 600)
    assert {status for status in statuses if status >= 500} == set()
    assert statuses[400] and statuses[404] and statuses[405] and statuses[403]
    assert server.worker_pids() == before, "no worker fell"
    assert walk(server)


@pytest.mark.faults
def test_many_malformed_requests_leave_memory_flat(server: Server) -> None:
    hurl(server, 4000)
    before = server.memory_mib()
    statuses = hurl(server, 20_000, seed=50)
    assert {status for status in statuses if status >= 500} == set()
    assert server.memory_mib() - before < 25


def test_publishing_in_the_middle_of_a_check(site: Site, server: Server) -> None:
    """A question of the release changes its options while somebody is at it: no fault, one result."""
    person = Person(server, random.Random(8))
    html = person.visit("/check/")
    html = person.answer(Page(html).form, {"emergency": ["none"]})  # type: ignore[arg-type]
    number = release_of(server)
    site.python(
        "from legsapp.models import Question\n"
        "Question.objects.filter(slug='age').update(text='How old are you today?')\n"
        "from django.core.management import call_command\n"
        "call_command('publish')"
    )
    eventually(lambda: {release_of(server) for _ in range(10)} == {number + 1})  # whichever worker answers
    assert "How old are you today?" in person.visit("/check/2/")
    html = person.walk()
    assert Page(html).urgency
    assert Page(html).release == str(number + 1)


def test_a_disk_that_is_full(site: Site, tmp_path: Path) -> None:
    """On a file system of 1 MB that is full: the site starts, serves, and says that it could not keep the release."""
    folder = tmp_path / "full"
    folder.mkdir()
    if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=1m tmpfs {folder} 2>/dev/null") != 0:
        pytest.skip("a small tmpfs cannot be mounted here (it takes root)")
    try:
        with_static(site, folder)
        with (folder / "ballast").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        full = Site(folder, site.env["DATABASE_URL"], {"SECRET_KEY": "k3y-9Qz." * 8})
        with full.server(log=tmp_path / "log") as server:
            assert walk(server)
            assert release_of(server) >= 1
        assert "could not be written" in (tmp_path / "log").read_text()
        assert not [path for path in folder.glob("last-release*") if path.stat().st_size]
    finally:
        os.system(f"umount -l {folder}")


def test_ten_kinds_of_old_cookies_on_a_real_server(server: Server) -> None:
    connection = Connection(server.port)
    for value in ("x", "gAAAAA", "a" * 3899, "%00", '"', "answers", "=", "~", "gAAAAABm" + "A" * 200, "1" * 4000):
        status, _ = connection.send(raw_request(server.port, "GET", "/check/", [("Cookie", f"answers={value}")]))
        assert status == 303
    connection.close()


def test_it_ends_when_asked_to(site: Site) -> None:
    """SIGTERM in the middle of a request: it is answered, then the server ends, before a supervisor would kill it.

    On a busy machine one of granian's workers in thirty does not hear the signal, and is killed after a while.
    """
    assert any(_answers_and_ends(site) for _ in range(3))


def _answers_and_ends(site: Site) -> bool:
    """Whether what was begun was answered. Fails when the server does not end in time."""
    server = site.server()
    server.start()
    process = server.process
    assert process is not None
    token = "a" * 32
    body = f"csrfmiddlewaretoken={token}&emergency=none".encode()
    raw = raw_request(server.port, "POST", "/check/1/", [("Cookie", f"form={token}")], body)
    with socket.create_connection(("127.0.0.1", server.port), 5) as client:
        client.settimeout(12)
        client.sendall(raw[:-10])
        eventually(lambda: server.get("/livez")[0] == 200)  # by now the half request is in the server's hands
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        eventually(lambda: _refuses(server), 12)
        reply = _rest_of(client, raw[-10:])
    process.wait(timeout=12)
    server.process = None
    assert time.monotonic() - begun < 12
    return reply.startswith(b"HTTP/1.1 303 ")


def _rest_of(client: socket.socket, rest: bytes) -> bytes:
    """What comes back when the rest is sent; nothing from a worker that was killed."""
    try:
        client.sendall(rest)
        return client.recv(4096)
    except ConnectionError:
        return b""


def _refuses(server: Server) -> bool:
    """Nobody new is let in."""
    try:
        server.get("/livez", timeout=1)
    except OSError:
        return True
    return False
