"""A bounded load on loopback: requests as people send them, then as many malformed ones.

python -m bench.load [--requests 100000]; ends with 1 on any 5xx or on growing memory. A full run writes its figures
into docs/performance.md, under its marker.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .document import TARGET, machine, with_load
from .driver import Connection, Outcome, drive, raw_request
from .journeys import record
from .servers import ROOT, Server, Site

LANES = 6
GROWTH_MIB = 25  # what two workers may gain between the first fifth of a run and its end
PEOPLE = 25
FULL = 100_000


def as_people(journeys: list[list[bytes]], number: int, lane: int) -> Iterator[tuple[bytes, bool]]:
    """``number`` requests, journey after journey."""
    luck = random.Random(lane)
    while number > 0:
        for raw in luck.choice(journeys)[:number]:
            number -= 1
            yield raw, True


def malformed(port: int, number: int, seed: int) -> Iterator[tuple[bytes, bool]]:
    """Requests that no browser would send. False: the request is not finished, the connection is dropped after it."""
    luck = random.Random(seed)
    for _ in range(number):
        yield luck.choice(KINDS)(port, luck)


def _text(luck: random.Random, most: int = 60) -> str:
    letters = "abcxyz019._-~%<>\"'\\{}&=;/ \té✓"
    return "".join(luck.choices(letters, k=luck.randint(1, most)))


def _line(luck: random.Random, most: int = 60) -> str:
    """Text that may stand in a request line."""
    return "".join(letter for letter in _text(luck, most) if letter > " " and letter.isascii())


def _noise(port: int, luck: random.Random) -> tuple[bytes, bool]:
    return luck.randbytes(luck.randint(1, 300)), False


def _unfinished(port: int, luck: random.Random) -> tuple[bytes, bool]:
    raw = raw_request(port, "POST", "/check/1/", [], b"emergency=none&" * 20)
    return raw[: luck.randint(5, len(raw) - 1)], False


def _method(port: int, luck: random.Random) -> tuple[bytes, bool]:
    name = luck.choice(("TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "BREW", "get", "A" * 50))
    return raw_request(port, name, luck.choice(("/", "/check/1/", "/results/", "/static/x", "/admin/"))), True


def _path(port: int, luck: random.Random) -> tuple[bytes, bool]:
    start = luck.choice(("/", "/check/", "/causes/", "/static/", "/static/../", "/check/%2e%2e/", "//", "/admin/"))
    return raw_request(port, "GET", start + _line(luck) + luck.choice(("", "/", "?", "?q=" + _line(luck)))), True


def _page_number(port: int, luck: random.Random) -> tuple[bytes, bool]:
    number = (
        luck.choice(("0", "-1", "99", "9" * 30, "1e9", "0x1", "１", "%00", "1/1")).encode("ascii", "ignore").decode()
    )
    return raw_request(port, luck.choice(("GET", "POST")), f"/check/{number}/", [], b""), True


def _cookie(port: int, luck: random.Random) -> tuple[bytes, bool]:
    value = luck.choice((_line(luck, 200), "gAAAAA" + _line(luck, 300), "a" * luck.randint(1, 5000), "answers=answers"))
    names = "; ".join(f"{name}={value}" for name in luck.sample(("answers", "place", "notice", "form", "preview"), 2))
    path = luck.choice(("/", "/check/", "/check/3/", "/check/answers/", "/results/", "/causes/"))
    return raw_request(port, "GET", path, [("Cookie", names)]), True


def _form(port: int, luck: random.Random) -> tuple[bytes, bool]:
    token = "a" * 32
    names = ("emergency", "age", "feel", "_topic", "skip", "csrfmiddlewaretoken", _line(luck, 10))
    pairs = [f"{luck.choice(names)}={_line(luck, 20)}" for _ in range(luck.choice((0, 1, 5, 50, 2000)))]
    body = "&".join([f"csrfmiddlewaretoken={token}", *pairs]).encode()
    path = luck.choice(
        ("/check/", "/check/1/", "/check/2/", "/place/", "/clear/", "/drinks/calculator/", "/admin/login/")
    )
    return raw_request(port, "POST", path, [("Cookie", f"form={token}")], body), True


def _fields(port: int, luck: random.Random) -> tuple[bytes, bool]:
    strange = [
        ("Content-Length", "-5"),
        ("Content-Length", "9" * 20),
        ("Transfer-Encoding", "chunked, gzip"),
        ("Host", _line(luck) or "x"),
        ("Range", "bytes=5-2,-9,99999999999999-"),
        ("If-None-Match", "W/" + _line(luck)),
        ("If-Modified-Since", "yesterday"),
        ("Accept-Encoding", "gzip;q=x, br;q=-1"),
        ("HX-Request", "true"),
        ("HX-Current-URL", "http://[" + _line(luck)),
        ("X-Forwarded-Proto", "gopher"),
        ("X-Long", "y" * luck.choice((10, 9000))),
        ("Content-Type", "multipart/form-data; boundary=" + (_line(luck) or "x")),
        ("Cookie", ";" * 500),
        ("Referer", "\\\\" + _line(luck)),
    ]
    return raw_request(port, luck.choice(("GET", "POST")), "/check/1/", luck.sample(strange, 3)), False


def _body(port: int, luck: random.Random) -> tuple[bytes, bool]:
    body = luck.choice((b"\xff" * 900, b"a" * 40_000, b"&" * 3000, b"=" * 100, b"emergency=%ff%fe", b"{", b"[" * 9000))
    token = "a" * 32
    return raw_request(port, "POST", "/check/1/", [("Cookie", f"form={token}"), ("X-CSRFToken", token)], body), True


KINDS = (_noise, _unfinished, _method, _path, _page_number, _cookie, _form, _fields, _body)


def run(server: Server, journeys: list[list[bytes]], requests: int, kind: str) -> tuple[Outcome, list[float]]:
    """One part of the load in ten steps; memory after each."""
    whole, memory = Outcome(), []
    for step in range(10):
        share = max(1, requests // 10 // LANES)
        seeds = range(step * LANES, (step + 1) * LANES)
        lanes = [
            as_people(journeys, share, seed) if kind == "people" else malformed(server.port, share, seed)
            for seed in seeds
        ]
        part = drive(server.port, lanes)
        whole.seconds += part.seconds
        whole.latencies += part.latencies
        whole.statuses += part.statuses
        whole.received += part.received
        memory.append(server.memory_mib())
        print(f"{kind} {step + 1}/10: {part.rate:.0f}/s, {memory[-1]:.0f} MiB", flush=True)
    return whole, memory


def row(name: str, outcome: Outcome, memory: list[float]) -> str:
    """A line of the document's table."""
    figures = (
        f"{outcome.count:,}",
        f"{outcome.rate:.0f}",
        f"{outcome.percentile_ms(50):.1f}",
        f"{outcome.percentile_ms(99):.1f}",
        str(outcome.faults),
        f"{memory[0]:.0f} to {memory[-1]:.0f}",
    )
    return f"| {name} | {' | '.join(figures)} |"


