"""Walks the questionnaire over HTTP as a browser without scripts would: python -m tests.walk http://127.0.0.1:8000

Answers are drawn at random (``--seed``). Exits with 1 unless every walk ends in a result.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from statistics import median
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

MOST_PAGES = 60
CALM = 0.95  # how often a walker has none of the emergency signs
WELL = 0.75  # how often none of a page's other signs


class WalkError(Exception):
    """The walk did not end in a result; says where."""


@dataclass
class Question:
    slug: str
    single: bool = False
    options: list[str] = field(default_factory=list)
    exclusive: set[str] = field(default_factory=set)


@dataclass
class Form:
    topic: str
    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


class Page(HTMLParser):
    """The parts of a page that a walker reads, by their stable hooks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.form: Form | None = None
        self.urgency = ""
        self.verdict = ""
        self.release = ""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form" if "data-topic" in given:
                self.form, self._inside = Form(given["data-topic"], given.get("action", "")), True
            case "fieldset" if self._inside and self.form and "data-question" in given:
                self.form.questions.append(Question(given["data-question"]))
            case "input" if self._inside and self.form:
                self._input(self.form, given)
            case "meta" if given.get("name") == "release":
                self.release = given.get("content", "")
        if given.get("id") == "urgency":
            self.urgency = given.get("data-urgency", "")
        if given.get("id") == "electrolytes":
            self.verdict = given.get("data-verdict", "")

    def _input(self, form: Form, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if given.get("type") == "hidden":
            form.hidden[name] = value
        elif form.questions and name == form.questions[-1].slug and value:
            question = form.questions[-1]
            question.single = given.get("type") == "radio"
            question.options.append(value)
            if "data-exclusive" in given:
                question.exclusive.add(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


@dataclass(frozen=True)
class Result:
    pages: int
    urgency: str
    verdict: str
    release: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]


class Walker:
    """One person with a browser of their own."""

    def __init__(self, site: str, seed: int) -> None:
        self.site = site
        self.random = random.Random(seed)
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.answers: list[tuple[str, tuple[str, ...]]] = []

    def walk(self) -> Result:
        address, page = self._open(urljoin(self.site, "/check/"))
        for count in range(MOST_PAGES):
            if urlsplit(address).path == "/results/":
                if not page.urgency:
                    raise WalkError("the result says nothing about urgency")
                return Result(count, page.urgency, page.verdict, page.release, tuple(self.answers))
            if page.form is None or not page.form.questions:
                raise WalkError(f"{address} asks nothing")
            fields = list(page.form.hidden.items())
            for question in page.form.questions:
                chosen = tuple(self._choose(page.form.topic, question))
                self.answers.append((question.slug, chosen))
                fields += [(question.slug, option) for option in chosen]
            address, page = self._open(urljoin(address, page.form.action), fields)
        raise WalkError(f"no result after {MOST_PAGES} pages")

    def _choose(self, topic: str, question: Question) -> Iterator[str]:
        if not question.options:
            raise WalkError(f"{question.slug} has no options")
        alone = sorted(question.exclusive)
        if alone and self.random.random() < (CALM if topic == "danger" else WELL):
            yield alone[0]
            return
        others = [option for option in question.options if option not in question.exclusive] or alone
        most = 1 if question.single else min(len(others), self.random.choice((1, 1, 2, 3)))
        yield from self.random.sample(others, most)

    def _open(self, address: str, fields: list[tuple[str, str]] | None = None) -> tuple[str, Page]:
        body = None if fields is None else urlencode(fields).encode()
        request = Request(address, data=body, headers={"Origin": self.site.rstrip("/")} if body else {})
        try:
            with self.browser.open(request, timeout=20) as reply:
                return reply.url, Page(reply.read().decode())
        except HTTPError as error:
            raise WalkError(f"{address} answers {error.code} to {fields}") from error


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--walks", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    results, failures = [], 0
    for seed in range(options.seed, options.seed + options.walks):
        walker = Walker(options.site, seed)
        try:
            results.append(walker.walk())
        except (WalkError, OSError) as error:
            failures += 1
            print(f"walk {seed}: {error}", file=sys.stderr)
    for result in results if options.walks == 1 else ():
        for question, chosen in result.answers:
            print(f"  {question}: {', '.join(chosen)}")
        print(f"{result.pages} pages to {result.urgency}, electrolytes: {result.verdict}, release {result.release}")
    calm = [result.pages for result in results if result.urgency not in ("emergency", "out_of_scope")]
    if options.walks > 1:
        found = ", ".join(f"{urgency} {count}" for urgency, count in Counter(r.urgency for r in results).most_common())
        print(f"{len(results)} results, {failures} failures: {found}")
    if options.walks > 1 and calm:
        print(f"Pages, emergencies apart: median {median(calm):g}, most {max(calm)}")
    return 1 if failures or not results else 0


if __name__ == "__main__":
    sys.exit(main())
