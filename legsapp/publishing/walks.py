"""A walk through the questionnaire: a scenario's, as a person with that story would answer, or anybody's."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from legsapp.engine import interview
from legsapp.engine.answers import Answers, Reply, question_of
from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.knowledge import Question, Scenario
from legsapp.engine.model import Model

MOST_PAGES = 60


class EndlessError(RuntimeError):
    """A walk that goes on and on."""


@dataclass(frozen=True, slots=True)
class Walk:
    scenario: Scenario
    pages: int
    assessment: Assessment
    unasked: tuple[str, ...]  # questions that the story has findings for and the walk never reached


def walk(model: Model, scenario: Scenario) -> Walk:
    """Answer page by page until the questionnaire is done."""
    told = _told(scenario)
    answers, count = answer_all(model, lambda question: _answer(question, told))
    exclusive = {name for name, option in model.options.items() if option.exclusive}
    reported = {question_of(name) for name in scenario.findings if "." in name and name not in exclusive}
    unasked = tuple(slug for slug in told if slug in reported and slug not in answers)
    return Walk(scenario, count, assess(model, answers), unasked)


def answer_all(model: Model, reply: Callable[[Question], Reply]) -> tuple[Answers, int]:
    """The answers of somebody who replies like this to whatever is asked, and the number of pages it took."""
    answers = Answers.empty()
    count = 0
    while (page := interview.Interview(model, answers).next_page) is not None:
        count += 1
        if count > MOST_PAGES:
            raise EndlessError(f"A walk does not end; it began with {', '.join(answers.findings()[:9])}")
        for question in page.questions:
            said = reply(question)
            answers = answers.with_reply(question.slug, said.options, said.complete)
    return answers, count


def after(model: Model, answers: Answers, pages: int) -> Answers:
    """What had been answered after so many pages of a walk."""
    asked = interview.Interview(model, answers).pages[:pages]
    early = {question.slug for page in asked for question in page.questions}
    return answers.without(*(slug for slug, _ in answers.items() if slug not in early))


def ends_in_a_result(found: Assessment) -> bool:
    """False for an emergency and whoever is out of scope: the questions end at once and no likely cause is named."""
    return not found.urgency.ends


def leading(found: Assessment) -> tuple[str, ...]:
    """The causes that the result shows, in its order: those to rule out; unless the check ended early, the likely."""
    return tuple(item.cause.slug for item in (*found.rule_out, *(found.shown if ends_in_a_result(found) else ())))


def named(found: Assessment) -> tuple[str, ...]:
    """All causes that the result shows: the leading ones and those that may add to the trouble."""
    adding = found.contributors if ends_in_a_result(found) else ()
    return (*leading(found), *(item.cause.slug for item in adding))


def _told(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """The options of each question in the story; a question without option was skipped."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for name in scenario.findings:
        slug = question_of(name)
        told[slug] += [name.removeprefix(f"{slug}.")] if name != slug else []
    return {slug: tuple(options) for slug, options in told.items()}


def _answer(question: Question, told: Mapping[str, tuple[str, ...]]) -> Reply:
    """What the story says; else "none of these"; else skipped; else, where it must be answered, the usual."""
    if question.slug in told:
        known = {option.slug for option in question.options}
        options = tuple(option for option in told[question.slug] if option in known)
        if options:
            return Reply(options)
        if question.skippable:
            return Reply(complete=False)
    for option in question.options:
        if option.exclusive:
            return Reply((option.slug,))
    if question.skippable:
        return Reply(complete=False)
    usual = max(question.options, key=lambda option: option.base_rate or 0)
    return Reply((usual.slug,))
