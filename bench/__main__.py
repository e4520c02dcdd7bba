"""Measures, prints the table and writes docs/performance.md: python -m bench [--quick] [--no-write]"""

import argparse
import logging
import os
import platform
import sys
import tempfile
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from .servers import ROOT, plain_environment

TARGET = ROOT / "docs" / "performance.md"
Row = tuple[str, ...]


def prepare(folder: str) -> None:
    """Django in this process, on a folder of its own, without a database."""
    for name in set(os.environ) - set(plain_environment()):
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="legsapp.settings",
        DATA_DIR=folder,
        DATABASE_URL="sqlite://:memory:",
        ALLOWED_HOSTS="127.0.0.1",
        DEBUG="0",
    )
    (Path(folder) / "static").mkdir()
    import django

    django.setup()
    for handler in logging.getLogger().handlers:  # the lines are made, as in a server, and thrown away
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(Path(os.devnull).open("w"))  # noqa: SIM115


def web_tables(seconds: float) -> tuple[list[Row], list[Row]]:
    """The three side by side, and the bars."""
    from .web import compare

    sides = compare(seconds)
    ours, bare, wizard = sides["Leg Check"], sides["bare page"], sides["wizard"]
    rows: list[Row] = [("", "request", "requests/s", "p50 ms", "p99 ms", "CPU ms each", "bytes", "memory MiB")]
    for name, side in sides.items():
        for method, figure in (("GET", side.get), ("POST", side.post)):
            rows.append(
                (
                    name,
                    f"{method} ({figure.status})",
                    f"{figure.rate:.0f}",
                    f"{figure.p50:.1f}",
                    f"{figure.p99:.1f}",
                    f"{figure.cpu:.2f}",
                    str(figure.size),
                    f"{side.memory:.0f}",
                )
            )

    def against(what: str, mine: float, other: float, bar: float, least: bool = True) -> Row:
        ratio = mine / other
        return (
            what,
            f"{ratio:.2f}",
            f"{'≥' if least else '≤'} {bar:g}",
            verdict(ratio >= bar if least else ratio <= bar),
        )

    bars = [
        against("GET of a question page against the bare page, throughput", ours.get.rate, bare.get.rate, 0.6),
        against("POST of an answer against the bare page, throughput", ours.post.rate, bare.post.rate, 0.4),
        ("the same by CPU: GET", f"{bare.get.cpu / ours.get.cpu:.2f}", "", ""),
        ("the same by CPU: POST", f"{bare.post.cpu / ours.post.cpu:.2f}", "", ""),
        ("GET against the wizard, throughput", f"{ours.get.rate / wizard.get.rate:.2f}", "", ""),
        ("POST against the wizard, throughput", f"{ours.post.rate / wizard.post.rate:.2f}", "", ""),
        ("memory, 2 workers and their parent", f"{ours.memory:.0f} MiB", "≤ 280 MiB", verdict(ours.memory <= 280)),
        ("question page, gzip, with its head", f"{ours.get.size} B", "", ""),
    ]
    return rows, bars


def engine_tables() -> tuple[list[Row], list[Row]]:
    """The engine on the shipped content and on larger content."""
    from django.conf import settings

    from legsapp.publishing import transfer

    from . import engine

    kb = transfer.read_folder(settings.FIXTURES)
    told, long = engine.stories(kb), engine.walked(kb, 30)
    sizes = {
        "as shipped": engine.measure(kb, told),
        "as shipped, 30 questions answered": engine.measure(kb, long),
        "5 × the causes, 30 answered": engine.measure(engine.more_causes(kb, 5), long),
        "5 × the options, 30 answered": engine.measure(engine.more_options(kb, 5), long),
    }
    rows: list[Row] = [
        ("content", "causes", "options", "assess ms", "with reasons ms", "next topic ms", "model built in ms")
    ]
    rows += [
        (name, str(f.causes), str(f.options), f"{f.assess:.2f}", f"{f.told:.2f}", f"{f.next:.2f}", f"{f.build:.0f}")
        for name, f in sizes.items()
    ]
    shipped, base, causes, options = sizes.values()
    bars: list[Row] = [
        ("assess, the stories of the content", f"{shipped.assess:.2f} ms", "≤ 1 ms", verdict(shipped.assess <= 1)),
        ("next topic, the stories of the content", f"{shipped.next:.2f} ms", "≤ 1 ms", verdict(shipped.next <= 1)),
    ]
    for name, large in (("5 × the causes", causes), ("5 × the options", options)):
        for what in ("assess", "next"):
            ratio = getattr(large, what) / getattr(base, what)
            bars.append((f"{what} at {name}", f"{ratio:.1f} ×", "≤ 6 ×", verdict(ratio <= 6)))
    return rows, bars


