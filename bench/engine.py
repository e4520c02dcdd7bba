"""The engine alone: assess and the next topic, on the shipped content and on content five times as large."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.engine.interview import Interview, next_topic
from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.model import Model

ROUNDS = 5


@dataclass(frozen=True)
class Figures:
    """Milliseconds of one core for each call, the best of some rounds over all samples."""

    causes: int
    options: int
    assess: float
    told: float
    next: float
    build: float


def more_causes(kb: KnowledgeBase, times: int) -> KnowledgeBase:
    """Each cause again under other slugs, with its evidence and groups."""
    causes = [
        msgspec.structs.replace(cause, slug=f"{cause.slug}{'' if copy == 0 else f'_{copy}'}")
        for copy in range(times)
        for cause in kb.causes
    ]
    return msgspec.structs.replace(kb, causes=tuple(causes))


def more_options(kb: KnowledgeBase, times: int) -> KnowledgeBase:
    """Each option again under other slugs; each copy weighs for the same causes."""
    questions = []
    for question in kb.questions:
        copies = [
            msgspec.structs.replace(option, slug=f"{option.slug}_{copy}", base_rate=option.base_rate)
            for copy in range(1, times)
            for option in question.options
            if not option.exclusive
        ]
        questions.append(msgspec.structs.replace(question, options=(*question.options, *copies)))
    known = {f"{question.slug}.{option.slug}" for question in questions for option in question.options}
    causes = []
    for cause in kb.causes:
        rows = [
            msgspec.structs.replace(row, finding=name)
            for row in cause.evidence
            for copy in range(times)
            if (name := row.finding if copy == 0 else f"{row.finding}_{copy}") in known
        ]
        causes.append(msgspec.structs.replace(cause, evidence=tuple(rows)))
    return msgspec.structs.replace(kb, questions=tuple(questions), causes=tuple(causes))


def stories(kb: KnowledgeBase) -> list[Answers]:
    return [Answers.from_findings(scenario.findings) for scenario in kb.scenarios]


def walked(kb: KnowledgeBase, questions: int, seed: int = 1) -> list[Answers]:
    """Answers of fifty people to as many questions as a long walk asks: a few ticks, else "none of these"."""
    luck, found = random.Random(seed), []
    for _ in range(50):
        answers = Answers.empty()
        for question in luck.sample(kb.questions, min(questions, len(kb.questions))):
            alone = [option.slug for option in question.options if option.exclusive]
            others = [option.slug for option in question.options if not option.exclusive]
            few = luck.sample(others, min(len(others), 1 if question.kind == "single" else luck.randint(1, 3)))
            answers = answers.with_reply(question.slug, alone if alone and luck.random() < 0.6 else few)
        found.append(answers)
    return found


def answered(model: Model, most: int) -> Answers:
    """So many questions answered on the way that is asked for, with as little to report as can be."""
    answers = Answers.empty()
    while len(answers) < most and (page := Interview(model, answers).next_page):
        for question in page.questions:
            alone = [option.slug for option in question.options if option.exclusive]
            answers = answers.with_reply(question.slug, alone[:1] or [question.options[-1].slug])
    return answers


def tell(model: Model, answers: Answers) -> None:
    """A result with the reasons that a page gives: those of each cause that it shows."""
    found = assess(model, answers)
    for item in (*found.rule_out, *found.shown, *found.more, *found.contributors):
        _ = item.speaks_for, item.speaks_against, item.would_change


def milliseconds(work: Callable[[Answers], object], samples: Sequence[Answers]) -> float:
    """CPU time of one call: the best of some rounds, since a busy machine only ever adds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.thread_time()
        for answers in samples:
            work(answers)
        best = min(best, (time.thread_time() - begun) / len(samples) * 1000)
    return best


def measure(kb: KnowledgeBase, samples: Sequence[Answers]) -> Figures:
    begun = time.thread_time()
    model = Model(kb)
    build = (time.thread_time() - begun) * 1000
    return Figures(
        causes=len(kb.causes),
        options=sum(len(question.options) for question in kb.questions),
        assess=milliseconds(lambda answers: assess(model, answers), samples),
        told=milliseconds(lambda answers: tell(model, answers), samples),
        next=milliseconds(lambda answers: next_topic(model, answers), samples),
        build=build,
    )


def unfinished(kb: KnowledgeBase, samples: Sequence[Answers]) -> list[Answers]:
    """Samples at which a next topic has to be found."""
    model = Model(kb)
    return [answers for answers in samples if Interview(model, answers).next_topic is not None]
