"""What to eat: everyday sources of electrolytes that pass the cautions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from .causes import CauseResult
from .cautions import ALL, Cautions
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


def by_tag(foods: Iterable[Food]) -> Mapping[str, frozenset[str]]:
    """Slugs of the foods that a caution keeps back when it blocks a tag."""
    table: dict[str, set[str]] = {}
    for food in foods:
        for tag in (ALL, *food.tags):
            table.setdefault(tag, set()).add(food.slug)
    return {tag: frozenset(slugs) for tag, slugs in table.items()}


def foods(model: "Model", guard: Cautions, shown: Sequence[CauseResult]) -> FoodAdvice:
    """Foods for the first cause that is shown, richest first, at most two of a group.

    A cause to rule out, or one further down, sets no aim: salty food for an adrenal crisis that is only suspected,
    or for a cramp that comes third, would be wrong more often than right.
    """
    aims = (shown[0].cause.food_aims if shown else ()) or EVERYDAY
    ranked = model.richest_foods(aims)
    kept_back = frozenset().union(*(model.foods_by_tag.get(tag, ()) for tag in guard.blocked))
    cautions = [guard.blocking(food.tags) for food in ranked if food.slug in kept_back]
    by = {caution.slug: caution for caution in cautions if caution}
    hidden = Counter(caution.slug for caution in cautions if caution)
    passed = (food for food in ranked if food.slug not in kept_back)
    return FoodAdvice(aims, _varied(passed), MappingProxyType(dict(hidden)), tuple(by.values()))


def _varied(ranked: Iterable[Food]) -> tuple[Food, ...]:
    groups: dict[str, int] = {}
    chosen: list[Food] = []
    for food in ranked:
        if len(chosen) == MOST:
            break
        if groups.get(food.group, 0) < MOST_OF_A_GROUP:
            groups[food.group] = groups.get(food.group, 0) + 1
            chosen.append(food)
    return tuple(chosen)