def profile_tables() -> tuple[list[Row], dict[str, list[tuple[str, int]]]]:
    """CPU of one request in this process, and where it goes."""
    from unittest import mock

    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    from legsapp.engine.interview import Interview
    from legsapp.publishing import live, transfer
    from legsapp.web import answer_cookie

    from . import engine, profiling
    from .web import GIVEN

    storage = mock.patch("whitenoise.storage.CompressedManifestStaticFilesStorage.url", lambda self, name: name)
    with storage, live.holding(transfer.read_folder(settings.FIXTURES)) as snapshot:
        answers = engine.answered(snapshot.model, GIVEN)
        page = Interview(snapshot.model, answers).next_page
        assert page is not None
        token = "a" * 32
        cookies, finished = (
            f"form={token}; answers={answer_cookie.seal(answer_cookie.Visit(told))}"
            for told in (answers, engine.answered(snapshot.model, 1000))
        )
        data = [("csrfmiddlewaretoken", token), ("_topic", page.topic.slug)]
        data += [(question.slug, question.options[-1].slug) for question in page.questions]
        body, path, application = urlencode(data).encode(), f"/check/{page.number}/", WSGIHandler()
        works = {
            "GET of the next question": lambda: profiling.call(application, "GET", path, cookies),
            "GET of an answered question": lambda: profiling.call(application, "GET", "/check/2/", cookies),
            "POST of an answer": lambda: profiling.call(application, "POST", path, cookies, body),
            "GET of a result": lambda: profiling.call(application, "GET", "/results/", finished),
        }
        for name, work in works.items():
            if (status := work())[:3] not in ("200", "303"):
                raise RuntimeError(f"{name}: {status}")
        times: list[Row] = [("request, in one process and without a server", "CPU ms")]
        times += [(name, f"{profiling.milliseconds(work):.2f}") for name, work in works.items()]
        return times, {name: profiling.shares(work) for name, work in works.items() if "answered" not in name}


def verdict(good: bool) -> str:
    return "met" if good else "missed"


def as_markdown(rows: list[Row]) -> str:
    head, *rest = rows
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *(f"| {' | '.join(row)} |" for row in rest)]
    return "\n".join(lines)


def machine() -> str:
    told = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    load = os.getloadavg()[0]
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({names[0] if names else platform.machine()}), "
        f"Python {platform.python_version()}, load {load:.1f} before the run"
    )


