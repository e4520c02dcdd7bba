"""The result, ready to print: every line of the page, in the order of the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from legsapp.engine.assessment import Assessment
from legsapp.engine.causes import CauseResult
from legsapp.engine.interview import Interview, unknown_slugs
from legsapp.engine.knowledge import Place, Urgency
from legsapp.engine.relief import ReliefChoice
from legsapp.engine.triage import FiredFlag
from legsapp.publishing.live import Snapshot
from legsapp.web.answer_cookie import Who
from legsapp.web.places import brief, emergency_words, filler

from .answers import AnswerList
from .causes import CauseCard
from .findings import FindingWords
from .marks import Bibliography, GradeMark, Reference
from .nourishment import Nourishment
from .unknown import Unknown
from .words import NEXT_STEP, RELIEF_KINDS, UNCLEAR_STEP, URGENCY_HEADING, URGENCY_LEVEL, URGENCY_TEXT, Text

SHOWN_RELIEF = 6
DAYS, STEPS = 14, 2
SENTENCE_END = re.compile(r"(?<=[.!?]) ")
EMERGENCY_SIGNS = (
    _("chest pain, sudden trouble breathing, coughing up blood, or a faint"),
    _("a leg or foot that turns cold, pale, blue or blotchy, or that you cannot move or feel"),
    _("a drooping face, a weak arm or leg on one side, or slurred speech"),
    _("numbness between the legs, or new trouble with holding or passing pee or poo"),
)
TODAY_SIGNS = (
    _("one leg swells, or the calf turns hot and sore; the skin may look red, purple or darker than usual"),
    _("you have a fever or feel very ill, or your pee turns brown or red"),
    _("the pain grows fast, or you can no longer put weight on the leg"),
)


def said_once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts, each without the sentences that one before it has said; empty when nothing is left of it."""
    said: set[str] = set()
    found = []
    for text in texts:
        new = [sentence for sentence in SENTENCE_END.split(text) if sentence not in said]
        said.update(new)
        found.append(" ".join(new))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FlagView:
    fired: FiredFlag
    advice: str
    why: str
    while_waiting: str
    because: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def name(self) -> str:
        return self.fired.flag.name


@dataclass(frozen=True, slots=True)
class ReliefView:
    choice: ReliefChoice
    how: str
    helps: str
    evidence: str
    who_must_not: str
    for_causes: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def name(self) -> str:
        return self.choice.relief.name

    @property
    def kind(self) -> Text:
        return RELIEF_KINDS[self.choice.relief.kind]

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.choice.relief.grade)


