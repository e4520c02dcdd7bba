"""What to ask next, what no longer counts, how far along. Everything is derived from the answers.

Order: the core topics, which carry the red flags; then topics that could still complete a red flag more urgent than
what is known; then the topic with the largest expected information gain, neighbours preferred; until none is worth it.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .answers import Answers, Reply, question_of
from .conditions import Facts
from .knowledge import SECTIONS, Question, Section, Topic
from .model import Model
from .triage import Triage, triage

WORTH_ASKING = 60_000  # millionths of a nat for a page; below it a page buys too little
NEIGHBOUR = 1.2  # a topic next to the one just answered keeps the thread


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a person's walk."""

    topic: Topic
    number: int
    complete: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    section: Section
    sections: tuple[tuple[Section, Literal["done", "now", "ahead"]], ...]
    answered: int
    expected: int


class Interview:
    """One person's interview at one moment. Everything is worked out once, when first asked for."""

    def __init__(self, model: Model, answers: Answers) -> None:
        self.model = model
        self.given = answers

    @cached_property
    def answers(self) -> Answers:
        """Only replies to questions that this release knows and that apply, with the options that it knows."""
        kept = _known(self.model, self.given)
        while True:
            facts, skipped = Facts.of(kept), _skipped(kept)
            good = {slug: reply for slug, reply in kept.items() if self._applies(slug, facts, skipped)}
            if len(good) == len(kept):
                return kept
            kept = Answers.of(good)

    @cached_property
    def facts(self) -> Facts:
        return Facts.of(self.answers)

    @cached_property
    def skipped(self) -> frozenset[str]:
        return _skipped(self.answers)

    @cached_property
    def triage(self) -> Triage:
        return triage(self.model, self.facts)

    @cached_property
    def unfinished(self) -> tuple[Topic, ...]:
        """Topics with a due question that has no reply, in order."""
        return tuple(topic for topic in self.model.topic_order if self._is_unfinished(topic))

    @cached_property
    def next_topic(self) -> Topic | None:
        """The topic to ask now; None when the walk is over."""
        if self.triage.ends_here:
            return None
        for topic in self.unfinished:
            if topic.core or any(slug in self.answers for slug in topic.questions):
                return topic
        return self._revealing_danger() or self._most_informative()

    @cached_property
    def answered_topics(self) -> tuple[Topic, ...]:
        """In the order in which they were first answered."""
        slugs = dict.fromkeys(self.model.questions[slug].topic for slug, _ in self.answers.items())
        return tuple(self.model.topics[slug] for slug in slugs)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages answered so far."""
        return tuple(self._page(topic, at) for at, topic in enumerate(self.answered_topics, 1))

    @cached_property
    def next_page(self) -> Page | None:
        """The page to answer now; None when the walk is over. A page that has become due again keeps its number."""
        topic = self.next_topic
        if topic is None:
            return None
        done = self.answered_topics
        return self._page(topic, done.index(topic) + 1 if topic in done else len(done) + 1)

    def page(self, number: int) -> Page | None:
        """An answered page by its number, or the next one; None when there is no such page."""
        if 1 <= number <= len(self.answered_topics):
            return self.pages[number - 1]
        return self.next_page if self.next_page is not None and self.next_page.number == number else None

    def progress(self, topic: Topic | None = None) -> Progress:
        """How far along; ``topic`` is the one shown, by default the next. ``expected`` counts pages, roughly."""
        topic = topic or self.next_topic
        section = topic.section if topic else SECTIONS[-1]
        core_left = [item for item in self.unfinished if item.core]
        waiting = {item.section for item in core_left}
        touched = {item.section for item in self.answered_topics}
        states: list[tuple[Section, Literal["done", "now", "ahead"]]] = [
            (name, "now" if name == section else "done" if name in touched and name not in waiting else "ahead")
            for name in SECTIONS
        ]
        answered = len(self.answered_topics)
        return Progress(section, tuple(states), answered, answered + len(core_left) + (2 if topic else 0))

    def _applies(self, question: str, facts: Facts, skipped: frozenset[str]) -> bool:
        """Whether a question is due. Skipping what it depends on never un-asks a core question."""
        model = self.model
        condition = model.applies.get(question)
        if condition is None or condition.holds(facts):
            return True
        return (
            bool(skipped)
            and model.topics[model.questions[question].topic].core
            and condition.value(facts) is None
            and any(question_of(name) in skipped for name in condition.findings())
        )

    def _is_unfinished(self, topic: Topic) -> bool:
        open_slugs = [slug for slug in topic.questions if slug not in self.answers]
        return any(self._applies(slug, self.facts, self.skipped) for slug in open_slugs)

    def _page(self, topic: Topic, number: int) -> Page:
        due = tuple(
            self.model.questions[slug] for slug in topic.questions if self._applies(slug, self.facts, self.skipped)
        )
        return Page(topic, number, all(question.slug in self.answers for question in due), due)

    def _revealing_danger(self) -> Topic | None:
        """The topic that most red flags wait for: those at least same-day, more urgent than what is known, and
        partly true (or resting on a single page, so that nothing else could lead to it)."""
        waiting: Counter[str] = Counter()
        facts = self.facts
        for branch in self.model.dangers:
            if branch.urgency.rank <= self.triage.urgency.rank:
                continue
            if branch.alone or not branch.positives.isdisjoint(facts.true):
                condition = branch.condition
                if condition.value(facts) is None and not condition.holds(facts):
                    waiting.update({topic for topic, slugs in branch.topics.items() if not slugs <= facts.settled})
        return max(
            (topic for topic in self.unfinished if waiting[topic.slug]),
            key=lambda topic: (waiting[topic.slug], -topic.position),
            default=None,
        )

    def _most_informative(self) -> Topic | None:
        """The topic with the largest expected information gain, if it is worth a page. Ties go to the first slug."""
        if not self.unfinished:
            return None
        table = self.model.cause_table
        gains = self.model.information.gains(table.shares(table.scores(self.answers)))
        last = self.answered_topics[-1] if self.answered_topics else None
        best, best_gain = None, WORTH_ASKING - 1
        for topic in sorted(self.unfinished, key=lambda topic: topic.slug):
            gain = sum(gains.get(slug, 0) for slug in topic.questions if slug not in self.answers)
            if last is not None and abs(topic.position - last.position) == 1:
                gain = int(gain * NEIGHBOUR)
            if gain > best_gain:
                best, best_gain = topic, gain
        return best


def relevant(model: Model, answers: Answers) -> Answers:
    """The replies that count; see Interview.answers."""
    return Interview(model, answers).answers


def next_topic(model: Model, answers: Answers) -> Topic | None:
    """The topic to ask now; None when the walk is over."""
    return Interview(model, answers).next_topic


def pages(model: Model, answers: Answers) -> tuple[Page, ...]:
    """The pages answered so far, in the order in which they were first answered."""
    return Interview(model, answers).pages


def page(model: Model, answers: Answers, number: int) -> Page | None:
    """An answered page by its number, or the next one to answer; None when there is no such page."""
    return Interview(model, answers).page(number)


def next_number(model: Model, answers: Answers) -> int | None:
    """The number of the page to answer now; None when the walk is over."""
    following = Interview(model, answers).next_page
    return following.number if following else None


def progress(model: Model, answers: Answers, topic: Topic | None = None) -> Progress:
    """How far along; see Interview.progress."""
    return Interview(model, answers).progress(topic)


def unknown_slugs(model: Model, answers: Answers) -> bool:
    """True when the answers name a question or option that this release does not have."""
    return _known(model, answers) is not answers


def _known(model: Model, answers: Answers) -> Answers:
    """Drop slugs of another release; a reply that loses an option is no longer complete."""
    if all(slug in model.questions for slug, _ in answers.items()) and all(
        f"{slug}.{option}" in model.options for slug, reply in answers.items() for option in reply.options
    ):
        return answers
    kept: dict[str, Reply] = {}
    for slug, reply in answers.items():
        options = tuple(option for option in reply.options if f"{slug}.{option}" in model.options)
        if options == reply.options and slug in model.questions:
            kept[slug] = reply
        elif options:
            kept[slug] = Reply(options, complete=False)
    return Answers.of(kept)


def _skipped(answers: Answers) -> frozenset[str]:
    return frozenset(slug for slug, reply in answers.items() if not reply.complete)
