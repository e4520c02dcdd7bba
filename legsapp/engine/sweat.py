"""How much was sweated: measured by weighing, or roughly estimated from effort and heat.

Measured: what the body lost in weight, plus what went in, less what was passed. Estimated: the heat that the effort
makes, and the share of it that evaporating sweat carries away. Weight change is positive for a gain, everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Literal

SODIUM_MG_PER_MMOL = 23
SALT_PER_SODIUM = 2.54
POTASSIUM_MG_PER_MMOL = 39.1
SWEAT_SODIUM_MMOL = (18, 36, 71)  # low, usual, high in a litre of sweat (Baker 2016)
SWEAT_POTASSIUM_MMOL = (3, 5, 15)
KG_PER_LB = 0.45359237
KG_PER_OZ = KG_PER_LB / 16
LB_PER_STONE = 14
ML_PER_US_FL_OZ = 29.5735
ML_PER_UK_FL_OZ = 28.4131
DRINK_CEILING = 0.8  # litres an hour; never advise more
WEIGHT_KG = (30, 250)
MOST_HOURS = 24
MOST = {"drink_l": 15, "food_kg": 5, "urine_l": 10}
MOST_RATE = 3.0  # litres an hour; above it a slip is likelier than a fact
CLEAR_GAIN_PCT = 0.5  # below it a gain may be food, wet kit or the scales
NEAR_LIMIT_PCT = -1.8
LIMIT_PCT = -2.0

WATTS_PER_KG_PER_MET = 1.163
WATT_HOURS_PER_LITRE = 675  # the heat that a litre of evaporating sweat takes away
Effort = Literal["light", "steady", "hard"]
Heat = Literal["cool", "warm", "hot"]
METS: Mapping[Effort, float] = {"light": 3.5, "steady": 7.0, "hard": 10.0}  # times the heat that rest makes
SHARE: Mapping[Heat, float] = {"cool": 0.6, "warm": 0.75, "hot": 0.9}  # of that heat, carried away by sweat
SPREAD = (0.7, 1.3)  # people of one weight differ by about this much

Range = tuple[float, float, float]


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
    """``weight_change_pct``: gain positive. ``ceiling_l_per_h``: the most to drink in an hour, not a target."""

    sweat_l: float
    rate_l_per_h: float
    weight_change_pct: float
    ceiling_l_per_h: float
    sodium_mg: tuple[int, int, int]  # low, usual, high
    salt_g: Range

    @property
    def gained(self) -> bool:
        return self.weight_change_pct > 0

    @property
    def drank_too_much(self) -> bool:
        return self.weight_change_pct >= CLEAR_GAIN_PCT

    @property
    def near_limit(self) -> bool:
        return LIMIT_PCT < self.weight_change_pct <= NEAR_LIMIT_PCT

    @property
    def beyond_two_percent(self) -> bool:
        return self.weight_change_pct <= LIMIT_PCT


@dataclass(frozen=True, slots=True)
class SweatEstimate:
    """Low, middle and high of what people of this weight sweat."""

    rate_l_per_h: Range
    sweat_l: Range
    ceiling_l_per_h: float
    sodium_mg: tuple[int, int, int]
    salt_g: Range


class SweatError(ValueError):
    """A figure that cannot be right: ``field`` names it, ``code`` says what is odd about it."""

    def __init__(self, field: str, code: Literal["range", "short", "long", "weights", "rate"]) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


def measured(given: SweatInput) -> SweatResult:
    """Sweat loss by weighing. Raises SweatError when a figure is out of range or the rate is not believable."""
    _check(given)
    lost = given.before_kg - given.after_kg + given.drink_l + given.food_kg - given.urine_l
    rate = lost / given.hours
    if not -1e-9 <= rate <= MOST_RATE:
        raise SweatError("drink_l", "rate")
    lost, rate = max(lost, 0.0), max(rate, 0.0)
    sodium = _sodium(lost, lost, lost)
    return SweatResult(
        sweat_l=round(lost, 2),
        rate_l_per_h=round(rate, 3),
        weight_change_pct=round((given.after_kg - given.before_kg) / given.before_kg * 100, 2),
        ceiling_l_per_h=_ceiling(rate),
        sodium_mg=sodium,
        salt_g=_salt(sodium),
    )


def estimated(weight_kg: float, effort: Effort, heat: Heat, hours: float) -> SweatEstimate:
    """Sweat loss from effort and heat. Raises SweatError when a figure is out of range."""
    check_figure("weight_kg", weight_kg)
    check_figure("hours", hours)
    middle = METS[effort] * WATTS_PER_KG_PER_MET * weight_kg * SHARE[heat] / WATT_HOURS_PER_LITRE
    rates = tuple(min(MOST_RATE, middle * factor) for factor in (SPREAD[0], 1.0, SPREAD[1]))
    low, usual, high = (rate * hours for rate in rates)
    sodium = _sodium(low, usual, high)
    return SweatEstimate(
        rate_l_per_h=_rounded(*rates),
        sweat_l=_rounded(low, usual, high),
        ceiling_l_per_h=_ceiling(rates[0]),
        sodium_mg=sodium,
        salt_g=_salt(sodium),
    )


def _ceiling(rate: float) -> float:
    """Rounded down: never a drop more than was sweated."""
    return floor(min(DRINK_CEILING, rate) * 100 + 1e-9) / 100


def _sodium(low: float, usual: float, high: float) -> tuple[int, int, int]:
    """From little, weak sweat to much, salty sweat."""
    weak, common, salty = SWEAT_SODIUM_MMOL
    return (
        round(low * weak * SODIUM_MG_PER_MMOL),
        round(usual * common * SODIUM_MG_PER_MMOL),
        round(high * salty * SODIUM_MG_PER_MMOL),
    )


def _salt(sodium_mg: tuple[int, int, int]) -> Range:
    low, usual, high = (round(mg * SALT_PER_SODIUM / 1000, 1) for mg in sodium_mg)
    return low, usual, high


def _rounded(low: float, usual: float, high: float) -> Range:
    return round(low, 2), round(usual, 2), round(high, 2)


def _check(given: SweatInput) -> None:
    for name in ("before_kg", "after_kg", "hours", *MOST):
        check_figure(name, getattr(given, name))
    if abs(given.before_kg - given.after_kg) >= given.before_kg * 0.1:
        raise SweatError("after_kg", "weights")


def check_figure(field: str, value: float) -> None:
    """Raises SweatError when a figure by itself cannot be right: in kg, litres or hours."""
    if field == "hours":
        if not value > 0.25:
            raise SweatError(field, "short")
        if value > MOST_HOURS:
            raise SweatError(field, "long")
        return
    least, most = (0, MOST[field]) if field in MOST else WEIGHT_KG
    if not least <= value <= most:
        raise SweatError(field, "range")
