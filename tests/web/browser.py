"""A browser without scripts: reads forms by their hooks, follows redirects, keeps cookies."""

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

MOST_PAGES = 60


@dataclass
class Input:
    value: str
    kind: str
    exclusive: bool
    checked: bool


@dataclass
class Seen(HTMLParser):
    """The parts of a page that tests look at."""

    topic: str = ""
    action: str = ""
    questions: dict[str, list[Input]] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    attributes: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    title: str = ""
    can_skip: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self._question = ""
        self._in_title = False
        self._in_check = False

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        found = dict(pairs)
        self.attributes.append((tag, found))
        self._in_title = tag == "title"
        if tag == "form":
            self._in_check = "data-topic" in found
            if self._in_check:
                self.topic, self.action = found["data-topic"] or "", found["action"] or ""
        elif tag == "fieldset" and "data-question" in found:
            self._question = found["data-question"] or ""
            self.questions[self._question] = []
        elif tag == "input" and self._in_check and found["type"] == "hidden":
            self.hidden[found["name"] or ""] = found["value"] or ""
        elif tag == "input" and self._in_check:
            assert found["name"] == self._question
            self.questions[self._question].append(
                Input(found["value"] or "", found["type"] or "", "data-exclusive" in found, "checked" in found)
            )
        elif tag == "button" and found.get("name") == "skip":
            self.can_skip = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_check = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def by_id(self, name: str) -> dict[str, str | None] | None:
        return next((found for _, found in self.attributes if found.get("id") == name), None)

    def ticked(self) -> set[str]:
        return {f"{slug}.{one.value}" for slug, inputs in self.questions.items() for one in inputs if one.checked}


def see(response: HttpResponse) -> Seen:
    seen = Seen()
    seen.feed(response.content.decode())
    return seen


@dataclass
class Browser:
    client: Client
    url: str = "/"

    def get(self, url: str, **headers: str) -> HttpResponse:
        """The page, after redirects."""
        response = self.client.get(url, headers=headers or None)
        for _ in range(5):
            if response.status_code not in (302, 303):
                break
            url = response.headers["Location"]
            response = self.client.get(url, headers=headers or None)
        self.url = url
        return response

    def post(self, url: str, data: dict[str, object] | None = None, **headers: str) -> HttpResponse:
        return self.client.post(url, data or {}, headers=headers or None)

    def give(self, *findings: str) -> HttpResponse:
        """Answer page after page with these findings; where none fits, "none of these" or the first answer."""
        response = self.get("/check/")
        for _ in range(MOST_PAGES):
            seen = see(response)
            if not seen.topic:
                return response
            response = self.send(
                seen, {slug: self._choose(slug, inputs, findings) for slug, inputs in seen.questions.items()}
            )
        raise AssertionError("the walk does not end")

    def send(self, seen: Seen, data: dict[str, object]) -> HttpResponse:
        posted = self.post(seen.action, {**seen.hidden, **data})
        assert posted.status_code == 303, (seen.topic, data, posted.status_code)
        return self.get(posted.headers["Location"])

    def wander(self, luck: random.Random) -> tuple[int, HttpResponse]:
        """A random walk to its end; the number of pages and the last page."""
        response = self.get("/check/")
        for pages in range(MOST_PAGES):
            seen = see(response)
            if not seen.topic:
                return pages, response
            response = self.send(
                seen, {slug: self._random(inputs, seen, luck) for slug, inputs in seen.questions.items()}
            )
        raise AssertionError("the walk does not end")

    def _choose(self, slug: str, inputs: list[Input], findings: tuple[str, ...]) -> list[str]:
        wanted = [one.value for one in inputs if f"{slug}.{one.value}" in findings]
        alone = [one.value for one in inputs if one.exclusive] or [inputs[0].value]
        return wanted or alone[:1]

    def _random(self, inputs: list[Input], seen: Seen, luck: random.Random) -> list[str]:
        alone = [one.value for one in inputs if one.exclusive]
        rest = [one.value for one in inputs if not one.exclusive]
        if inputs[0].kind == "radio":
            return [luck.choice(inputs).value]
        if alone and luck.random() < (0.95 if seen.topic == "danger" else 0.5):
            return [luck.choice(alone)]
        return luck.sample(rest, min(len(rest), luck.randint(1, 3)))