DOCUMENT = """# Performance

Written by `make bench`; the figures are those of the last run. {machine}.

Ratios are taken in one run on one machine: the rounds of the three servers alternate, and the median counts.
Load comes over loopback from {generator} on the same cores, so throughput has the load's own cost in it; the CPU
column counts the workers alone. All three run under granian with two workers of four threads and the same Django
middleware; Leg Check adds its own.

- *Bare page*: one view, one `CharField`, no database, no session. Nothing in Django does less and still is a form.
- *Wizard*: a django-formtools `SessionWizardView`, {steps} steps of {options} choices that are rows, sessions in
  SQLite. Its GET always begins anew, so it renders the first step.
- *Leg Check*: the question page after {given} answers, and the answer sent from it.

## The web

{web}

{web_bars}

## The engine

CPU time of one core. `assess` works out the reasons of a cause only when they are asked for; "with reasons" asks for
those of every cause that a page shows. The stories are the {stories} scenarios that the content ships with. Growth is
taken at thirty answered questions, with every cause, or every option that is not exclusive, made five times over,
evidence included.

{engine}

{engine_bars}

## Where the time goes

{times}

{profile}

`cProfile` shifts weight towards code with many small calls, so read these as an order and not as a measure.

## What keeps it fast

- Public pages ask no database. The release is compiled once per process: conditions parsed, weights as integer arrays
  (a column for every cause and for every capped group), the lines of an unticked list ready made.
- An `Interview` is made once for a set of answers and works everything out when first asked for. A POST makes two,
  before and after the answer. While core topics are open no gain is worked out.
- A question page is rendered once for each release, place and position; ticks, form token and path are put in
  afterwards. The frame round it is rendered once for each place.
- Library pages are kept whole, with an ETag of the release, and answer 304.
- A POST of a plain form makes its redirect and a cookie, and renders nothing; to htmx it answers with the next page
  itself, which spares a phone one journey over the network. A red flag is looked at only when a finding is reported
  without which it cannot hold.
- What is left of a GET is Django itself, gzip, the token of the form and the engine.
- A result is a person's own, so nothing of it as a whole is kept; it is asked for once in a check of some 17 pages.
  Pieces of the content that stand in it many times (references, sources, bars of foods, grades) are rendered once, and
  no text is looked up in a catalogue while there is none. What is left is a thousand variables of one large template.

## What keeps it small

- A process holds one release, without the scenarios, which only the gate and editors ask.
- Two heaps of the C library instead of one for each thread (`MALLOC_ARENA_MAX`, set by `manage.py serve`): each heap
  keeps what it once needed. Together with weights of four bytes this took 20 MiB off two workers.
- What is kept is bounded: 500 rendered pieces, 2,000 small ones, both of content and never of a person.

## Sizing

A check is about 17 pages: 36 requests of the app, of which one is the result (with scripts half as many, each with the
work of two). With the CPU column above, a million
checks a day (36 million requests, three quarters of them within eight hours: {peak:.0f} requests a second) need
{cores:.0f} cores of this kind at 60 % use. One small machine of two cores serves about {daily:,} checks a day on the
same terms.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds: for a look, not for the document")
    parser.add_argument("--no-write", action="store_true", help="print only")
    options = parser.parse_args()
    where = machine()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        engine_rows, engine_bars = engine_tables()
        times, shares = profile_tables()
        web_rows, web_bars = web_tables(1 if options.quick else 5)
    head: Row = ("what", "measured", "bar", "")
    profile: list[Row] = [("part", *shares)]
    for part in dict.fromkeys(part for found in shares.values() for part, _ in found):
        profile.append((part, *(f"{dict(found).get(part, 0)} %" for found in shares.values())))
    tables = {
        "web": as_markdown(web_rows),
        "web_bars": as_markdown([head, *web_bars]),
        "engine": as_markdown(engine_rows),
        "engine_bars": as_markdown([head, *engine_bars]),
        "times": as_markdown(times),
        "profile": as_markdown(profile),
    }
    print(where, *tables.values(), sep="\n\n")
    if not options.no_write and not options.quick:
        TARGET.write_text(
            DOCUMENT.format(machine=where, **tables, **_words(web_rows, float(times[-1][1]))), encoding="utf-8"
        )
        print(f"\nWritten to {TARGET.relative_to(ROOT)}")
    return 0


def _words(web_rows: list[Row], result: float) -> dict[str, object]:
    import shutil

    from django.conf import settings

    from legsapp.publishing import transfer

    from .web import GIVEN
    from .wizard import OPTIONS, STEPS

    get, post = float(web_rows[1][5]), float(web_rows[2][5])
    check = (18 * get + 17 * post + get + result) / 1000  # CPU seconds
    peak_checks = 0.75 / (8 * 3600)  # of a day's checks, each second
    return {
        "generator": "wrk" if shutil.which("wrk") else "a loop in Python",
        "steps": STEPS,
        "options": OPTIONS,
        "given": GIVEN,
        "stories": len(transfer.read_folder(settings.FIXTURES).scenarios),
        "peak": 1e6 * peak_checks * 36,
        "cores": max(1, 1e6 * peak_checks * check / 0.6),
        "daily": int(2 * 0.6 / (peak_checks * check) // 1000 * 1000),
    }


if __name__ == "__main__":
    sys.exit(main())
