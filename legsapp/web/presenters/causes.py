"""A cause as a card: how well it fits, what speaks for and against it, what would change that."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from legsapp.engine.assessment import Assessment
from legsapp.engine.causes import CauseResult, ScoreLine
from legsapp.engine.cautions import AdviceLine
from legsapp.engine.knowledge import Cause, Urgency
from legsapp.web.places import Fill

from .findings import FindingWords
from .library import is_overdue
from .marks import Bibliography, GradeMark, Reference
from .words import CHECK_FIRST, COMMON_CAUSE, FIT_WORDS, Text

SIDE = 100  # length of either arm of the drawn balance
LINES = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the balance; ``length`` is its share of the longest arm."""

    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Change:
    text: str
    more_likely: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """A line of advice, or in its place why a caution keeps it back."""

    text: str
    kept_back: bool


class CauseCard:
    def __init__(
        self, result: CauseResult, assessment: Assessment, words: FindingWords, books: Bibliography, fill: Fill
    ) -> None:
        self.result, self.assessment, self.words, self.books, self.fill = result, assessment, words, books, fill
        self.cause: Cause = result.cause
        self.slug, self.fit = self.cause.slug, result.fit

    @property
    def name(self) -> str:
        return self.cause.name

    @property
    def medical_name(self) -> str:
        return "" if self.cause.medical_name.lower() == self.cause.name.lower() else self.cause.medical_name

    @property
    def fit_words(self) -> Text:
        urgent = self.assessment.urgency.at_least(Urgency.SAME_DAY)
        return CHECK_FIRST if self.fit == "rule_out" and not urgent else FIT_WORDS[self.fit]

    @property
    def common_words(self) -> Text:
        return COMMON_CAUSE[self.cause.common]

    @property
    def summary(self) -> str:
        return self.fill(self.cause.summary)

    @property
    def covers(self) -> str:
        return self.fill(self.cause.covers)

    @cached_property
    def speaks_for(self) -> tuple[Reason, ...]:
        return self._reasons(self.result.speaks_for)

    @cached_property
    def speaks_against(self) -> tuple[Reason, ...]:
        return self._reasons(self.result.speaks_against)

    @property
    def has_balance(self) -> bool:
        return bool(self.speaks_for or self.speaks_against)

    @property
    def more_for(self) -> int:
        return max(0, len(self.result.speaks_for) - LINES)

    @property
    def more_against(self) -> int:
        return max(0, len(self.result.speaks_against) - LINES)

    @property
    def for_length(self) -> int:
        return self._arm(self.result.speaks_for)

    @property
    def against_length(self) -> int:
        return self._arm(self.result.speaks_against)

    @property
    def for_start(self) -> int:
        return -self.for_length

    @property
    def balance_words(self) -> Text:
        """What the drawing shows, said."""
        more = self._sum(self.result.speaks_for)
        less = self._sum(self.result.speaks_against)
        if not more and not less:
            return _("Nothing you told us speaks for or against it.")
        if more > 2 * less:
            return _("Much more speaks for it than against it.")
        if more > less:
            return _("More speaks for it than against it.")
        return _("As much or more speaks against it.")

    @cached_property
    def would_change(self) -> tuple[Change, ...]:
        table = self.words.model.cause_table
        weights = table.weights[table.position[self.slug]].present
        return tuple(Change(self.words.label(name), weights.get(name, 0) > 0) for name in self.result.would_change)

    @property
    def rests_on(self) -> str:
        """What speaks most for it, where nothing that is still open would change much."""
        if self.would_change or not self.result.speaks_for:
            return ""
        strongest = self.result.speaks_for[0]
        return self.words.joined(strongest.findings[:1], strongest.present)

    @cached_property
    def self_care(self) -> tuple[Advice, ...]:
        return tuple(self._advice(line) for line in self.assessment.advice(self.cause.self_care))

    @property
    def clinician(self) -> tuple[str, ...]:
        return tuple(self.fill(text) for text in self.cause.clinician)

    @property
    def see_sooner(self) -> str:
        return self.fill(self.cause.see_sooner)

    @property
    def look_alikes(self) -> tuple[str, ...]:
        causes = self.words.model.causes
        return tuple(causes[slug].name for slug in self.cause.look_alikes if slug in causes)

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.cause.electrolytes_grade)

    @property
    def reviewed_on(self) -> str:
        return self.cause.reviewed_on

    @property
    def overdue(self) -> bool:
        """Somebody should have looked at this cause again by now."""
        return is_overdue(self.cause.review_by)

    @property
    def references(self) -> tuple[Reference, ...]:
        return self.books.cite(self.cause.sources)

    def _advice(self, line: AdviceLine) -> Advice:
        return Advice(self.fill(line.text), line.blocked_by is not None)

    def _reasons(self, lines: Sequence[ScoreLine]) -> tuple[Reason, ...]:
        longest = max((abs(line.weight) for line in self.result.lines if line.kind != "prior"), default=1)
        return tuple(
            Reason(self.words.joined(line.findings, line.present), max(4, round(SIDE * abs(line.weight) / longest)))
            for line in lines[:LINES]
        )

    def _sum(self, lines: Sequence[ScoreLine]) -> int:
        return sum(abs(line.weight) for line in lines)

    def _arm(self, lines: Sequence[ScoreLine]) -> int:
        longest = max(self._sum(self.result.speaks_for), self._sum(self.result.speaks_against), 1)
        return round(SIDE * self._sum(lines) / longest)
