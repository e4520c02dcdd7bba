"""May this be published? Lint of the whole, and every scenario."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from legsapp.engine.assessment import Assessment
from legsapp.engine.knowledge import KnowledgeBase, Urgency
from legsapp.engine.lint import Problem, lint
from legsapp.engine.model import Model
from legsapp.engine.parsing import ConditionError
from legsapp.models.base import URGENCIES
from legsapp.publishing import bodies, verdicts
from legsapp.publishing.verdicts import Examination, Verdict
from legsapp.publishing.walks import EndlessError, Walk, named, walk

IN_WORDS = dict(URGENCIES)
FIRST = 3  # causes that are told apart from the rest
FOODS = 6
LONGEST = 22  # pages


@dataclass(frozen=True)
class Outcome:
    """What came of a scenario."""

    walk: Walk
    faults: tuple[str, ...]  # in words; empty: as expected
    missed: bool  # an emergency, or one that must be caught, came out less urgent than it is


MOST_REMEMBERED = 3  # the live content, the draft, and one more
_remembered: dict[str, Examination] = {}
_examining = Lock()


def examine(kb: KnowledgeBase) -> Examination:
    """The verdict on this content. It takes seconds the first time; pages ask before publishing, and while."""
    digest = bodies.digest(bodies.encode(kb))
    with _examining:
        found = _remembered.pop(digest, None) or verdicts.kept(digest)
        if found is None:
            found = _examine(kb)
            verdicts.keep(digest, found)
        while len(_remembered) >= MOST_REMEMBERED:
            del _remembered[next(iter(_remembered))]
        _remembered[digest] = found
    return found


def _examine(kb: KnowledgeBase) -> Examination:
    problems = tuple(lint(kb))
    try:
        model = Model(kb)
    except (ConditionError, ValueError, LookupError) as error:
        if not any(found.severity == "error" for found in problems):
            problems = (*problems, Problem("error", "content", f"cannot be used: {error}"))
        return Examination(problems, ())
    if any(found.severity == "error" for found in problems):
        return Examination(problems, ())
    try:
        found = tuple(outcomes(model))
    except EndlessError as error:
        return Examination((*problems, Problem("error", "content", str(error))), ())
    return Examination((*problems, *_too_long(found)), tuple(map(verdict, found)))


def _too_long(found: Iterable[Outcome]) -> Iterator[Problem]:
    for outcome in found:
        if outcome.walk.pages > LONGEST:
            told = f"takes {outcome.walk.pages} pages to a result; nobody should need more than {LONGEST}"
            yield Problem("warning", f"scenarios.{outcome.walk.scenario.slug}.findings", told)


def outcomes(model: Model) -> Iterator[Outcome]:
    for scenario in model.kb.scenarios:
        yield judge(walk(model, scenario))


def verdict(outcome: Outcome) -> Verdict:
    """The part of it that is kept."""
    got = outcome.walk.assessment
    return Verdict(outcome.walk.scenario, got.urgency, outcome.faults, outcome.missed, _told(got))


def _told(found: Assessment) -> tuple[tuple[str, str], ...]:
    shown = [item.cause.name for item in (*found.rule_out, *found.shown)][:FIRST]
    foods = [food.name for food in found.foods.foods[:FOODS]]
    return (
        ("urgency", IN_WORDS[found.urgency.value]),
        ("first three", ", ".join(shown) or "no cause"),
        ("drink", found.fluids.rule.recommendation),
        ("electrolytes", found.fluids.verdict.value),
        ("foods", ", ".join(foods) or "none"),
        ("advice kept back", ", ".join(sorted(found.blocked)) or "none"),
    )


def judge(done: Walk) -> Outcome:
    """Compare a walk with what its scenario expects."""
    expected, got = done.scenario, done.assessment
    fired = {found.flag.slug for found in got.flags}
    shown = named(got)
    faults = []
    if step(done):
        faults.append(f"urgency is “{IN_WORDS[got.urgency.value]}”, expected {_bounded(done)}")
    if silent := _missing(expected.flags, fired):
        faults.append(f"did not fire: {silent}")
    if alarms := [slug for slug in expected.not_flags if slug in fired]:
        faults.append(f"fired: {', '.join(alarms)}")
    if expected.causes and not set(expected.causes) & set(shown):
        faults.append(f"shows {', '.join(shown) or 'no cause'}, not {' or '.join(expected.causes)}")
    if free := ", ".join(tag for tag in expected.blocked if got.allowed((tag,)) is None):
        faults.append(f"does not block: {free}")
    if expected.drink and expected.drink != (drink := got.fluids.rule.recommendation):
        faults.append(f"drink advice is {drink}, expected {expected.drink}")
    grave = expected.kind == "must_fire" or expected.urgency is Urgency.EMERGENCY
    return Outcome(done, tuple(faults), grave and got.urgency.rank < expected.urgency.rank)


def step(done: Walk) -> int:
    """How many levels the urgency came out above (positive) or below what the scenario allows; 0: as expected.
    Whoever is out of scope gets no level at all, so that is never a matter of one."""
    expected, got = done.scenario, done.assessment.urgency
    steps = got.rank - expected.urgency.rank
    if (expected.at_least and steps > 0) or (expected.at_most and steps < 0):
        return 0
    one_is_out = Urgency.OUT_OF_SCOPE in (got, expected.urgency)
    return steps * len(Urgency) if one_is_out else steps


def _bounded(done: Walk) -> str:
    scenario = done.scenario
    more, less = " or more" if scenario.at_least else "", " or less" if scenario.at_most else ""
    return f"“{IN_WORDS[scenario.urgency.value]}”{more}{less}"


def _missing(expected: Iterable[str], found: Iterable[str]) -> str:
    there = set(found)
    return ", ".join(item for item in expected if item not in there)
