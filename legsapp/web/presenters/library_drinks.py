"""Drinks side by side: what a litre holds, drawn against a litre of sweat."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legsapp.engine.knowledge import ComparisonRow, Drink, Relief
from legsapp.engine.sweat import (
    POTASSIUM_MG_PER_MMOL,
    SODIUM_MG_PER_MMOL,
    SWEAT_POTASSIUM_MMOL,
    SWEAT_SODIUM_MMOL,
)

from .library import Library
from .library_meta import Meta
from .marks import Bibliography, GradeMark, Reference
from .nourishment import milligrams
from .words import Text

COLUMNS: dict[str, tuple[Text, ...]] = {
    "fluids": (gettext_lazy("Electrolyte drink"), gettext_lazy("Plain water")),
    "treatments": (
        gettext_lazy("Food and drink"),
        gettext_lazy("Daily life"),
        gettext_lazy("Medical treatment"),
    ),
}
NOT_SAID = "\N{EN DASH}"
REHYDRATION = "ors"


def grams(value: float) -> str:
    return f"{value:,.0f} g"


@dataclass(frozen=True, slots=True)
class Measure:
    """One substance: how it is read from a drink, how far the scale goes, and what sweat holds."""

    slug: str
    name: Text
    read: Callable[[Drink], float | None]
    words: Callable[[float], str]
    scale: float
    sweat: tuple[float, float, float]  # low, usual, high in a litre

    def along(self, value: float) -> float:
        return round(min(100.0, 100 * value / self.scale), 1)


def _sugars(drink: Drink) -> float | None:
    """Sugars, or all carbohydrate where the label gives no more."""
    return drink.carbohydrate_g if drink.sugars_g is None else drink.sugars_g


MEASURES = (
    Measure(
        "sodium",
        gettext_lazy("Sodium"),
        lambda drink: drink.sodium_mg,
        milligrams,
        2000,
        tuple(mmol * SODIUM_MG_PER_MMOL for mmol in SWEAT_SODIUM_MMOL),  # type: ignore[arg-type]
    ),
    Measure(
        "potassium",
        gettext_lazy("Potassium"),
        lambda drink: drink.potassium_mg,
        milligrams,
        2400,
        tuple(mmol * POTASSIUM_MG_PER_MMOL for mmol in SWEAT_POTASSIUM_MMOL),  # type: ignore[arg-type]
    ),
    Measure("sugar", gettext_lazy("Sugar"), _sugars, grams, 110, (0, 0, 0)),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A drink's amount of one substance, with the mark of a usual litre of sweat."""

    measure: Measure
    value: float | None

    @property
    def name(self) -> Text:
        return self.measure.name

    @property
    def slug(self) -> str:
        return self.measure.slug

    @property
    def words(self) -> str:
        return NOT_SAID if self.value is None else self.measure.words(self.value)

    @property
    def length(self) -> float:
        return self.measure.along(self.value or 0)

    @property
    def beyond(self) -> bool:
        """The scale ends before the bar does."""
        return (self.value or 0) > self.measure.scale

    @property
    def mark(self) -> float:
        return self.measure.along(self.measure.sweat[1])


@dataclass(frozen=True, slots=True)
class DrinkView:
    drink: Drink
    levels: tuple[Level, ...]
    best_for: str
    caution: str
    references: tuple[Reference, ...]

    @property
    def name(self) -> str:
        return self.drink.name

    @property
    def slug(self) -> str:
        return self.drink.slug


@dataclass(frozen=True, slots=True)
class Compared:
    row: ComparisonRow
    cells: tuple[tuple[Text, str], ...]
    references: tuple[Reference, ...]

    @property
    def feature(self) -> str:
        return self.row.feature


def compared(library: Library, table: str, books: Bibliography) -> tuple[Compared, ...]:
    """The impersonal rows of a comparison table."""
    rows = sorted((row for row in library.model.kb.comparisons if row.table == table), key=lambda row: row.position)
    return tuple(
        Compared(row, tuple(zip(COLUMNS[table], map(library.fill, row.cells), strict=False)), books.cite(row.sources))
        for row in rows
    )


class DrinksPage:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.books = library.bibliography()

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Water, sports drinks and the rest, side by side"),
            _(
                "What a litre of each drink holds against a litre of sweat: sodium, potassium and sugar. "
                "Which suits when, and how to mix a rehydration drink safely."
            ),
            reverse("drinks"),
        )

    @property
    def measures(self) -> tuple[Measure, ...]:
        return MEASURES

    @property
    def sweat(self) -> tuple[tuple[Measure, str, float, float, float], ...]:
        """For each substance: its words, and low, usual and high along the scale."""
        found = []
        for measure in MEASURES:
            low, usual, high = measure.sweat
            words = (
                _("about %(usual)s (%(low)s to %(high)s)")
                % {"usual": measure.words(usual), "low": measure.words(low), "high": measure.words(high)}
                if usual
                else _("next to none")
            )
            found.append((measure, words, *(measure.along(value) for value in (low, usual, high))))
        return tuple(found)

    @cached_property
    def drinks(self) -> tuple[DrinkView, ...]:
        """Least sodium first."""
        ordered = sorted(self.library.drinks.values(), key=lambda drink: (drink.sodium_mg or 0, drink.name))
        return tuple(map(self._view, ordered))

    @property
    def columns(self) -> tuple[Text, ...]:
        return COLUMNS["fluids"]

    @cached_property
    def table(self) -> tuple[Compared, ...]:
        return compared(self.library, "fluids", self.books)

    @property
    def rehydration(self) -> "Mixing | None":
        relief = self.library.relief.get(REHYDRATION)
        return Mixing(self.library, relief, self.books) if relief else None

    @property
    def sources(self) -> Bibliography:
        return self.books

    def _view(self, drink: Drink) -> DrinkView:
        return DrinkView(
            drink,
            tuple(Level(measure, measure.read(drink)) for measure in MEASURES),
            self.library.fill(drink.best_for),
            self.library.fill(drink.caution),
            self.books.cite((drink.source,)),
        )


class Mixing:
    """How to mix a rehydration drink, sentence by sentence, with who must ask first."""

    def __init__(self, library: Library, relief: Relief, books: Bibliography) -> None:
        self.library, self.relief = library, relief
        self.references = books.cite(relief.sources)

    @property
    def steps(self) -> tuple[str, ...]:
        text = " ".join(self.library.fill(self.relief.how).split())
        return tuple(f"{step.rstrip('.')}." for step in text.split(". ") if step)

    @property
    def helps(self) -> str:
        return self.library.fill(self.relief.helps)

    @property
    def warning(self) -> str:
        return self.library.fill(self.relief.who_must_not)

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.relief.grade)
