"""Foods for one person: what the cautions keep back is left out, and why is said in its place."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legsapp.engine.knowledge import Food

from .library import Library
from .library_foods import SHOWN, Choice, FoodsPage
from .results import ResultPage

BEST = "best"
BEST_WORDS: str | Promise = gettext_lazy("Best for you")


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Foods that one caution keeps back: how many, what it is about, and what to do instead."""

    count: int
    name: str
    instead: str


class PersonalFoodsPage(FoodsPage):
    """The foods explorer over the foods that pass. Its form is posted: no address tells what somebody may not eat."""

    def __init__(self, library: Library, result: ResultPage, sent: QueryDict) -> None:
        super().__init__(library, sent)
        self.result = result
        self.by_worth = sent.get("sort", BEST) == BEST

    @cached_property
    def allowed(self) -> frozenset[str]:
        guard = self.result.assessment
        return frozenset(food.slug for food in self.model.kb.foods if guard.allowed(food.tags) is None)

    @cached_property
    def found(self) -> tuple[Food, ...]:
        foods = super().found
        if self.by_worth:
            order = {
                food.slug: at for at, food in enumerate(self.model.richest_foods(self.result.assessment.foods.aims))
            }
            foods = tuple(sorted(foods, key=lambda food: order[food.slug]))
        return tuple(food for food in foods if food.slug in self.allowed)

    @cached_property
    def day(self) -> tuple[Food, ...]:
        return tuple(food for food in super().day if food.slug in self.allowed)

    @property
    def total(self) -> int:
        return len(self.allowed)

    @property
    def hidden(self) -> int:
        """None behind a link, since a link would carry the filters in its address; see ``left``."""
        return 0

    @property
    def left(self) -> int:
        """How many more a button shows."""
        return 0 if self.filters.all else max(0, self.count - SHOWN)

    @property
    def clear_url(self) -> str:
        return reverse("personal_foods")

    @property
    def sorts(self) -> tuple[Choice, ...]:
        others = (Choice(one.value, one.name, one.chosen and not self.by_worth) for one in super().sorts)
        return (Choice(BEST, BEST_WORDS, self.by_worth), *others)

    @cached_property
    def kept_back(self) -> tuple[KeptBack, ...]:
        foods = self.result.assessment.foods
        return tuple(
            KeptBack(foods.hidden[caution.slug], caution.name, self.result.fill(caution.instead))
            for caution in foods.hidden_by
        )

    @property
    def aim_words(self) -> str:
        return self.result.nourishment.aim_words

    @property
    def heading(self) -> str:
        return _("Foods that fit you")
