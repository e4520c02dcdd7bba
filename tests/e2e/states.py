"""Every page in every state that people can meet: where it is, which answers lead to it, what is sent wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from legsapp.engine.answers import Answers, Reply
from legsapp.engine.assessment import assess
from legsapp.engine.interview import Interview
from legsapp.engine.knowledge import Question, Urgency
from legsapp.engine.model import Model
from legsapp.web.answer_cookie import Visit, seal

LIBRARY = (
    "/symptoms/",
    "/symptoms/heavy_legs/",
    "/causes/",
    "/causes/pad/",
    "/electrolytes/",
    "/electrolytes/magnesium/",
    "/foods/",
    "/foods/?q=bean&rich=potassium&without=dairy&day=banana",
    "/foods/?q=nothing%20like%20this",
    "/drinks/",
    "/drinks/calculator/",
    "/relief/",
    "/claims/",
    "/faq/",
    "/glossary/",
    "/sources/",
    "/search/",
    "/search/?q=cramp",
    "/search/?q=zzzz",
)
ABOUT = ("/", "/about/", "/privacy/", "/accessibility/", "/clear/", "/keep/", "/nowhere/")
KEPT = ("/check/answers/", "/results/foods/", "/results/sheet/", "/results/sheet/?size=large", "/keep/", "/", "/clear/")
RESULTS = tuple(urgency.value for urgency in Urgency)
WITH_GAPS = ("unclear", "some_open")  # everything skipped that may be; one list skipped that matters
WRONG = ("danger", "place", "body")  # topics shown with their errors: two questions, the leg map, one long list


@dataclass(frozen=True)
class State:
    path: str
    answers: Answers = field(default_factory=Answers.empty)
    sent: Mapping[str, str] | None = None  # what a form of the page is sent with; it comes back with errors or a result
    form: str = ""  # selector of that form
    action: str = ""  # where it is sent, if not to the page itself
    status: int = 200

    @property
    def cookie(self) -> str:
        return seal(Visit(self.answers)) if len(self.answers) else ""


NAMES = (
    *ABOUT,
    *LIBRARY,
    "calculator, worked out",
    "calculator, with errors",
    "keep, with errors",
    *(f"with answers: {path}" for path in KEPT),
    *(f"error: {topic}" for topic in WRONG),
    *(f"result: {urgency}" for urgency in RESULTS),
    *(f"result: {kind}" for kind in WITH_GAPS),
)


class States:
    """The states of one content. Question pages are named by their topic."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __getitem__(self, name: str) -> State:
        kind, _, rest = name.partition(": ")
        match kind:
            case "result":
                return State("/results/", self.results[rest])
            case "error":
                answers, number = self._before(rest)
                return State(f"/check/{number}/", answers, {"_topic": rest}, "form[data-topic]", status=422)
            case "with answers":
                return State(rest, self.results["gp_routine"])
            case "keep, with errors":
                return State("/keep/", sent={}, form="form[action='/keep/open/']", action="/keep/open/", status=422)
            case "calculator, worked out":
                return self._calculator("200", {"before": "70", "after": "69", "drink": "500", "minutes": "60"})
            case "calculator, with errors":
                return self._calculator("422", {"before": "70", "after": "7"})
            case "question":
                return self.question(rest)
            case _:
                return State(name, status=404 if name == "/nowhere/" else 200)

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(topic.slug for topic in self.model.topic_order)

    def fresh(self, topic: str) -> State:
        """The page of a topic as it is first asked, after calm answers."""
        answers, number = self._before(topic)
        return State(f"/check/{number}/", answers)

    def question(self, topic: str) -> State:
        """The page of a topic, with much ticked on it."""
        pages = Interview(self.model, self.everything).pages
        number = next(page.number for page in pages if page.topic.slug == topic)
        return State(f"/check/{number}/", self.everything)

    @property
    def everything(self) -> Answers:
        return everything(self.model)

    @property
    def results(self) -> Mapping[str, Answers]:
        return results(self.model)

    def _before(self, topic: str) -> tuple[Answers, int]:
        """Calm answers up to a topic, whose page is the next one; its number."""
        calm, answers = self.results["gp_routine"], Answers.empty()
        while (page := Interview(self.model, answers).next_page) is not None and page.topic.slug != topic:
            for question in page.questions:
                reply = calm.reply(question.slug) or Reply((), complete=False)
                answers = answers.with_reply(question.slug, reply.options, reply.complete)
        assert page is not None, topic
        return answers, page.number

    def _calculator(self, status: str, sent: Mapping[str, str]) -> State:
        fixed = {"way": "measured", "units": "metric"}
        return State("/drinks/calculator/", sent=fixed | sent, form="form[data-way=measured]", status=int(status))


@cache
def everything(model: Model) -> Answers:
    """Answers under which every topic applies: what opens questions is chosen, multiple choices are ticked in full."""
    opening = {name for condition in model.applies.values() for name in condition.positives()}
    replies = Answers.empty()
    for topic in model.topic_order:
        for slug in topic.questions:
            replies = replies.with_reply(slug, _all_of(model.questions[slug], opening))
    return replies


def _all_of(question: Question, opening: set[str]) -> tuple[str, ...]:
    plain = [option.slug for option in question.options if not option.exclusive]
    if question.slug.startswith("emergency"):
        return tuple(option.slug for option in question.options if option.exclusive)
    if question.kind == "multi":
        return tuple(plain)
    return (next((slug for slug in plain if f"{question.slug}.{slug}" in opening), plain[-1]),)


@cache
def results(model: Model) -> Mapping[str, Answers]:
    """Finished answers for each level of urgency, from the stories of the content, and with questions skipped."""
    found = {"unclear": finished(model, Answers.empty(), skipping=True)}
    for story in sorted(model.kb.scenarios, key=lambda story: (story.kind != "story", -len(story.findings))):
        answers = finished(model, Answers.from_findings(story.findings))
        found.setdefault(assess(model, answers).urgency.value, answers)
        if found.keys() >= set(RESULTS):
            return found | {"some_open": found["self_care"].with_reply("body", (), complete=False)}
    raise LookupError(f"no story of the content leads to {sorted(set(RESULTS) - found.keys())}")


def finished(model: Model, answers: Answers, *, skipping: bool = False) -> Answers:
    """The answers with "none of these" for every question that is still asked, or with skipping where one may."""
    while (page := Interview(model, answers).next_page) is not None:
        for question in page.questions:
            if question.slug in answers:
                continue
            none = [option.slug for option in question.options if option.exclusive and question.kind == "multi"]
            if question.slug == "age":
                answers = answers.with_reply("age", ["a40_49"])
            elif none and not (skipping and question.skippable):
                answers = answers.with_reply(question.slug, none[:1])
            else:
                answers = answers.with_reply(question.slug, (), complete=False)
    return answers
