"""What a result does not know: what was skipped, what that leaves possible, and the way back to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import ngettext

from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.interview import Interview, Page
from legsapp.engine.knowledge import Urgency

from .words import LITTLE_HEADING, LITTLE_LEVEL, LITTLE_STEP, LITTLE_TEXT, SOME_HEADING, SOME_LEVEL, Text

FROM_OPEN = "?from=open"
NAMED, LISTED = 5, 3
MOST_URGENT = Urgency.GP_SOON  # a verdict of this level or above sends the person to be examined whatever was skipped


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    text: str
    address: str


class Unknown:
    def __init__(self, interview: Interview, assessment: Assessment, fill: Callable[[str], str]) -> None:
        self.interview, self.assessment, self.fill = interview, assessment, fill
        self.gaps, self.model = assessment.gaps, interview.model

    @property
    def known(self) -> str:
        """How much the result rests on: all, some or little."""
        return self.gaps.known

    @property
    def reassures(self) -> bool:
        return not self.assessment.urgency.at_least(MOST_URGENT)

    @property
    def too_much(self) -> bool:
        """So much was skipped that the level would promise what nobody knows."""
        return self.known == "little" and self.reassures

    @property
    def heading(self) -> Text:
        """In place of that of the level; empty when the level's stands."""
        if self.too_much:
            return LITTLE_HEADING
        return SOME_HEADING.get(self.assessment.urgency, "") if self.known != "all" else ""

    @property
    def level(self) -> Text:
        if self.too_much:
            return LITTLE_LEVEL
        return SOME_LEVEL if self.known != "all" and self.reassures else ""

    @property
    def text(self) -> Text:
        return LITTLE_TEXT if self.too_much else ""

    @property
    def next_step(self) -> str:
        return self.fill(str(LITTLE_STEP)) if self.too_much else ""

    @property
    def lead(self) -> str:
        count = len(self.gaps.questions)
        return ngettext(
            "You left %(n)d question open that could change this.",
            "You left %(n)d questions open that could change this.",
            count,
        ) % {"n": count}

    @cached_property
    def causes(self) -> tuple[str, ...]:
        """What those questions are there to rule out: what cannot wait if there is such a thing; common before rare."""
        slugs = dict.fromkeys(slug for flag in self.gaps.flags for slug in flag.pins if slug in self.model.causes)
        found = sorted(
            (self.model.causes[slug] for slug in slugs), key=lambda cause: (-cause.prior_per_1000, cause.slug)
        )
        urgent = [cause for cause in found if cause.urgency.at_least(Urgency.SAME_DAY)]
        return tuple(cause.name for cause in urgent or found)

    @property
    def named(self) -> tuple[str, ...]:
        return self.causes[:NAMED]

    @property
    def has_unnamed(self) -> bool:
        return len(self.causes) > len(self.named)

    @cached_property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """Those left open that could change the level, each with the way back to it."""
        return tuple(self._questions())

    @property
    def short(self) -> bool:
        """Few enough to stand in full."""
        return len(self.questions) <= LISTED

    @property
    def first(self) -> str:
        return self.questions[0].address if self.questions else ""

    def _questions(self) -> Iterator[OpenQuestion]:
        for page in self.interview.pages:
            for question in page.questions:
                if question.slug in self.gaps.questions:
                    text = self.fill(f"{page.topic.title}: {question.text}")
                    yield OpenQuestion(text, address_of_open(page.number))


def address_of_open(number: int) -> str:
    """A page with a question left open, from which the way leads to the next such page."""
    return reverse("question", args=(number,)) + FROM_OPEN


def next_left_open(interview: Interview, page: Page) -> int | None:
    """The number of the next page after this one that holds a question left open which could raise the level."""
    questions = assess(interview.model, interview.answers).gaps.questions
    numbers = {item.topic.slug: item.number for item in interview.pages}
    here = numbers.get(page.topic.slug, page.number)
    return next(
        (
            item.number
            for item in interview.pages
            if item.number > here and any(question.slug in questions for question in item.questions)
        ),
        None,
    )