@dataclass(frozen=True, slots=True)
class CautionView:
    name: str
    instead: str
    why: str
    because: tuple[str, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Two weeks from today, and the day on which to stop waiting."""

    first: date

    @property
    def stop(self) -> str:
        return date_format(self.first + timedelta(days=DAYS), "l j F Y")

    @property
    def weeks(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The days of either week, short: Sun 22."""
        days = tuple(date_format(self.first + timedelta(days=day), "D j") for day in range(DAYS))
        return days[:7], days[7:]


class ResultPage:
    def __init__(
        self,
        release: Snapshot,
        place: Place | None,
        interview: Interview,
        who: Who,
        assessment: Assessment,
        today: date | None = None,
    ) -> None:
        self.release, self.place, self.interview, self.who, self.assessment = release, place, interview, who, assessment
        self.plan = Plan(today or timezone.localdate())
        self.model = release.model
        self.fill = filler(brief(place), units=True)
        self.words = FindingWords(self.model, place)
        self.books = Bibliography(self.model)
        self.nourishment = Nourishment(self.model, assessment, self.books, place)
        self.answers = AnswerList(place, interview)
        self.unknown = Unknown(interview, assessment, self.fill)

    # How urgent

    @property
    def urgency(self) -> Urgency:
        return self.assessment.urgency

    @property
    def is_emergency(self) -> bool:
        return self.urgency is Urgency.EMERGENCY

    @property
    def ends_here(self) -> bool:
        """Nothing but the urgency, what to rule out, what to do meanwhile, and the answers."""
        return self.urgency in (Urgency.EMERGENCY, Urgency.OUT_OF_SCOPE)

    @property
    def heading(self) -> str:
        if self.is_emergency:
            return _("Call %(number)s now") % {"number": emergency_words(self.place)}
        return self.fill(str(self.unknown.heading or URGENCY_HEADING[self.urgency]))

    @property
    def level(self) -> Text:
        return self.unknown.level or URGENCY_LEVEL[self.urgency]

    @property
    def urgency_text(self) -> str:
        return self.fill(str(self.unknown.text or URGENCY_TEXT[self.urgency]))

    @property
    def next_step(self) -> str:
        """What to do now: the words of the red flag that set the level, else those of the level."""
        if self.is_emergency:
            return ""
        if self.unknown.too_much:
            return self.unknown.next_step
        if self.leading_flags:
            return self.leading_flags[0].advice
        if self.unclear and not self.urgency.at_least(Urgency.GP_ROUTINE):
            return self.fill(str(UNCLEAR_STEP))
        return self.fill(str(NEXT_STEP.get(self.urgency, "")))

    @property
    def emergency_other(self) -> str:
        return self.fill(self.place.emergency_other) if self.place else ""

    @property
    def questions_changed(self) -> bool:
        return unknown_slugs(self.model, self.interview.given)

    @property
    def for_other(self) -> bool:
        return self.who == "other"

    @cached_property
    def leading_flags(self) -> tuple[FlagView, ...]:
        """The red flags that set the level."""
        return tuple(self._flag(item) for item in self.assessment.flags if item.flag.urgency is self.urgency)

    @cached_property
    def other_flags(self) -> tuple[FlagView, ...]:
        """Less urgent ones, still worth telling whoever examines the person."""
        return tuple(self._flag(item) for item in self.assessment.flags if item.flag.urgency is not self.urgency)

    @property
    def raised_by(self) -> tuple[str, ...]:
        """Causes that raised the level above that of the flags."""
        return tuple(self.model.causes[slug].name for slug in self.assessment.urgency_causes)

    @property
    def advice(self) -> tuple[str, ...]:
        """What the red flags that set the level ask for, each thing said once."""
        return tuple(text for text in said_once(view.advice for view in self.leading_flags) if text)

    @property
    def reasons(self) -> tuple[tuple[FlagView, str], ...]:
        """The red flags that set the level, each with what it asks for beyond the next step and those before it."""
        texts = said_once((self.next_step, *(view.advice for view in self.leading_flags)))
        return tuple(zip(self.leading_flags, texts[1:], strict=True))

    @property
    def while_waiting(self) -> tuple[str, ...]:
        """What to do until help comes, said once."""
        return tuple(text for text in said_once(view.while_waiting for view in self.leading_flags) if text)

    @property
    def slip_number(self) -> int:
        """The page that holds the answers which led here."""
        for item in self.assessment.flags:
            for name in item.because:
                for page in self.interview.pages:
                    if page.topic.slug == self.model.topic_of(name):
                        return page.number
        return 1

    # What could be behind it

    @cached_property
    def rule_out(self) -> tuple[CauseCard, ...]:
        return self._cards(self.assessment.rule_out)

    @cached_property
    def shown(self) -> tuple[CauseCard, ...]:
        return self._cards(self.assessment.shown)

    @cached_property
    def more(self) -> tuple[CauseCard, ...]:
        return self._cards(self.assessment.more)

    @cached_property
    def contributors(self) -> tuple[CauseCard, ...]:
        return self._cards(self.assessment.contributors)

    @property
    def rule_out_words(self) -> Text:
        """Why these causes stand first, without frightening where nothing is urgent."""
        if self.urgency.at_least(Urgency.SAME_DAY):
            return _("Something you told us means that this has to be ruled out first. It does not mean you have it.")
        return _("Something you told us means that a doctor should check for this. It does not mean you have it.")

    @property
    def unclear(self) -> bool:
        return self.assessment.unclear and not self.shown

    @property
    def two_can_be_true(self) -> bool:
        return len(self.shown) > 1

    # What may ease it

    @cached_property
    def relief(self) -> tuple[ReliefView, ...]:
        return tuple(self._relief(choice) for choice in self.assessment.relief if choice.blocked_by is None)

    @property
    def first_relief(self) -> tuple[ReliefView, ...]:
        return self.relief[:SHOWN_RELIEF]

    @property
    def more_relief(self) -> tuple[ReliefView, ...]:
        return self.relief[SHOWN_RELIEF:]

    @cached_property
    def relief_kept_back(self) -> tuple[str, ...]:
        """What stands in place of relief that a caution keeps back, said once."""
        found = (choice.blocked_by for choice in self.assessment.relief if choice.blocked_by is not None)
        return tuple(dict.fromkeys(self.fill(caution.instead) for caution in found))

    @cached_property
    def cautions(self) -> tuple[CautionView, ...]:
        return tuple(
            CautionView(
                item.caution.name,
                self.fill(item.caution.instead),
                self.fill(item.caution.why),
                self.words.labels(item.because),
                self.books.cite(item.caution.sources),
            )
            for item in self.assessment.cautions
        )

    # When to get help, and the plan

    @property
    def emergency_signs(self) -> tuple[Text, ...]:
        return EMERGENCY_SIGNS

    @property
    def today_signs(self) -> tuple[Text, ...]:
        return TODAY_SIGNS

    @property
    def see_sooner(self) -> tuple[tuple[str, str], ...]:
        """For each cause shown: when it should be looked at sooner."""
        return tuple((card.name, card.see_sooner) for card in (*self.rule_out, *self.shown) if card.see_sooner)

    @property
    def worth_a_sheet(self) -> bool:
        """Somebody is going to examine the person."""
        return self.urgency in (Urgency.SAME_DAY, Urgency.GP_SOON, Urgency.GP_ROUTINE)

    @property
    def has_plan(self) -> bool:
        """Only where waiting is safe, as far as anybody knows."""
        waits = self.urgency in (Urgency.GP_ROUTINE, Urgency.PHARMACIST, Urgency.SELF_CARE)
        return waits and not self.unknown.too_much

    @property
    def plan_steps(self) -> tuple[str, ...]:
        """The first things of the list above to try."""
        return tuple(item.name for item in self.relief[:STEPS])

    # Sources and release

    @property
    def sources(self) -> tuple[Reference, ...]:
        return tuple(self.books)

    @property
    def number(self) -> int:
        return self.release.number

    @property
    def published(self) -> object:
        return self.release.published

    def _cards(self, results: tuple[CauseResult, ...]) -> tuple[CauseCard, ...]:
        return tuple(CauseCard(item, self.assessment, self.words, self.books, self.fill) for item in results)

    def _flag(self, item: FiredFlag) -> FlagView:
        return FlagView(
            item,
            self.fill(item.flag.advice),
            self.fill(item.flag.why),
            self.fill(item.flag.while_waiting),
            self.words.labels(item.because),
            self.books.cite(item.flag.sources),
        )

    def _relief(self, choice: ReliefChoice) -> ReliefView:
        relief, causes = choice.relief, self.model.causes
        return ReliefView(
            choice,
            self.fill(relief.how),
            self.fill(relief.helps),
            self.fill(relief.evidence),
            self.fill(relief.who_must_not),
            tuple(causes[slug].name for slug in choice.for_causes),
            self.books.cite(relief.sources),
        )
