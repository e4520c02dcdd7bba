"""What to eat: everyday sources of electrolytes that pass the cautions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from .causes import CauseResult
from .cautions import Cautions
from .knowledge import Caution, Electrolyte, Food

if TYPE_CHECKING:
    from .model import Model

EVERYDAY = ("potassium", "magnesium", "calcium")
MOST = 8
MOST_OF_A_GROUP = 2


@dataclass(frozen=True, slots=True)
class FoodAdvice:
    """``aims``: electrolyte slugs; ``hidden``: how many foods each caution kept back."""

    aims: tuple[str, ...]
    foods: tuple[Food, ...]
    hidden: Mapping[str, int]
    hidden_by: tuple[Caution, ...]


def amount(food: Food, electrolyte: str) -> float:
    """mg a serving; 0 where the data base reports none."""
    return getattr(food, f"{electrolyte}_mg", None) or 0.0


def percent_daily_value(model: "Model", food: Food, electrolyte: str) -> int:
    """Share of the daily value in a serving, in percent; 0 for an electrolyte without one."""
    row = model.daily_values.get(electrolyte)
    return round(100 * amount(food, electrolyte) / (row.daily_value_mg or 1)) if row else 0


def daily_values(model: "Model") -> Mapping[str, Electrolyte]:
    """The electrolytes that have a daily value, by slug."""
    return model.daily_values


def richest(model: "Model", aims: tuple[str, ...]) -> tuple[Food, ...]:
    """All foods, richest in ``aims`` first."""

    def key(food: Food) -> tuple[int, str]:
        return -sum(percent_daily_value(model, food, aim) for aim in aims), food.slug

    return tuple(sorted(model.kb.foods, key=key))


def foods(model: "Model", guard: Cautions, shown: Sequence[CauseResult]) -> FoodAdvice:
    """Foods for the first cause that is shown, richest first, at most two of a group.

    A cause to rule out, or one further down, sets no aim: salty food for an adrenal crisis that is only suspected,
    or for a cramp that comes third, would be wrong more often than right.
    """
    aims = (shown[0].cause.food_aims if shown else ()) or EVERYDAY
    hidden: Counter[str] = Counter()
    by: dict[str, Caution] = {}
    passed = []
    for food in model.richest_foods(aims):
        if caution := guard.blocking(food.tags):
            hidden[caution.slug] += 1
            by[caution.slug] = caution
        else:
            passed.append(food)
    return FoodAdvice(aims, _varied(passed), MappingProxyType(dict(hidden)), tuple(by.values()))


def _varied(ranked: Sequence[Food]) -> tuple[Food, ...]:
    groups: Counter[str] = Counter()
    chosen = []
    for food in ranked:
        if groups[food.group] < MOST_OF_A_GROUP:
            groups[food.group] += 1
            chosen.append(food)
    return tuple(chosen[:MOST])
