"""The foods explorer: filters, order, amounts a serving against the daily value, and a day added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legsapp.engine.foods import amount, daily_values, percent_daily_value
from legsapp.engine.knowledge import Food
from legsapp.engine.model import Model

from .library import Library
from .library_meta import Meta
from .library_words import ALLERGENS, DIETS
from .marks import Bibliography
from .nourishment import milligrams
from .words import Text

NOT_SAID = "\N{EN DASH}"
IN_FOODS = ("potassium", "magnesium", "calcium", "sodium")
LOW_POTASSIUM_MG = 200  # a serving; the usual line of renal diet sheets
RICH_PERCENT = 10
SHOWN = 12  # fills rows of two, three and four; the rest is one press away
MOST_DAY = 30
MOST_QUERY = 60
SORTS: Mapping[str, Text] = {
    "name": gettext_lazy("Name"),
    "potassium": gettext_lazy("Most potassium"),
    "magnesium": gettext_lazy("Most magnesium"),
    "calcium": gettext_lazy("Most calcium"),
    "sodium": gettext_lazy("Most sodium"),
    "low_sodium": gettext_lazy("Least sodium"),
    "sugar": gettext_lazy("Least sugar"),
}
USDA = "https://fdc.nal.usda.gov/food-details/{}/nutrients"


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount a serving, drawn against its daily value; ``length`` is at most 100."""

    slug: str
    name: str
    amount: str
    percent: int
    known: bool

    @property
    def length(self) -> int:
        return min(100, self.percent)

    @property
    def is_rich(self) -> bool:
        return self.percent >= RICH_PERCENT


def bar(model: Model, food: Food, electrolyte: str) -> Bar:
    known = getattr(food, f"{electrolyte}_mg") is not None
    words = milligrams(amount(food, electrolyte)) if known else NOT_SAID
    name = daily_values(model)[electrolyte].name if electrolyte in daily_values(model) else electrolyte
    return Bar(electrolyte, name, words, percent_daily_value(model, food, electrolyte), known)


@dataclass(frozen=True, slots=True)
class FoodRow:
    food: Food
    bars: tuple[Bar, ...]
    in_day: bool

    @property
    def contains(self) -> str:
        return ", ".join(str(ALLERGENS.get(name, name)).lower() for name in self.food.contains)

    @property
    def may_contain(self) -> str:
        return str(ALLERGENS.get(self.food.may_contain, self.food.may_contain)).lower()

    @property
    def diet(self) -> Text:
        return DIETS["vegan"] if "vegan" in self.food.diet else DIETS["vegetarian"] if self.food.diet else ""

    @property
    def usda(self) -> str:
        return USDA.format(self.food.fdc_id) if self.food.fdc_id else ""

    @property
    def sugars(self) -> str:
        return "" if self.food.sugars_g is None else f"{self.food.sugars_g:.0f} g"


@dataclass(frozen=True, slots=True)
class Total:
    name: str
    amount: str
    percent: int
    daily_value: str

    @property
    def length(self) -> int:
        return min(100, self.percent)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: Text
    chosen: bool


class FoodFilters:
    """What was asked for; anything unknown counts for nothing."""

    def __init__(self, query: QueryDict, library: Library) -> None:
        self.query = " ".join(query.get("q", "").split())[:MOST_QUERY]
        self.rich = self._one(query, "rich", IN_FOODS)
        self.diet = self._one(query, "diet", DIETS)
        self.group = self._one(query, "group", library.food_groups)
        self.sort = self._one(query, "sort", SORTS) or "name"
        self.without = tuple(slug for slug in ALLERGENS if slug in query.getlist("without"))
        self.low_potassium = query.get("low_potassium") == "1"
        self.all = query.get("all") == "1"
        taken_out = query.get("out", "")
        self.opens_day = taken_out in library.foods
        wanted = (slug for slug in query.getlist("day") if slug in library.foods and slug != taken_out)
        self.day = tuple(dict.fromkeys(wanted))[:MOST_DAY]

    @staticmethod
    def _one(query: QueryDict, name: str, known: Sequence[str] | Mapping[str, object]) -> str:
        value = query.get(name, "")
        return value if value in known else ""

    @property
    def any(self) -> bool:
        return bool(self.query or self.rich or self.diet or self.group or self.without or self.low_potassium)

    def fits(self, food: Food, model: Model) -> bool:
        words = f"{food.name} {food.group}".casefold()
        return (
            all(word in words for word in self.query.casefold().split())
            and (not self.rich or percent_daily_value(model, food, self.rich) >= RICH_PERCENT)
            and (not self.diet or self.diet in food.diet)
            and (not self.group or food.group == self.group)
            and not any(name in food.contains or name == food.may_contain for name in self.without)
            and (not self.low_potassium or (food.potassium_mg is not None and food.potassium_mg <= LOW_POTASSIUM_MG))
        )

    def pairs(self, *, day: bool = True) -> list[tuple[str, str]]:
        """The query again, in a fixed order."""
        found = [
            ("q", self.query),
            ("rich", self.rich),
            ("diet", self.diet),
            ("group", self.group),
            ("low_potassium", "1" if self.low_potassium else ""),
            ("sort", self.sort if self.sort != "name" else ""),
        ]
        found += [("without", slug) for slug in self.without]
        if day:
            found += [("day", slug) for slug in self.day]
        return [(name, value) for name, value in found if value]


