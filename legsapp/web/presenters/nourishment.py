"""Drinks, foods and the comparison tables of a result."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legsapp.engine.assessment import Assessment
from legsapp.engine.fluids import DrinkChoice
from legsapp.engine.foods import amount, percent_daily_value
from legsapp.engine.knowledge import ComparisonRow, Food, Place, Verdict
from legsapp.engine.model import Model
from legsapp.web.places import filler

from .marks import Bibliography, GradeMark, Reference
from .words import VERDICT_HEADING, VERDICT_UNKNOWN, Text

# Rows of the comparison of drinks that state facts and advise nothing: any other row is advice.
FACTS = frozenset(("fluid_replenishes", "fluid_absorption", "fluid_cramps", "fluid_calories", "fluid_care"))
LITRE: Mapping[str, Text] = {
    "metric": gettext_lazy("In one litre, beside a litre of usual sweat"),
    "us": gettext_lazy("In one litre (34 fl oz), beside a litre of usual sweat"),
    "uk": gettext_lazy("In one litre (1¾ pints), beside a litre of usual sweat"),
}
KEPT_BACK: Mapping[Verdict, Text] = {
    Verdict.FIND_OUT_FIRST: gettext_lazy("Not for you for now: find out the cause first."),
    Verdict.AVOID: gettext_lazy("Not for you for now: leave these drinks alone."),
}
NOT_KNOWN_SAFE: Text = gettext_lazy("Not before somebody who knows your health has said that it is safe for you.")
SWEAT_SODIUM_MG = 36 * 23  # a usual litre of sweat (Baker 2016)


def milligrams(value: float) -> str:
    return f"{value:,.0f} mg" if value >= 10 or value == 0 else f"{value:.1f} mg"


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount drawn against its daily value; ``length`` is at most 100."""

    name: str
    amount: str
    percent: int

    @property
    def length(self) -> int:
        return min(100, self.percent)


@dataclass(frozen=True, slots=True)
class FoodRow:
    food: Food
    bars: tuple[Bar, ...]
    references: tuple[Reference, ...]

    @property
    def contains(self) -> str:
        return ", ".join(self.food.contains)


@dataclass(frozen=True, slots=True)
class DrinkRow:
    choice: DrinkChoice

    @property
    def name(self) -> str:
        return self.choice.drink.name

    @property
    def sodium(self) -> str:
        return self._mg(self.choice.drink.sodium_mg)

    @property
    def potassium(self) -> str:
        return self._mg(self.choice.drink.potassium_mg)

    @property
    def sugars(self) -> str:
        value = self.choice.drink.sugars_g
        return "–" if value is None else f"{value:.0f} g"

    @property
    def sodium_length(self) -> int:
        """The sodium of a litre against that of a litre of sweat, 100 = the same, drawn up to 200."""
        return min(200, round(100 * (self.choice.drink.sodium_mg or 0) / SWEAT_SODIUM_MG))

    def _mg(self, value: float | None) -> str:
        return "–" if value is None else milligrams(value)


@dataclass(frozen=True, slots=True)
class Cell:
    heading: Text
    text: Text
    kept_back: bool = False  # the text says why, in place of advice that a caution blocks


@dataclass(frozen=True, slots=True)
class ComparedRow:
    row: ComparisonRow
    cells: tuple[Cell, ...]
    personal: str
    references: tuple[Reference, ...]

    @property
    def feature(self) -> str:
        return self.row.feature


