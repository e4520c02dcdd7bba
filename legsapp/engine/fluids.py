"""Would electrolytes help; water or electrolytes; sweat rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import Answers, Finding
from .causes import CauseResult
from .cautions import Cautions
from .conditions import Facts
from .knowledge import Cause, Caution, Drink, DrinkModifier, DrinkRule, Grade, Verdict
from .model import Model

EXERCISE_MINUTES: Mapping[str, int] = {"over4h": 240, "over60": 90, "new_hard": 45, "usual": 45, "none": 0}
SODIUM_MG_PER_MMOL = 23
SALT_PER_SODIUM = 2.54
SWEAT_SODIUM_MMOL = (18, 36, 71)  # low, usual, high in a litre of sweat (Baker 2016)
KG_PER_LB = 0.45359237
ML_PER_US_FL_OZ = 29.5735
ML_PER_UK_FL_OZ = 28.4131
DRINK_CEILING = 0.8  # litres an hour; never advise more


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


def fluids(model: Model, facts: Facts, guard: Cautions, leading: Sequence[CauseResult], unclear: bool) -> Fluids:
    """``leading`` are the causes shown, most important first. Raises LookupError when no drink rule holds."""
    rule, condition = next(
        (
            (rule, condition)
            for rule, condition in model.drink_rules
            if condition.holds(facts) and guard.blocking(_guarded(rule)) is None
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
    blocked_by = (
        guard.blocking(("sports_drink", "ors_unsupervised")) if verdict in (Verdict.YES, Verdict.MAYBE) else None
    )
    if blocked_by is not None and rule.verdict is None:
        verdict = Verdict.FIND_OUT_FIRST
    drinks = {drink.slug: drink for drink in model.kb.drinks}
    choices = tuple(
        DrinkChoice(drinks[slug], guard.blocking(drinks[slug].tags)) for slug in rule.drinks if slug in drinks
    )
    return Fluids(rule, modifiers, verdict, grade, cause, blocked_by, condition.because(facts), choices)


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


@dataclass(frozen=True, slots=True)
class SweatInput:
    """Weights in kg, drink and pee in litres, food in kg, time in hours."""

    before_kg: float
    after_kg: float
    drink_l: float
    hours: float
    food_kg: float = 0.0
    urine_l: float = 0.0


@dataclass(frozen=True, slots=True)
class SweatResult:
    """``weight_change_pct``: gain positive. ``ceiling_l_per_h``: the most to drink in an hour."""

    sweat_l: float
    rate_l_per_h: float
    weight_change_pct: float
    ceiling_l_per_h: float
    sodium_mg: tuple[int, int, int]  # low, usual, high
    salt_g: tuple[float, float, float]
    drank_too_much: bool
    beyond_two_percent: bool


class SweatError(ValueError):
    """A figure that cannot be right; ``field`` names it, the message asks back in plain words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def sweat(given: SweatInput) -> SweatResult:
    """Sweat loss by weighing. Raises SweatError when a figure is out of range or the rate is not believable."""
    _check(given)
    lost = given.before_kg - given.after_kg + given.drink_l + given.food_kg - given.urine_l
    rate = lost / given.hours
    if rate < 0 or rate > 3:
        raise SweatError(
            "drink_l",
            "That gives a sweat rate outside what people reach (0 to 3 litres an hour). Please check the figures.",
        )
    change = (given.after_kg - given.before_kg) / given.before_kg * 100
    sodium = tuple(round(lost * mmol * SODIUM_MG_PER_MMOL) for mmol in SWEAT_SODIUM_MMOL)
    salt = tuple(round(mg * SALT_PER_SODIUM / 1000, 1) for mg in sodium)
    return SweatResult(
        sweat_l=round(lost, 2),
        rate_l_per_h=round(rate, 3),
        weight_change_pct=round(change, 2),
        ceiling_l_per_h=round(min(DRINK_CEILING, rate), 2),
        sodium_mg=(sodium[0], sodium[1], sodium[2]),
        salt_g=(salt[0], salt[1], salt[2]),
        drank_too_much=change > 0,
        beyond_two_percent=change <= -2,
    )


def _check(given: SweatInput) -> None:
    for name in ("before_kg", "after_kg"):
        if not 30 <= getattr(given, name) <= 250:
            raise SweatError(name, "We can work with a body weight from 30 to 250 kg (66 to 550 lb).")
    if given.hours <= 0.25:
        raise SweatError("hours", "Please give a time of more than a quarter of an hour.")
    if given.hours > 24:
        raise SweatError("hours", "Please give a time of at most 24 hours.")
    for name, most in (("drink_l", 15), ("food_kg", 5), ("urine_l", 10)):
        if not 0 <= getattr(given, name) <= most:
            raise SweatError(name, f"Please give a figure from 0 to {most}.")
    if abs(given.before_kg - given.after_kg) >= given.before_kg * 0.1:
        raise SweatError("after_kg", "The two weights differ by a tenth or more. Please check them.")
