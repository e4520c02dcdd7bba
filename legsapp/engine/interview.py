"""What to ask next, what no longer counts, how far along. Everything is derived from the answers.

Order: the core topics, which carry the red flags; then topics that could still complete a red flag more urgent than
what is known; then the topic with the largest expected information gain, neighbours preferred; until none is worth it.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Literal

from .answers import Answers, Reply, question_of
from .conditions import Facts
from .knowledge import SECTIONS, Question, Section, Topic, Urgency
from .model import Danger, Model
from .triage import Triage, ends, level, triage

WORTH_ASKING = 105_000  # millionths of a nat for a page; below it a page buys too little
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
    def _counting(self) -> tuple[Answers, Facts, frozenset[str]]:
        """The replies that count, what they say, and the questions left open."""
        kept = _known(self.model, self.given)
        while True:
            facts, skipped = Facts.of(kept), _skipped(kept)
            conditional = self.model.applies.keys() & kept.replies.keys()
            gone = [slug for slug in conditional if not self._applies(slug, facts, skipped)]
            if not gone:
                return kept, facts, skipped
            kept = kept.without(*gone)

    @cached_property
    def answers(self) -> Answers:
        """Only replies to questions that this release knows and that apply, with the options that it knows."""
        return self._counting[0]

    @cached_property
    def facts(self) -> Facts:
        return self._counting[1]

    @cached_property
    def skipped(self) -> frozenset[str]:
        return self._counting[2]

    @cached_property
    def triage(self) -> Triage:
        return triage(self.model, self.facts)

    @cached_property
    def urgency(self) -> Urgency:
        """That of the red flags; cheaper than ``triage``, which gives the reasons too."""
        return level(self.model, self.facts)

    @cached_property
    def unfinished(self) -> tuple[Topic, ...]:
        """Topics with a due question that has no reply, in order."""
        adaptive = {topic.slug for topic in self.model.adaptive if self._is_unfinished(topic)}
        core = {topic.slug for topic in self.unfinished_core}
        return tuple(topic for topic in self.model.topic_order if topic.slug in core or topic.slug in adaptive)

    @cached_property
    def unfinished_core(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.model.core if self._is_unfinished(topic))

    @cached_property
    def next_topic(self) -> Topic | None:
        """The topic to ask now; None when the walk is over."""
        if ends(self.model, self.facts):
            return None
        replied = self.answers.replies.keys()
        begun = (topic for topic in self.model.adaptive if not replied.isdisjoint(topic.questions))
        core = (topic for topic in self.model.core if self._is_unfinished(topic))
        due = [*islice(core, 1), *(topic for topic in begun if self._is_unfinished(topic))]
        if due:
            return min(due, key=lambda topic: (topic.position, topic.slug))
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
            return self._page(self.answered_topics[number - 1], number)
        return self.next_page if self.next_page is not None and self.next_page.number == number else None

    def progress(self, topic: Topic | None = None) -> Progress:
        """How far along; ``topic`` is the one shown, by default the next. ``expected`` counts pages, roughly."""
        topic = topic or self.next_topic
        section = topic.section if topic else SECTIONS[-1]
        core_left = self.unfinished_core
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
        answers, facts, skipped = self._counting
        return any(slug not in answers.replies and self._applies(slug, facts, skipped) for slug in topic.questions)

    def _page(self, topic: Topic, number: int) -> Page:
        due = tuple(
            self.model.questions[slug] for slug in topic.questions if self._applies(slug, self.facts, self.skipped)
        )
        return Page(topic, number, all(question.slug in self.answers for question in due), due)

    def _revealing_danger(self) -> Topic | None:
        """The topic that most red flags wait for: those for a doctor soon or sooner, more urgent than what is known,
        and partly true (or resting on a single page, so that nothing else could lead to it)."""
        waiting: Counter[str] = Counter()
        facts, known = self.facts, self.urgency.rank
        for branch in self.model.dangers:
            if branch.rank <= known:
                continue
            if branch.alone or not branch.positives.isdisjoint(facts.true):
                condition = branch.condition
                if condition.value(facts) is None and not condition.holds(facts) and self._could_hold(branch):
                    waiting.update({topic for topic, slugs in branch.topics.items() if not slugs <= facts.settled})
        return max(
            (topic for topic in self.unfinished if waiting[topic.slug]),
            key=lambda topic: (waiting[topic.slug], -topic.position),
            default=None,
        )

    def _could_hold(self, branch: Danger) -> bool:
        """Whether the pages not yet answered could complete it; what was skipped on the way is not asked again."""
        open_topics = {topic.slug for topic in self.unfinished}
        told = {name for name in branch.positives if self.model.topic_of(name) in open_topics}
        return branch.condition.holds(replace(self.facts, true=self.facts.true | told))

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
    if answers.replies.keys() <= model.questions.keys() and model.options.keys() >= set(answers.findings()):
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
