"""The web side by side: this app, a bare page and a wizard, on the same server, one after the other."""

import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.walk import Page

from .driver import Connection, drive, raw_request
from .journeys import Person
from .servers import ROOT, Server, Site, serving

CONNECTIONS = 8
GIVEN = 12  # answers given before the page that is measured
ROUNDS = 5  # each request is measured so many times in turn with the others; the median counts


@dataclass(frozen=True)
class Request:
    name: str
    server: Server
    method: str
    path: str
    cookies: str
    body: bytes | None = None


@dataclass(frozen=True)
class Figure:
    """One request, measured."""

    rate: float  # a second
    p50: float  # ms
    p99: float  # ms
    cpu: float  # ms of the workers for each request
    size: int  # bytes of a reply, head included
    status: int


def headers(request: Request) -> list[tuple[str, str]]:
    found = [("Cookie", request.cookies)]
    return [*found, ("Content-Type", "application/x-www-form-urlencoded")] if request.body is not None else found


def measure(request: Request, seconds: float) -> Figure:
    raw = raw_request(request.server.port, request.method, request.path, [("Cookie", request.cookies)], request.body)
    connection = Connection(request.server.port)
    status, size = connection.send(raw)
    connection.close()
    _load(request, raw, seconds / 4)
    before = request.server.cpu_seconds()
    count, took, p50, p99 = _load(request, raw, seconds)
    cpu = request.server.cpu_seconds() - before
    return Figure(count / took, p50, p99, cpu / count * 1000, size, status)


def _load(request: Request, raw: bytes, seconds: float) -> tuple[int, float, float, float]:
    """(requests, seconds, p50, p99 in ms), by wrk where it is installed."""
    if wrk := shutil.which("wrk"):
        return _wrk(wrk, request, seconds)
    end = time.monotonic() + seconds

    def lane() -> Iterator[tuple[bytes, bool]]:
        while time.monotonic() < end:
            yield raw, True

    outcome = drive(request.server.port, [lane() for _ in range(CONNECTIONS)])
    return outcome.count, outcome.seconds, outcome.percentile_ms(50), outcome.percentile_ms(99)


SCRIPT = """
wrk.method = "{method}"
wrk.body = {body}
done = function(summary, latency)
  io.write(string.format("FIGURES %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.errors.status))
end
"""


def _wrk(wrk: str, request: Request, seconds: float) -> tuple[int, float, float, float]:
    body = "nil" if request.body is None else f'"{request.body.decode()}"'
    told = [*headers(request), ("Accept-Encoding", "gzip")]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(method=request.method, body=body))
        script.flush()
        arguments = [f"-c{CONNECTIONS}", "-t1", f"-d{max(1, round(seconds))}s", "-s", script.name]
        for name, value in told:
            arguments += ["-H", f"{name}: {value}"]
        address = f"http://127.0.0.1:{request.server.port}{request.path}"
        done = subprocess.run([wrk, *arguments, address], capture_output=True, text=True, check=True, timeout=120)
    found = re.search(r"FIGURES (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if found is None or int(found[5]):
        raise RuntimeError(f"{request.name}: {done.stdout[-500:]}")
    count, took, p50, p99 = (int(text) for text in found.groups()[:4])
    return count, took / 1e6, p50 / 1000, p99 / 1000


def ours(server: Server) -> list[Request]:
    """The page after GIVEN answers, what is sent from it, and a page that was answered before."""
    person = Person(server, random.Random(4))
    html = person.visit("/check/")
    given = 0
    while (form := Page(html).form) is not None and given < GIVEN:
        given += len(form.questions)
        calm = {question.slug: sorted(question.exclusive)[:1] or question.options[-1:] for question in form.questions}
        if form.topic == "feel":
            calm["feel"] = ["cramp"]
        html = person.answer(form, calm)
    if form is None:
        raise RuntimeError("the walk ended early")
    data = list(form.hidden.items())
    data += [(question.slug, (sorted(question.exclusive) or question.options)[0]) for question in form.questions]
    cookies, body = person.headers()["Cookie"], urlencode(data).encode()
    return [
        Request("GET", server, "GET", person.at, cookies),
        Request("POST", server, "POST", form.action, cookies, body),
    ]


def token_of(html: str) -> list[tuple[str, str]]:
    found = re.search(r'name="(csrfmiddlewaretoken)" value="([^"]+)"', html)
    return [(found[1], found[2])] if found else []


def bare(server: Server) -> list[Request]:
    person = Person(server, random.Random(1))
    html = person.visit("/")
    cookies, body = person.headers()["Cookie"], urlencode([*token_of(html), ("answer", "cramp")]).encode()
    return [Request("GET", server, "GET", "/", cookies), Request("POST", server, "POST", "/", cookies, body)]


def wizard(server: Server) -> list[Request]:
    """The wizard after GIVEN answers, the last of which is sent again and again. Its GET always begins anew."""
    from .wizard import OPTIONS

    person = Person(server, random.Random(1))
    person.visit("/")
    fresh = person.headers()["Cookie"]
    data: list[tuple[str, str]] = []
    for number in range(GIVEN + 1):
        ticks = [(f"{number}-options", str(number * OPTIONS + chosen)) for chosen in (1, 3)]
        data = [*token_of(person.content), ("wizard-current_step", str(number)), *ticks]
        person.ask("POST", "/", data)
    cookies = person.headers()["Cookie"]
    post = Request("POST", server, "POST", "/", cookies, urlencode(data).encode())
    return [Request("GET", server, "GET", "/", fresh), post]


@dataclass(frozen=True)
class Side:
    """One of the three, measured."""

    get: Figure
    post: Figure
    memory: float


def compare(seconds: float) -> dict[str, Side]:
    """Figures by name. Rounds alternate, so that a passing load on the machine falls on all of them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = Site(folder / "site").prepare(ROOT / "fixtures")
        database = {"WIZARD_DATABASE": str(folder / "wizard.sqlite3")}
        site.extra = database
        site.run("-m", "bench.wizard.prepare")
        servers = {
            "Leg Check": stack.enter_context(site.server()),
            "bare page": stack.enter_context(serving("bench.bare:application", {})),
            "wizard": stack.enter_context(serving("bench.wizard.wsgi:application", database)),
        }
        requests = {
            "Leg Check": ours(servers["Leg Check"]),
            "bare page": bare(servers["bare page"]),
            "wizard": wizard(servers["wizard"]),
        }
        found: dict[tuple[str, str], list[Figure]] = {}
        for _ in range(ROUNDS):
            for name, pair in requests.items():
                for request in pair:
                    found.setdefault((name, request.name), []).append(measure(request, seconds))
        return {
            name: Side(middle(found[name, "GET"]), middle(found[name, "POST"]), server.memory_mib())
            for name, server in servers.items()
        }


def middle(figures: list[Figure]) -> Figure:
    """The round of the median rate."""
    return sorted(figures, key=lambda figure: figure.rate)[len(figures) // 2]