class Nourishment:
    """Would electrolytes help; water or an electrolyte drink; what to eat."""

    def __init__(self, model: Model, assessment: Assessment, books: Bibliography, place: Place | None) -> None:
        self.model, self.assessment, self.books, self.place = model, assessment, books, place
        self.fill = filler(place, units=True)
        self.fluids = assessment.fluids

    # Would electrolytes help?

    @property
    def verdict(self) -> Verdict:
        return self.fluids.verdict

    @property
    def verdict_heading(self) -> Text:
        return VERDICT_UNKNOWN if self.fluids.held_back_by else VERDICT_HEADING[self.fluids.verdict]

    @property
    def verdict_reason(self) -> str:
        if self.fluids.blocked_by is not None:
            return self.fill(self.fluids.blocked_by.instead)
        if self.fluids.held_back_by:
            return _(
                "We cannot tell whether these drinks are safe for you: you skipped questions that decide it. "
                "Ask somebody first if one of these may be true of you: %(names)s."
            ) % {"names": "; ".join(caution.name for caution in self.fluids.held_back_by)}
        if self.fluids.rule.verdict is not None:
            return self.fill(self.fluids.rule.reason)
        if self.fluids.from_cause is not None:
            return self.fill(self.fluids.from_cause.electrolytes_text)
        return _(
            "We cannot tell from your answers what is behind it. So we cannot tell whether electrolytes would help."
        )

    @property
    def verdict_cause(self) -> str:
        """The cause that the verdict rests on."""
        cause = self.fluids.from_cause
        held_back = self.fluids.blocked_by is not None or self.fluids.held_back_by
        return cause.name if cause and not held_back else ""

    @property
    def verdict_grade(self) -> GradeMark:
        return GradeMark(self.fluids.grade)

    @property
    def verdict_references(self) -> tuple[Reference, ...]:
        if self.fluids.from_cause is not None:
            return self.books.cite(self.fluids.from_cause.sources)
        return self.books.cite(self.fluids.rule.sources)

    # Water or an electrolyte drink?

    @property
    def drink(self) -> str:
        return self.fluids.rule.recommendation

    @property
    def drink_title(self) -> str:
        return self.fill(self.fluids.rule.title)

    @property
    def drink_text(self) -> str:
        return self.fill(self.fluids.rule.text)

    @property
    def drink_reason(self) -> str:
        same = self.fluids.rule.verdict is not None and self.fluids.blocked_by is None
        return "" if same else self.fill(self.fluids.rule.reason)

    @property
    def drink_notes(self) -> tuple[str, ...]:
        return tuple(self.fill(modifier.text) for modifier in self.fluids.modifiers)

    @property
    def drink_references(self) -> tuple[Reference, ...]:
        slugs = [*self.fluids.rule.sources]
        for modifier in self.fluids.modifiers:
            slugs += modifier.sources
        return self.books.cite(slugs)

    @cached_property
    def drinks(self) -> tuple[DrinkRow, ...]:
        return tuple(DrinkRow(choice) for choice in self.fluids.drinks if choice.blocked_by is None)

    @cached_property
    def drink_cautions(self) -> tuple[str, ...]:
        """In place of each drink that is kept back: what to do instead, said once."""
        found = [choice.blocked_by for choice in self.fluids.drinks if choice.blocked_by is not None]
        return tuple(dict.fromkeys(self.fill(caution.instead) for caution in found))

    @property
    def litre_words(self) -> Text:
        """A litre in the measures of the place."""
        return LITRE[self.place.units if self.place else "metric"]

    @cached_property
    def fluids_table(self) -> tuple[ComparedRow, ...]:
        return self._table("fluids", (_("Electrolyte drink"), _("Plain water")), self._instead_of_electrolytes)

    @cached_property
    def treatments_table(self) -> tuple[ComparedRow, ...]:
        return self._table("treatments", (_("Food and drink"), _("Daily life"), _("Medical treatment")))

    @property
    def _instead_of_electrolytes(self) -> Text:
        """What stands in place of advice to take an electrolyte drink; empty when nothing speaks against one."""
        if self.fluids.blocked_by is not None:
            return self.fill(self.fluids.blocked_by.instead)
        if self.fluids.held_back_by:
            return NOT_KNOWN_SAFE
        return KEPT_BACK.get(self.fluids.verdict, "")

    def _table(self, name: str, columns: tuple[str, ...], instead: Text = "") -> tuple[ComparedRow, ...]:
        """The rows of a table. ``instead`` takes the place of the first cell of each row that may be advice."""
        rows = sorted((row for row in self.model.kb.comparisons if row.table == name), key=lambda row: row.position)
        return tuple(
            ComparedRow(
                row,
                tuple(
                    Cell(heading, instead, kept_back=True)
                    if instead and not at and row.slug not in FACTS
                    else Cell(heading, self.fill(text))
                    for at, (heading, text) in enumerate(zip(columns, row.cells, strict=False))
                ),
                self.fill(row.personal_text) if self._is_personal(row) else "",
                self.books.cite(row.sources),
            )
            for row in rows
        )

    def _is_personal(self, row: ComparisonRow) -> bool:
        condition = self.model.comparison_conditions.get(row.slug)
        return condition is not None and condition.holds(self.assessment.facts)

    # What to eat

    @cached_property
    def aims(self) -> Mapping[str, str]:
        names = {item.slug: item.name for item in self.model.kb.electrolytes}
        return {slug: names[slug] for slug in self.assessment.foods.aims if slug in names}

    @property
    def aim_words(self) -> str:
        names = [name.lower() for name in self.aims.values()]
        return (
            names[0]
            if len(names) == 1
            else _("%(first)s and %(last)s")
            % {
                "first": ", ".join(names[:-1]),
                "last": names[-1],
            }
            if names
            else ""
        )

    @cached_property
    def foods(self) -> tuple[FoodRow, ...]:
        return tuple(
            FoodRow(
                food,
                tuple(self._bar(food, slug, name) for slug, name in self.aims.items()),
                self.books.cite((food.source,)),
            )
            for food in self.assessment.foods.foods
        )

    @cached_property
    def foods_kept_back(self) -> tuple[tuple[int, str], ...]:
        """How many foods each caution keeps back, and what to do instead."""
        hidden = self.assessment.foods.hidden
        return tuple((hidden[caution.slug], self.fill(caution.instead)) for caution in self.assessment.foods.hidden_by)

    def _bar(self, food: Food, electrolyte: str, name: str) -> Bar:
        return Bar(name, milligrams(amount(food, electrolyte)), percent_daily_value(self.model, food, electrolyte))