def report(name: str, outcome: Outcome, memory: list[float]) -> bool:
    """Print it; True when it is good."""
    grown = memory[-1] - memory[1]
    statuses = ", ".join(f"{status or 'closed'} {count}" for status, count in sorted(outcome.statuses.items()))
    print(f"{name}: {outcome.count} requests in {outcome.seconds:.0f} s, {outcome.rate:.0f}/s; {statuses}")
    print(
        f"  p50 {outcome.percentile_ms(50):.1f} ms, p99 {outcome.percentile_ms(99):.1f} ms, 5xx {outcome.faults}, "
        f"memory {memory[0]:.0f} -> {memory[-1]:.0f} MiB"
    )
    return outcome.faults == 0 and grown <= GROWTH_MIB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    options = parser.parse_args()
    where = machine()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder)).prepare(ROOT / "fixtures")
        with site.server(log=Path(folder, "log")) as server:
            journeys = record(server, PEOPLE)
            found = [
                (name, *run(server, journeys, options.requests, kind))
                for name, kind in (("As people send them", "people"), ("Malformed", "malformed"))
            ]
            alive = Connection(server.port).send(raw_request(server.port, "GET", "/check/1/"))[0] == 200
    good = [report(*part) for part in found]
    if options.requests >= FULL:
        text = TARGET.read_text(encoding="utf-8")
        TARGET.write_text(with_load(text, [where, *(row(*part) for part in found)]), encoding="utf-8")
    return 0 if all(good) and alive else 1


if __name__ == "__main__":
    sys.exit(main())
