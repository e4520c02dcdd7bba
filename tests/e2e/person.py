"""A person at a browser: reads the questions on the page, ticks, presses Continue."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Page

MOST_PAGES = 60
NOT_SURE = "not_sure"  # offered beside the options of a single choice
QUESTIONS = """() => [...document.querySelectorAll('form[data-topic] fieldset[data-question]')].map(set => ({
  slug: set.dataset.question,
  options: [...set.querySelectorAll('input')].map(box => ({
    slug: box.value, id: box.id, exclusive: box.hasAttribute('data-exclusive'), single: box.type === 'radio'}))
}))"""
RESULT = """() => ({
  urgency: document.querySelector('#urgency').dataset.urgency,
  verdict: document.querySelector('#electrolytes')?.dataset.verdict ?? '',
  drink: document.querySelector('#fluids')?.dataset.drink ?? '',
  unclear: document.querySelector('#causes[data-unclear]') !== null,
  causes: [...document.querySelectorAll('#causes [data-cause]')].map(card => [card.dataset.cause, card.dataset.fit])
})"""
SETTLED = """() => {
  if (document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')) return false;
  const form = document.querySelector('form[data-topic]');
  const here = form ? new URL(form.action).pathname : document.querySelector('#urgency') ? '/results/' : '';
  return here === location.pathname || location.pathname === '/check/answers/';
}"""

Asked = dict[str, object]
Choose = Callable[[str, list[Asked]], Iterable[str]]  # question, its options -> the slugs to tick


def by_seed(seed: int) -> Choose:
    """The same answer to the same question, whenever and however it is asked."""

    def choose(question: str, options: list[Asked]) -> list[str]:
        luck = random.Random(f"{seed} {question}")
        alone = [str(option["slug"]) for option in options if option["exclusive"]]
        rest = [str(option["slug"]) for option in options if not option["exclusive"] and option["slug"] != "u18"]
        if question.startswith("emergency") or (alone and luck.random() < 0.6):
            return alone[:1]
        return luck.sample(rest, 1 if options[0]["single"] else min(len(rest), luck.randint(1, 3)))

    return choose


def calmly(**given: str) -> Choose:
    """These answers, and otherwise "none of these" or the first option; a grown man unless said otherwise."""
    given = {"age": "a40_49", "sex": "male", **given}

    def choose(question: str, options: list[Asked]) -> list[str]:
        slugs = [str(option["slug"]) for option in options]
        alone = [str(option["slug"]) for option in options if option["exclusive"]]
        return [given[question]] if given.get(question) in slugs else alone[:1] or slugs[:1]

    return choose


@dataclass
class Person:
    page: Page
    choose: Choose
    scripts: bool = True
    told: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.page.goto("/check/")

    @property
    def is_done(self) -> bool:
        return self.page.url.endswith("/results/")

    def tick(self) -> None:
        """Answer the questions on the page."""
        for question in self.page.evaluate(QUESTIONS):
            chosen = tuple(self.choose(question["slug"], question["options"]))
            for option in question["options"]:
                if option["slug"] in chosen:
                    self.page.locator(f"[id='{option['id']}']").check()
            self.told.append((question["slug"], chosen))

    def press(self, selector: str = "form[data-topic] .btn-main") -> None:
        """Press a button that leads to another address, and wait until its page stands."""
        before = self.page.url
        self.page.locator(selector).click()
        self.page.wait_for_url(lambda url: url != before)
        self.settle()

    def settle(self) -> None:
        if self.scripts:
            self.page.wait_for_function(SETTLED)
        else:
            self.page.wait_for_load_state("load")

    def step(self) -> None:
        self.topics.append(self.topic)
        self.tick()
        self.press()

    @property
    def topic(self) -> str:
        return self.page.locator("form[data-topic]").get_attribute("data-topic") or ""

    def walk(self, until: str = "") -> "Person":
        """Answer page after page to the result, or to the page of this topic."""
        self.start()
        for _ in range(MOST_PAGES):
            if self.is_done or self.topic == until:
                return self
            self.step()
        raise AssertionError("the walk does not end")

    def findings(self) -> list[str]:
        """What was told, as the engine names it; "not sure" is the question alone."""
        return [slug if one == NOT_SURE else f"{slug}.{one}" for slug, options in self.told for one in options]

    def result(self) -> dict[str, object]:
        return self.page.evaluate(RESULT)
