"""A KnowledgeBase made ready for use: look-ups, parsed conditions and arrays, built once for a release.

A Model is immutable after construction and safe to share between threads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from .answers import Finding, finding, question_of
from .causes import CauseTable
from .conditions import Always, Condition, FlagFired, LevelReached
from .foods import by_tag, richest
from .information import InformationTable
from .knowledge import (
    Cause,
    Caution,
    Drink,
    DrinkRule,
    Electrolyte,
    KnowledgeBase,
    Option,
    Place,
    Question,
    RedFlag,
    Relief,
    Topic,
    Urgency,
)
from .parsing import parse

Row = TypeVar("Row")


def _by_slug(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.slug: row for row in rows}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Danger:
    """One alternative of a red flag that an adaptive topic could complete."""

    rank: int  # of its urgency
    condition: Condition
    positives: frozenset[Finding]
    topics: Mapping[str, frozenset[str]]  # adaptive topic -> its questions that the alternative names
    alone: bool  # all it needs stands on one adaptive page


class Model:
    """``kb`` and everything derived from it. Raises ConditionError for a condition that cannot be read."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.questions: Mapping[str, Question] = _by_slug(kb.questions)
        self.topics: Mapping[str, Topic] = _by_slug(kb.topics)
        self.causes: Mapping[str, Cause] = _by_slug(kb.causes)
        self.red_flags: Mapping[str, RedFlag] = _by_slug(kb.red_flags)
        self.cautions: Mapping[str, Caution] = _by_slug(kb.cautions)
        self.places: Mapping[str, Place] = _by_slug(kb.places)
        self.drinks: Mapping[str, Drink] = _by_slug(kb.drinks)
        self.options: Mapping[Finding, Option] = {
            finding(question.slug, option.slug): option for question in kb.questions for option in question.options
        }
        self.topic_order: tuple[Topic, ...] = tuple(sorted(kb.topics, key=lambda topic: (topic.position, topic.slug)))
        self.core: tuple[Topic, ...] = tuple(topic for topic in self.topic_order if topic.core)
        self.adaptive: tuple[Topic, ...] = tuple(topic for topic in self.topic_order if not topic.core)
        self.applies: Mapping[str, Condition] = {
            question.slug: parse(question.applies_when) for question in kb.questions if question.applies_when
        }
        self.dependents = _dependents(self.applies)
        self.flag_conditions = _conditions(kb.red_flags)
        self.flag_questions = _questions(self.flag_conditions)
        self.flag_position: Mapping[str, int] = {flag.slug: at for at, flag in enumerate(kb.red_flags)}
        self.dangers = self._dangers()
        self.flags_by_finding = _by_finding(self.flag_conditions)
        self.endings_by_finding = _by_finding(
            {slug: condition for slug, condition in self.flag_conditions.items() if self.red_flags[slug].urgency.ends}
        )
        self.caution_conditions = _conditions(kb.cautions)
        self.caution_questions = _questions(self.caution_conditions)
        self.caution_flags = {
            slug: frozenset(part.slug for part in condition.walk() if isinstance(part, FlagFired))
            for slug, condition in self.caution_conditions.items()
        }
        self.cautions_by_finding = _by_finding(self.caution_conditions)
        self.drink_rules: tuple[tuple[DrinkRule, Condition], ...] = tuple(
            (rule, parse(rule.condition))
            for rule in sorted(kb.drink_rules, key=lambda rule: (rule.position, rule.slug))
        )
        self.modifier_conditions = _conditions(kb.drink_modifiers)
        self.relief_conditions = {relief.slug: parse(relief.condition) for relief in kb.relief if relief.condition}
        self.conditional_relief = tuple(relief for relief in kb.relief if relief.condition)
        self.comparison_conditions = {row.slug: parse(row.personal) for row in kb.comparisons if row.personal}
        self.relief_by_cause = self._relief_by_cause()
        self.daily_values: Mapping[str, Electrolyte] = {
            item.slug: item for item in kb.electrolytes if item.daily_value_mg
        }
        self.foods_by_tag = by_tag(kb.foods)
        self.richest_foods = cache(lambda aims: richest(self, aims))
        self.cause_table = CauseTable(kb)
        self.information = InformationTable(kb, self.cause_table)

    def question(self, slug: str) -> Question | None:
        return self.questions.get(slug)

    def topic(self, slug: str) -> Topic | None:
        return self.topics.get(slug)

    def cause(self, slug: str) -> Cause | None:
        return self.causes.get(slug)

    def option(self, name: Finding) -> Option | None:
        return self.options.get(name)

    def label(self, name: Finding) -> str:
        """The words of a finding; empty when this release does not know it."""
        option = self.options.get(name)
        return option.label if option else ""

    def topic_of(self, name: Finding) -> str:
        question = self.questions.get(question_of(name))
        return question.topic if question else ""

    @cached_property
    def sources(self) -> Mapping[str, object]:
        return _by_slug(self.kb.sources)

    def _dangers(self) -> tuple["Danger", ...]:
        """The alternatives of the flags that cannot wait and need an answer from an adaptive topic."""
        adaptive = {topic.slug for topic in self.adaptive}
        found = []
        for flag in self.kb.red_flags:
            if not flag.urgency.at_least(Urgency.GP_SOON):
                continue
            for branch in self.flag_conditions[flag.slug].branches():
                topics: dict[str, set[str]] = {}
                for name in branch.findings():
                    if self.topic_of(name) in adaptive:
                        topics.setdefault(self.topic_of(name), set()).add(question_of(name))
                if topics:
                    positives = branch.positives()
                    alone = {self.topic_of(name) for name in positives} <= topics.keys() and len(topics) == 1
                    frozen = {slug: frozenset(questions) for slug, questions in topics.items()}
                    found.append(Danger(flag.urgency.rank, branch, positives, frozen, alone))
        return tuple(found)

    def _relief_by_cause(self) -> Mapping[str, tuple[Relief, ...]]:
        table: dict[str, list[Relief]] = {}
        for relief in self.kb.relief:
            for slug in relief.causes:
                table.setdefault(slug, []).append(relief)
        return {slug: tuple(rows) for slug, rows in table.items()}


