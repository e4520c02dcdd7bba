"""Measures, prints the table and writes docs/performance.md: python -m bench [--quick] [--no-write]"""

import argparse
import logging
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from .document import DOCUMENT, TARGET, load_of, machine
from .servers import ROOT, plain_environment

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
        tables["load"] = load_of(TARGET.read_text(encoding="utf-8"))
        words = _words(web_rows, float(times[-1][1]))
        TARGET.write_text(DOCUMENT.format(machine=where, **tables, **words), encoding="utf-8")
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
