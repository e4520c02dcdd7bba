"""What to ask next, what no longer counts, how far along. Everything is derived from the answers.

Order: the core topics, which carry the red flags; then topics that could still complete a red flag more urgent than
what is known; then the topic with the largest expected information gain, neighbours preferred; until none is worth it.
"""

from collections import Counter
from dataclasses import dataclass
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


def relevant(model: Model, answers: Answers) -> Answers:
    """Only replies to questions that this release knows and that apply, with the options that it knows."""
    kept = _known(model, answers)
    while True:
        facts, skipped = Facts.of(kept), _skipped(kept)
        good = {slug: reply for slug, reply in kept.items() if _applies(model, slug, facts, skipped)}
        if len(good) == len(kept):
            return kept
        kept = Answers.of(good)


def unknown_slugs(model: Model, answers: Answers) -> bool:
    """True when the answers name a question or option that this release does not have."""
    return _known(model, answers) is not answers


def next_topic(model: Model, answers: Answers) -> Topic | None:
    """The topic to ask now; None when the walk is over."""
    answers = relevant(model, answers)
    facts = Facts.of(answers)
    result = triage(model, facts)
    if result.ends_here:
        return None
    open_topics = _unfinished(model, answers, facts)
    for topic in open_topics:
        if topic.core or any(slug in answers for slug in topic.questions):
            return topic
    return _revealing_danger(model, facts, result, open_topics) or _most_informative(model, answers, open_topics)


def pages(model: Model, answers: Answers) -> tuple[Page, ...]:
    """The pages answered so far, in the order in which they were first answered."""
    answers = relevant(model, answers)
    facts, skipped = Facts.of(answers), _skipped(answers)
    slugs = dict.fromkeys(model.questions[slug].topic for slug, _ in answers.items())
    return tuple(_page(model, model.topics[slug], at, answers, facts, skipped) for at, slug in enumerate(slugs, 1))


def page(model: Model, answers: Answers, number: int) -> Page | None:
    """An answered page by its number, or the next one to answer; None when there is no such page."""
    done = pages(model, answers)
    if 1 <= number <= len(done):
        return done[number - 1]
    if number != len(done) + 1 or (topic := next_topic(model, answers)) is None:
        return None
    if any(item.topic is topic for item in done):
        return None
    answers = relevant(model, answers)
    return _page(model, topic, number, answers, Facts.of(answers), _skipped(answers))


def next_number(model: Model, answers: Answers) -> int | None:
    """The number of the page to answer now; None when the walk is over."""
    topic = next_topic(model, answers)
    if topic is None:
        return None
    done = pages(model, answers)
    return next((item.number for item in done if item.topic is topic), len(done) + 1)


def progress(model: Model, answers: Answers, topic: Topic | None = None) -> Progress:
    """How far along; ``topic`` is the one shown, by default the next. ``expected`` counts pages, roughly."""
    answers = relevant(model, answers)
    topic = topic or next_topic(model, answers)
    section = topic.section if topic else SECTIONS[-1]
    facts = Facts.of(answers)
    ahead = _unfinished(model, answers, facts)
    core_left = [item for item in ahead if item.core]
    waiting = {item.section for item in core_left}
    touched = {model.topics[model.questions[slug].topic].section for slug, _ in answers.items()}
    states: list[tuple[Section, Literal["done", "now", "ahead"]]] = [
        (name, "now" if name == section else "done" if name in touched and name not in waiting else "ahead")
        for name in SECTIONS
    ]
    answered = len({model.questions[slug].topic for slug, _ in answers.items()})
    return Progress(section, tuple(states), answered, answered + len(core_left) + (2 if topic else 0))


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


def _applies(model: Model, question: str, facts: Facts, skipped: frozenset[str]) -> bool:
    """Whether a question is due. Skipping what it depends on never un-asks a core question."""
    condition = model.applies.get(question)
    if condition is None or condition.holds(facts):
        return True
    return (
        bool(skipped)
        and model.topics[model.questions[question].topic].core
        and condition.value(facts) is None
        and any(question_of(name) in skipped for name in condition.findings())
    )


def _page(model: Model, topic: Topic, number: int, answers: Answers, facts: Facts, skipped: frozenset[str]) -> Page:
    due = tuple(model.questions[slug] for slug in topic.questions if _applies(model, slug, facts, skipped))
    return Page(topic, number, all(question.slug in answers for question in due), due)


def _unfinished(model: Model, answers: Answers, facts: Facts) -> list[Topic]:
    """Topics with a due question that has no reply, in order."""
    skipped = _skipped(answers)
    return [
        topic
        for topic in model.topic_order
        if any(slug not in answers and _applies(model, slug, facts, skipped) for slug in topic.questions)
    ]


def _revealing_danger(model: Model, facts: Facts, result: Triage, open_topics: list[Topic]) -> Topic | None:
    """The topic that most red flags wait for: those at least same-day, more urgent than what is known, and partly
    true (or resting on a single page, so that nothing else could lead to it)."""
    waiting: Counter[str] = Counter()
    for branch in model.dangers:
        if branch.urgency.rank <= result.urgency.rank:
            continue
        if branch.alone or not branch.positives.isdisjoint(facts.true):
            condition = branch.condition
            if condition.value(facts) is None and not condition.holds(facts):
                waiting.update({topic for topic, slugs in branch.topics.items() if not slugs <= facts.settled})
    return max(
        (topic for topic in open_topics if waiting[topic.slug]),
        key=lambda topic: (waiting[topic.slug], -topic.position),
        default=None,
    )


def _most_informative(model: Model, answers: Answers, open_topics: list[Topic]) -> Topic | None:
    """The topic with the largest expected information gain, if it is worth a page. Ties go to the first slug."""
    if not open_topics:
        return None
    table = model.cause_table
    gains = model.information.gains(table.shares(table.scores(answers)))
    last = next((model.topics[model.questions[slug].topic] for slug, _ in reversed(tuple(answers.items()))), None)
    best, best_gain = None, WORTH_ASKING - 1
    for topic in sorted(open_topics, key=lambda topic: topic.slug):
        gain = sum(gains.get(slug, 0) for slug in topic.questions if slug not in answers)
        if last is not None and abs(topic.position - last.position) == 1:
            gain = int(gain * NEIGHBOUR)
        if gain > best_gain:
            best, best_gain = topic, gain
    return best
