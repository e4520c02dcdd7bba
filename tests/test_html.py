"""Every page in every state is sound HTML. The structure is always checked; with VNU_JAR set to the jar of the Nu
HTML checker (and Java there) every page passes that too."""

import gzip
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from tests.e2e.states import NAMES, State, States

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ]
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "legend": {"fieldset"},
    "summary": {"details"},
    "figcaption": {"figure"},
    "caption": {"table"},
    "option": {"select", "optgroup"},
}
POINTS_TO_ONE = ("for", "aria-controls")
POINTS_TO_MANY = ("aria-labelledby", "aria-describedby")
INTERACTIVE = frozenset(["a", "button", "input", "label", "select", "summary", "textarea"])
LABELLED = frozenset(("checkbox", "radio", "text", "search"))


class Structure(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order and in the right place; what is named exists once."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointers: list[tuple[str, str]] = []
        self.inputs: list[tuple[str, bool]] = []
        self.headings: list[str] = []
        self._headings_open: list[list[str]] = []
        self.feed(html)
        self.close()
        self._conclude(html)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = dict(pairs)
        where = f"line {self.getpos()[0]} <{tag}>"
        if len(given) != len(pairs):
            self.faults.append(f"{where}: an attribute twice")
        self._place(tag, where)
        if "id" in given:
            self.ids[given["id"] or ""] += 1
            if not given["id"] or " " in given["id"]:
                self.faults.append(f"{where}: an id that is none")
        self.pointers += [(name, given[name] or "") for name in POINTS_TO_ONE if name in given]
        self.pointers += [(name, one) for name in POINTS_TO_MANY for one in (given.get(name) or "").split()]
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self.pointers.append(("href", (given["href"] or "")[1:]))
        if tag == "input" and given.get("type") in LABELLED:
            self.inputs.append((given.get("id") or "", "label" in self.open or "aria-label" in given))
        if tag in ("img", "area") and "alt" not in given:
            self.faults.append(f"{where}: no alt")
        if tag in HEADINGS:
            self.headings.append(tag)
            self._headings_open.append([])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, pairs)
        if tag not in VOID:
            if "svg" not in self.open:
                self.faults.append(f"line {self.getpos()[0]} <{tag}/>: closed in itself outside a drawing")
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        where = f"line {self.getpos()[0]} </{tag}>"
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"{where}: open is {self.open[-1:] or 'nothing'}")
            if tag in self.open:
                while self.open.pop() != tag:
                    pass
            return
        self.open.pop()
        if tag in HEADINGS and not "".join(self._headings_open.pop()).strip():
            self.faults.append(f"{where}: an empty heading")

    def handle_data(self, data: str) -> None:
        for texts in self._headings_open:
            texts.append(data)

    def _place(self, tag: str, where: str) -> None:
        parent = self.open[-1] if self.open else ""
        if tag in BLOCKS and "p" in self.open:
            self.faults.append(f"{where}: a block inside a paragraph")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.faults.append(f"{where}: inside <{parent}>")
        if parent in ("ul", "ol") and tag != "li":
            self.faults.append(f"{where}: straight in a list")
        if tag == "form" and "form" in self.open:
            self.faults.append(f"{where}: a form inside a form")
        around = INTERACTIVE & set(self.open)
        if tag in INTERACTIVE and around - {"label"} and not (tag in ("label", "input") and around == {"label"}):
            self.faults.append(f"{where}: inside {sorted(around)}")

    def _conclude(self, html: str) -> None:
        if not html.lower().startswith("<!doctype html>"):
            self.faults.append("no doctype")
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {name!r} {count} times" for name, count in self.ids.items() if count > 1]
        self.faults += [
            f"{name} points to {to!r}, which is nowhere" for name, to in self.pointers if to not in self.ids
        ]
        named = {to for name, to in self.pointers if name == "for"}
        self.faults += [
            f"input {name!r} has no label" for name, inside in self.inputs if not inside and name not in named
        ]
        if self.headings.count("h1") != 1:
            self.faults.append(f"{self.headings.count('h1')} main headings")
        levels = [int(tag[1]) for tag in self.headings]
        self.faults += [
            f"heading {at}: h{now} after h{before}"
            for at, (before, now) in enumerate(pairwise(levels), 2)
            if now > before + 1
        ]


def structure(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    return {name: faults for name, html in pages.items() if (faults := Structure(html).faults)}


def nu_checker(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    files = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number:03}.html"
        path.write_text(html, encoding="utf-8")
        files[path.as_uri()] = name
    command = ["java", "-jar", os.environ["VNU_JAR"], "--format", "json", "--exit-zero-always", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found: dict[str, list[str]] = {}
    for message in json.loads(result.stderr)["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            name = files.get(message.get("url", ""), message.get("url", ""))
            found.setdefault(name, []).append(f"line {message.get('lastLine')}: {message['message']}")
    return found


def checkers() -> Iterator[Callable[[Mapping[str, str], Path], dict[str, list[str]]]]:
    yield structure
    if os.environ.get("VNU_JAR") and shutil.which("java"):
        yield nu_checker


@pytest.fixture(scope="module")
def pages(shipped: KnowledgeBase) -> dict[str, str]:
    """The HTML of every page and state, as a browser gets it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with live.holding(shipped) as snapshot:
        states = States(snapshot.model)
        names = (*NAMES, *(f"question: {topic}" for topic in states.topics))
        return {name: fetched(states[name]) for name in names}


def fetched(state: State) -> str:
    client = Client()
    if state.cookie:
        client.cookies["answers"] = state.cookie
    response = (
        client.get(state.path) if state.sent is None else client.post(state.action or state.path, dict(state.sent))
    )
    assert response.status_code == state.status, state.path
    body = gzip.decompress(response.content) if "Content-Encoding" in response.headers else response.content
    return body.decode()


@pytest.mark.parametrize("checker", list(checkers()))
def test_every_page_in_every_state_is_sound(
    checker: Callable[[Mapping[str, str], Path], dict[str, list[str]]], pages: dict[str, str], tmp_path: Path
) -> None:
    assert len(pages) > 60
    assert checker(pages, tmp_path) == {}


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<main><h1>A</h1><p>b</main>", "open is ['p']"),
        ("<main><h1>A</h1><p>b<ul><li>c</li></ul></p></main>", "a block inside a paragraph"),
        ("<h1>A</h1><i id=x></i><i id=x></i>", "id 'x' 2 times"),
        ('<h1>A</h1><a href="#gone">b</a>', "points to 'gone'"),
        ('<h1>A</h1><input type="text" id="t">', "has no label"),
        ("<h1>A</h1><h3>b</h3>", "h3 after h1"),
        ("<h1> </h1>", "an empty heading"),
        ("<h1>A</h1><ul><p>b</p></ul>", "straight in a list"),
        ("<h1>A</h1><button><a href='/'>b</a></button>", "inside ['button']"),
    ],
)
def test_the_structure_check_sees(html: str, fault: str) -> None:
    assert any(fault in found for found in Structure(f"<!doctype html>{html}").faults)
