"""Journeys of people, written down once. The server keeps nothing, so the same requests can be sent again and again."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.walk import Form, Page

from .driver import raw_request
from .servers import Server

MOST_PAGES = 60
CALM, WELL = 0.95, 0.75  # how often a walker ticks "none of these": signs of danger, everything else
LIBRARY = (
    "/symptoms/",
    "/causes/",
    "/electrolytes/",
    "/foods/",
    "/foods/?q=banana",
    "/drinks/",
    "/relief/",
    "/claims/",
    "/faq/",
    "/glossary/",
    "/search/?q=cramp",
    "/about/",
    "/privacy/",
)


@dataclass
class Person:
    """A browser without scripts that writes down what it sends."""

    server: Server
    luck: random.Random
    cookies: dict[str, str] = field(default_factory=dict)
    sent: list[bytes] = field(default_factory=list)
    at: str = "/"

    def ask(self, method: str, path: str, data: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        """The reply, and where it leads."""
        headers = self.headers()
        body = urlencode(data) if data is not None else None
        self.sent.append(raw_request(self.server.port, method, path, headers.items(), body.encode() if body else None))
        status, told, content = self.server.ask(method, path, body, headers)
        where = ""
        for name, value in told:
            if name.lower() == "set-cookie":
                for cookie in SimpleCookie(value).values():
                    self.cookies[cookie.key] = cookie.value
            elif name.lower() == "location":
                where = value
        self.cookies = {name: value for name, value in self.cookies.items() if value}
        self.content = content.decode()
        return status, where

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def visit(self, path: str) -> str:
        """Follows where it leads; the page."""
        for _ in range(5):
            self.at = path
            _, path = self.ask("GET", path)
            if not path:
                return self.content
        raise RuntimeError(f"{self.at} leads nowhere")

    def answer(self, form: Form, ticks: Mapping[str, list[str]] | None = None) -> str:
        data = list(form.hidden.items())
        for question in form.questions:
            chosen = (ticks or {}).get(question.slug) or self._choose(form.topic, question)
            data += [(question.slug, option) for option in chosen]
        status, where = self.ask("POST", form.action, data)
        if status != 303:
            raise RuntimeError(f"{form.action} answers {status} to {data}")
        return self.visit(where)

    def _choose(self, topic: str, question: object) -> list[str]:
        alone = sorted(question.exclusive)  # type: ignore[attr-defined]
        options = question.options  # type: ignore[attr-defined]
        if alone and self.luck.random() < (CALM if topic == "danger" else WELL):
            return alone[:1]
        others = [option for option in options if option not in alone] or alone
        most = 1 if question.single else min(len(others), self.luck.choice((1, 1, 2, 3)))  # type: ignore[attr-defined]
        return self.luck.sample(others, most)

    def walk(self, most: int = MOST_PAGES) -> str:
        """Answer pages until the result, or that many; the last page seen."""
        html = self.visit("/check/")
        for _ in range(most):
            form = Page(html).form
            if form is None:
                break
            html = self.answer(form)
        return html


def record(server: Server, count: int, seed: int = 1) -> list[list[bytes]]:
    """Requests of ``count`` people: the check, with looks at the library and a step back now and then."""
    found = []
    for number in range(count):
        person = Person(server, random.Random(seed + number))
        start = person.visit("/")
        for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', start)[:5]:
            person.visit(path)
        html = person.walk()
        if Page(html).urgency and person.luck.random() < 0.5:
            person.visit("/check/answers/")
            person.visit("/check/2/?from=answers")
            person.visit("/results/")
        for path in person.luck.sample(LIBRARY, 2):
            person.visit(path)
        found.append(person.sent)
    return found
