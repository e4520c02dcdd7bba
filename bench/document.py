"""The document of the bench: what `make bench` and `make load` write into docs/performance.md."""

import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .servers import ROOT

TARGET = ROOT / "docs" / "performance.md"
LOAD = re.compile(r"<!-- make load -->\n.*?<!-- end -->", re.S)
LOAD_HEAD = """| requests | number | a second | p50 ms | p99 ms | 5xx | memory MiB |
| --- | --- | --- | --- | --- | --- | --- |"""


def machine() -> str:
    told = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    load = os.getloadavg()[0]
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({names[0] if names else platform.machine()}), "
        f"Python {platform.python_version()}, load {load:.1f} before the run"
    )


def load_of(text: str) -> str:
    """The figures of the last full load that a document holds."""
    found = LOAD.search(text)
    return found[0] if found else _load(("not yet measured",))


def with_load(text: str, lines: Sequence[str]) -> str:
    """The document with these figures: when and where, then a row for each part."""
    return LOAD.sub(lambda _: _load(lines), text)


def _load(lines: Sequence[str]) -> str:
    where, *rows = lines
    return "\n".join(("<!-- make load -->", f"{where}.", "", LOAD_HEAD, *rows, "<!-- end -->"))


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

A POST stands at its bar: with the machine in one state or another, seven runs of 2026-11-22 came to between 0.33 and
0.48. The bare page checks a token and redirects, which is nearly all of Django that there is. An answer is decrypted,
the interview worked out before and after it, the cookie sealed again, the request logged and headers added. The profile
below shows no large piece among them.

## The engine

CPU time of one core. `assess` works out the reasons of a cause only when they are asked for; "with reasons" asks for
those of every cause that a page shows. The stories are the {stories} scenarios that the content ships with. Growth is
taken at thirty answered questions, with every cause, or every option that is not exclusive, made five times over,
evidence included.

{engine}

{engine_bars}

## Under load

Written by `make load`: two workers behind six clients on the same two cores, whole journeys with looks at the library,
then requests that no browser would send; memory is that of all processes, a page that several share counted once, after
the first tenth and at the end. The bar: no 5xx, and memory flat and at most 280 MiB.

{load}

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