class FoodsPage:
    def __init__(self, library: Library, query: QueryDict) -> None:
        self.library, self.model = library, library.model
        self.filters = FoodFilters(query, library)

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Foods for your salts"),
            _("Potassium, magnesium, calcium and sodium in a serving of everyday foods. Search, filter, build a day."),
            reverse("foods"),
            index=not (self.filters.any or self.filters.day),
        )

    @cached_property
    def found(self) -> tuple[Food, ...]:
        foods = [food for food in self.library.foods.values() if self.filters.fits(food, self.model)]
        sort = self.filters.sort
        if sort in IN_FOODS:
            foods.sort(key=lambda food: (-amount(food, sort), food.name.casefold()))
        elif sort == "low_sodium":
            foods.sort(key=lambda food: (food.sodium_mg is None, food.sodium_mg or 0, food.name.casefold()))
        elif sort == "sugar":
            foods.sort(key=lambda food: (food.sugars_g is None, food.sugars_g or 0, food.name.casefold()))
        else:
            foods.sort(key=lambda food: food.name.casefold())
        return tuple(foods)

    @cached_property
    def rows(self) -> tuple[FoodRow, ...]:
        return tuple(self._row(food) for food in (self.found if self.filters.all else self.found[:SHOWN]))

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def total(self) -> int:
        return len(self.library.foods)

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)

    @property
    def all_url(self) -> str:
        return f"{reverse('foods')}?{urlencode([*self.filters.pairs(), ('all', '1')])}"

    @property
    def clear_url(self) -> str:
        days = [("day", slug) for slug in self.filters.day]
        return f"{reverse('foods')}?{urlencode(days)}" if days else reverse("foods")

    def _row(self, food: Food) -> FoodRow:
        bars = tuple(bar(self.model, food, slug) for slug in IN_FOODS if slug in self.library.electrolytes)
        return FoodRow(food, bars, food.slug in self.filters.day)

    # The form

    @property
    def richness(self) -> tuple[Choice, ...]:
        names = self.library.electrolytes
        return tuple(Choice(s, names[s].name, s == self.filters.rich) for s in IN_FOODS if s in names)

    @property
    def diets(self) -> tuple[Choice, ...]:
        return tuple(Choice(slug, name, slug == self.filters.diet) for slug, name in DIETS.items())

    @property
    def groups(self) -> tuple[Choice, ...]:
        return tuple(Choice(name, name, name == self.filters.group) for name in self.library.food_groups)

    @property
    def sorts(self) -> tuple[Choice, ...]:
        return tuple(Choice(slug, name, slug == self.filters.sort) for slug, name in SORTS.items())

    @property
    def allergens(self) -> tuple[Choice, ...]:
        return tuple(Choice(slug, name, slug in self.filters.without) for slug, name in ALLERGENS.items())

    @property
    def low_potassium_mg(self) -> int:
        return LOW_POTASSIUM_MG

    @property
    def rich_percent(self) -> int:
        return RICH_PERCENT

    # A day

    @cached_property
    def day(self) -> tuple[Food, ...]:
        return tuple(self.library.foods[slug] for slug in self.filters.day)

    @property
    def day_elsewhere(self) -> tuple[Food, ...]:
        """Foods of the day that the list does not show, so that the form must carry them itself."""
        shown = {row.food.slug for row in self.rows}
        return tuple(food for food in self.day if food.slug not in shown)

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        found = []
        for slug in IN_FOODS:
            row = daily_values(self.model).get(slug)
            if row is None or not row.daily_value_mg:
                continue
            mg = sum(amount(food, slug) for food in self.day)
            found.append(
                Total(row.name, milligrams(mg), round(100 * mg / row.daily_value_mg), milligrams(row.daily_value_mg))
            )
        return tuple(found)

    @cached_property
    def energy(self) -> int:
        return round(sum(food.energy_kcal or 0 for food in self.day))

    @property
    def sources(self) -> Bibliography:
        books = self.library.bibliography()
        books.cite(dict.fromkeys(food.source for food in self.library.foods.values()))
        return books
