"""A scenario walked through the questionnaire, as a person with that story would answer it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from legsapp.engine import interview
from legsapp.engine.answers import Answers, question_of
from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.knowledge import Question, Scenario
from legsapp.engine.model import Model

MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class Walk:
    scenario: Scenario
    pages: int
    assessment: Assessment
    unasked: tuple[str, ...]  # questions that the story has findings for and the walk never reached


def walk(model: Model, scenario: Scenario) -> Walk:
    """Answer page by page until the questionnaire is done."""
    told = _told(scenario)
    answers = Answers.empty()
    count = 0
    while (page := interview.Interview(model, answers).next_page) is not None:
        count += 1
        if count > MOST_PAGES:
            raise RuntimeError(f"The walk of {scenario.slug} does not end")
        for question in page.questions:
            options, complete = _answer(question, told)
            answers = answers.with_reply(question.slug, options, complete)
    exclusive = {name for name, option in model.options.items() if option.exclusive}
    reported = {question_of(name) for name in scenario.findings if "." in name and name not in exclusive}
    unasked = tuple(slug for slug in told if slug in reported and slug not in answers)
    return Walk(scenario, count, assess(model, answers), unasked)


def _told(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """The options of each question in the story; a question without option was skipped."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for name in scenario.findings:
        slug = question_of(name)
        told[slug] += [name.removeprefix(f"{slug}.")] if name != slug else []
    return {slug: tuple(options) for slug, options in told.items()}


def _answer(question: Question, told: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], bool]:
    """What the story says; else "none of these"; else skipped; else, where it must be answered, the usual."""
    if question.slug in told:
        known = {option.slug for option in question.options}
        options = tuple(option for option in told[question.slug] if option in known)
        if options:
            return options, True
        if question.skippable:
            return (), False
    for option in question.options:
        if option.exclusive:
            return (option.slug,), True
    if question.skippable:
        return (), False
    usual = max(question.options, key=lambda option: option.base_rate or 0)
    return (usual.slug,), True
