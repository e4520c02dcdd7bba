"""Would electrolytes help; water or electrolytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import Answers, Finding
from .causes import CauseResult
from .cautions import Cautions
from .conditions import Facts
from .gaps import Gaps
from .knowledge import Cause, Caution, Drink, DrinkModifier, DrinkRule, Grade, Verdict
from .model import Model

ELECTROLYTE_DRINKS = ("sports_drink", "ors_unsupervised")
EXERCISE_MINUTES: Mapping[str, int] = {"over4h": 240, "over60": 90, "new_hard": 45, "usual": 45, "none": 0}


@dataclass(frozen=True, slots=True)
class DrinkChoice:
    drink: Drink
    blocked_by: Caution | None


@dataclass(frozen=True, slots=True)
class Fluids:
    """The drink rule for this person and the verdict on electrolytes, with what they rest on."""

    rule: DrinkRule
    modifiers: tuple[DrinkModifier, ...]
    verdict: Verdict
    grade: Grade
    from_cause: Cause | None
    blocked_by: Caution | None
    held_back_by: tuple[Caution, ...]  # those that a skipped question leaves open, where they take the verdict back
    because: tuple[Finding, ...]
    drinks: tuple[DrinkChoice, ...]


def exercise_minutes(answers: Answers) -> int:
    """Minutes of exercise that today's drink should answer: that of today or yesterday, in classes."""
    if answers.has("ex_when", "d2_3"):
        return 0
    return max((EXERCISE_MINUTES.get(name, 0) for name in _ticked(answers, "exercise")), default=0)


def _ticked(answers: Answers, question: str) -> tuple[str, ...]:
    reply = answers.reply(question)
    return reply.options if reply else ()


def fluids(
    model: Model, facts: Facts, guard: Cautions, leading: Sequence[CauseResult], unclear: bool, left_open: Gaps
) -> Fluids:
    """``leading`` are the causes shown, most important first. Raises LookupError when no drink rule holds."""
    rule, condition = next(
        (
            (rule, condition)
            for rule, condition in model.drink_rules
            if condition.holds(facts) and not (_guarded(rule) and guard.blocking(rule.tags))
        ),
        (None, None),
    )
    if rule is None or condition is None:
        raise LookupError("no drink rule holds; the last one must be 'always'")
    modifiers = tuple(
        modifier
        for modifier in model.kb.drink_modifiers
        if (not modifier.applies_to or rule.recommendation in modifier.applies_to)
        and model.modifier_conditions[modifier.slug].holds(facts)
        and guard.blocking(modifier.tags) is None
    )
    verdict, grade, cause = _verdict(rule, leading, unclear)
    blocked_by = guard.blocking(ELECTROLYTE_DRINKS) if verdict in (Verdict.YES, Verdict.MAYBE) else None
    held_back_by: tuple[Caution, ...] = ()
    if rule.verdict is None and verdict in (Verdict.YES, Verdict.MAYBE) and blocked_by is None:
        held_back_by = left_open.blocking(ELECTROLYTE_DRINKS)
    if rule.verdict is None and (blocked_by is not None or held_back_by):
        verdict = Verdict.FIND_OUT_FIRST
    drinks = (model.drinks[slug] for slug in rule.drinks if slug in model.drinks)
    choices = tuple(DrinkChoice(drink, guard.blocking(drink.tags)) for drink in drinks)
    return Fluids(rule, modifiers, verdict, grade, cause, blocked_by, held_back_by, condition.because(facts), choices)


def _guarded(rule: DrinkRule) -> tuple[str, ...]:
    """A rule that answers an emergency or a personal plan is never blocked; the others may be."""
    return () if rule.verdict in (Verdict.FIND_OUT_FIRST, Verdict.AVOID) else rule.tags


def _verdict(rule: DrinkRule, leading: Sequence[CauseResult], unclear: bool) -> tuple[Verdict, Grade, Cause | None]:
    if rule.verdict is not None:
        return rule.verdict, rule.grade, None
    if leading and not (unclear and leading[0].fit != "rule_out"):
        cause = leading[0].cause
        return cause.electrolytes, cause.electrolytes_grade, cause
    return Verdict.FIND_OUT_FIRST, Grade.NONE, None
