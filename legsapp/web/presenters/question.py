"""A page of the questionnaire, ready to print."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from django.utils.translation import gettext_lazy as _

from legsapp.engine.interview import Interview, Page, unknown_slugs
from legsapp.engine.knowledge import Option, Place, Question
from legsapp.web.answer_cookie import Who
from legsapp.web.forms import NOT_SURE, Error, PageForm, offers_not_sure, ticked_of
from legsapp.web.places import fill

from .legmap import MAPPED_QUESTION
from .words import NOT_SURE as NOT_SURE_WORDS
from .words import SECTION_NAMES, SECTION_ORDER, Text

LONG_LIST = 12
CameFrom = Literal["", "answers", "open"]


@dataclass(frozen=True, slots=True)
class OptionView:
    question: str
    slug: str
    label: Text
    meaning: str
    checked: bool
    exclusive: bool

    @property
    def id(self) -> str:
        return f"{self.question}-{self.slug}"


@dataclass(frozen=True, slots=True)
class Run:
    """Options under one subheading (empty: none)."""

    id: str
    heading: str
    options: tuple[OptionView, ...]


class QuestionView:
    def __init__(
        self, question: Question, place: Place | None, ticked: Sequence[str], errors: Sequence[Error], alone: bool
    ) -> None:
        self.question, self.place, self.ticked, self.errors, self.alone = question, place, ticked, errors, alone
        self.slug = question.slug

    @property
    def text(self) -> str:
        return fill(self.question.text, self.place)

    @property
    def help(self) -> str:
        return fill(self.question.help, self.place)

    @property
    def hint(self) -> Text:
        """How many to choose, where the help does not stand in its place."""
        return _("Choose all that fit.") if self.question.kind == "multi" and not self.question.help else ""

    @property
    def why(self) -> str:
        return fill(self.question.why, self.place)

    @property
    def input_type(self) -> str:
        return "checkbox" if self.question.kind == "multi" else "radio"

    @property
    def has_map(self) -> bool:
        return self.slug == MAPPED_QUESTION

    @property
    def dense(self) -> bool:
        return len(self.question.options) > LONG_LIST

    @property
    def error_texts(self) -> list[Text]:
        return [error.text for error in self.errors]

    @property
    def first_id(self) -> str:
        return f"{self.slug}-{self.question.options[0].slug}"

    @property
    def described_by(self) -> str:
        names = [f"{self.slug}-error"] * bool(self.errors) + [f"{self.slug}-help"] * bool(self.question.help)
        return " ".join(names)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        plain = [option for option in self.question.options if not option.exclusive]
        grouped = groupby(plain, key=lambda option: option.heading)
        return tuple(
            Run(f"{self.slug}-run-{at}", fill(heading, self.place), tuple(self._view(option) for option in options))
            for at, (heading, options) in enumerate(grouped, 1)
        )

    @cached_property
    def last(self) -> tuple[OptionView, ...]:
        """The answers that stand apart: none of these, not sure."""
        apart = [self._view(option) for option in self.question.options if option.exclusive]
        if offers_not_sure(self.question):
            apart.append(OptionView(self.slug, NOT_SURE, NOT_SURE_WORDS, "", NOT_SURE in self.ticked, False))
        return tuple(apart)

    def _view(self, option: Option) -> OptionView:
        return OptionView(
            self.slug,
            option.slug,
            fill(option.label, self.place),
            fill(option.meaning, self.place),
            option.slug in self.ticked,
            option.exclusive,
        )


@dataclass(frozen=True, slots=True)
class Step:
    name: Text
    state: str  # done, now, ahead


class QuestionPage:
    """One topic: heading, questions, progress, ways on and back."""

    def __init__(
        self,
        place: Place | None,
        interview: Interview,
        page: Page,
        who: Who = "me",
        form: PageForm | None = None,
        *,
        came_from: CameFrom = "",
    ) -> None:
        self.place, self.interview, self.page, self.who, self.form = place, interview, page, who, form
        self.came_from = came_from

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def title(self) -> str:
        return _("Question %(number)d") % {"number": self.number}

    @property
    def topic(self) -> str:
        return self.page.topic.slug

    @property
    def heading(self) -> str:
        return fill(self.page.topic.title, self.place)

    @property
    def action_query(self) -> str:
        return f"?from={self.came_from}" if self.came_from else ""

    @property
    def back_number(self) -> int:
        return self.number - 1

    @property
    def for_other(self) -> bool:
        return self.who == "other"

    @property
    def is_safety(self) -> bool:
        return self.page.topic.section == "safety"

    @property
    def can_skip(self) -> bool:
        """A second button where leaving a list open is possible; single questions have their own "Not sure"."""
        return any(question.skippable and question.kind == "multi" for question in self.page.questions)

    @property
    def has_map(self) -> bool:
        return any(question.slug == MAPPED_QUESTION for question in self.page.questions)

    @property
    def questions_changed(self) -> bool:
        return unknown_slugs(self.interview.model, self.interview.given)

    @property
    def errors(self) -> list[Error]:
        return self.form.errors if self.form else []

    @cached_property
    def ticked(self) -> Mapping[str, tuple[str, ...]]:
        return self.form.ticked if self.form else ticked_of(self.page.questions, self.interview.given)

    @cached_property
    def questions(self) -> tuple[QuestionView, ...]:
        ticked = self.ticked if self.kept_by is None else {}
        alone = len(self.page.questions) == 1
        return tuple(
            QuestionView(
                question,
                self.place,
                ticked.get(question.slug, ()),
                [error for error in self.errors if error.question == question.slug],
                alone,
            )
            for question in self.page.questions
        )

    @property
    def error_links(self) -> list[tuple[Text, str]]:
        """What the error summary lists: the text, and the input to go to."""
        views = {view.slug: view for view in self.questions}
        return [
            (f"{views[error.question].text} {error.text}", views[error.question].first_id)
            if error.question in views
            else (error.text, "form")
            for error in self.errors
        ]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        states = dict(self.interview.progress(self.page.topic).sections)
        return tuple(Step(SECTION_NAMES[name], states[name]) for name in SECTION_ORDER if name in states)

    @cached_property
    def kept_by(self) -> Hashable:
        """What a page depends on beside what is ticked: ticks are put in afterwards. None for a page of its own."""
        if self.form or self.questions_changed:
            return None
        names = tuple(question.slug for question in self.page.questions)
        return self.number, names, self.who, self.came_from, tuple(step.state for step in self.steps)

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What ticks the boxes of a kept page."""
        if self.kept_by is None:
            return ()
        ids = [f' id="{question}-{option}" ' for question, options in self.ticked.items() for option in options]
        return tuple((mark, f"{mark}checked ") for mark in ids)