def _by_finding(conditions: Mapping[str, Condition]) -> Mapping[Finding, tuple[str, ...]]:
    """Which rows a reported finding can make hold. The empty finding leads to those that may need none."""
    table: dict[Finding, list[str]] = {}
    for slug, condition in conditions.items():
        names = condition.triggers()
        if names is None:
            needs_none = any(isinstance(part, FlagFired | LevelReached | Always) for part in condition.walk())
            names = condition.positives() | ({""} if needs_none else frozenset())
        for name in sorted(names):
            table.setdefault(name, []).append(slug)
    return {name: tuple(slugs) for name, slugs in table.items()}


def _questions(conditions: Mapping[str, Condition]) -> dict[str, frozenset[str]]:
    """The questions that each condition names."""
    return {slug: frozenset(map(question_of, condition.findings())) for slug, condition in conditions.items()}


def _dependents(applies: Mapping[str, Condition]) -> dict[str, frozenset[str]]:
    """For each question, those that are put only after certain replies to it, or after replies to those."""
    direct: dict[str, set[str]] = {}
    for slug, named in _questions(applies).items():
        for question in named:
            direct.setdefault(question, set()).add(slug)
    found = {}
    for question in direct:
        reached: set[str] = set()
        new = {question}
        while new:
            new = set().union(*(direct.get(slug, ()) for slug in new)) - reached
            reached |= new
        found[question] = frozenset(reached)
    return found


def _conditions(rows: Iterable[object]) -> dict[str, Condition]:
    return {row.slug: parse(row.condition) for row in rows}  # type: ignore[attr-defined]
