"""Your answers: to check and change, and as they stand at the end of a result."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.urls import reverse

from legsapp.engine.interview import Interview, Page, unknown_slugs
from legsapp.engine.knowledge import Place, Question
from legsapp.web.answer_cookie import Who
from legsapp.web.places import fill

from .legmap import EVERYWHERE, MAPPED_QUESTION, ONE_LEG, WHICH
from .words import NOT_ANSWERED, NOT_SURE, SECTION_NAMES, SECTION_ORDER, Text


@dataclass(frozen=True, slots=True)
class AnswerRow:
    question: str
    answers: tuple[Text, ...]
    number: int
    open: bool  # skipped: what is not named stays unknown

    @property
    def words(self) -> str:
        return "; ".join(map(str, self.answers))

    @property
    def address(self) -> str:
        """Where it can be changed."""
        return _address(self.number)


@dataclass(frozen=True, slots=True)
class AnswerSection:
    slug: str
    name: Text
    rows: tuple[AnswerRow, ...]


@lru_cache
def _address(number: int) -> str:
    return reverse("question", args=(number,))


class AnswerList:
    """The answers that count, by section, in the order in which they were given."""

    def __init__(self, place: Place | None, interview: Interview) -> None:
        self.place, self.interview, self.answers = place, interview, interview.answers

    @cached_property
    def sections(self) -> tuple[AnswerSection, ...]:
        pages = self.interview.pages
        found = []
        for name in SECTION_ORDER:
            rows = tuple(row for page in pages if page.topic.section == name for row in self._rows(page))
            if rows:
                found.append(AnswerSection(name, SECTION_NAMES[name], rows))
        return tuple(found)

    @property
    def count(self) -> int:
        return sum(len(section.rows) for section in self.sections)

    @cached_property
    def regions(self) -> frozenset[str]:
        """The parts of the leg map that were chosen."""
        reply = self.answers.reply(MAPPED_QUESTION)
        return frozenset(reply.options) if reply else frozenset()

    @property
    def region_labels(self) -> tuple[str, ...]:
        question = self.interview.model.questions.get(MAPPED_QUESTION)
        return tuple(option.label for option in question.options if option.slug in self.regions) if question else ()

    @property
    def has_map(self) -> bool:
        return bool(self.regions)

    @property
    def everywhere(self) -> bool:
        return EVERYWHERE in self.regions

    @property
    def leg(self) -> str:
        """The leg to fill when it is one alone; empty: both."""
        found = self.answers.findings()
        return next((leg for name, leg in WHICH.items() if name in found), "") if ONE_LEG in found else ""

    def _rows(self, page: Page) -> Iterator[AnswerRow]:
        for question in page.questions:
            reply = self.answers.reply(question.slug)
            if reply is not None:
                yield AnswerRow(
                    fill(question.text, self.place),
                    self._words(question, reply.options),
                    page.number,
                    open=not reply.complete and bool(reply.options),
                )

    def _words(self, question: Question, options: tuple[str, ...]) -> tuple[Text, ...]:
        labels = tuple(fill(option.label, self.place) for option in question.options if option.slug in options)
        return labels or ((NOT_SURE if question.kind == "single" else NOT_ANSWERED),)


class AnswersPage:
    """Check your answers."""

    def __init__(self, place: Place | None, interview: Interview, who: Who) -> None:
        self.interview, self.who = interview, who
        self.list = AnswerList(place, interview)

    @property
    def next_number(self) -> int | None:
        following = self.interview.next_page
        return following.number if following else None

    @property
    def questions_changed(self) -> bool:
        return unknown_slugs(self.interview.model, self.interview.given)

    @property
    def for_other(self) -> bool:
        return self.who == "other"
