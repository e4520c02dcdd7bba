"""The electrolytes: what each does, where it is, and what trials found."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from legsapp.engine.foods import amount
from legsapp.engine.knowledge import Cause, ClaimCheck, Electrolyte, Food

from .library import CauseLink, Library, first_sentence
from .library_foods import IN_FOODS, Bar, bar
from .library_meta import Crumb, Meta, shortened
from .marks import Bibliography, GradeMark

MOST_FOODS, MOST_CLAIMS, MOST_FOUND = 8, 6, 190


class ElectrolyteIndex:
    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Electrolytes and your legs"),
            _("What sodium, potassium, magnesium, calcium, chloride and phosphate do, and when more of them helps."),
            reverse("electrolytes"),
        )

    @cached_property
    def rows(self) -> tuple["ElectrolytePage", ...]:
        return tuple(ElectrolytePage(self.library, row) for row in self.library.electrolytes.values())


class ElectrolytePage:
    def __init__(self, library: Library, electrolyte: Electrolyte) -> None:
        self.library, self.electrolyte, self.fill = library, electrolyte, library.fill
        self.books = library.bibliography()
        self.references = self.books.cite(electrolyte.sources)

    @property
    def meta(self) -> Meta:
        row = self.electrolyte
        return Meta(
            row.name,
            _("%(name)s and leg trouble: what it does, signs of too little and too much, foods, and what trials found.")
            % {"name": row.name},
            self.url,
            (Crumb(_("Electrolytes"), reverse("electrolytes")),),
            about=(row.name,),
        )

    @property
    def url(self) -> str:
        return reverse("electrolyte", args=(self.electrolyte.slug,))

    @property
    def name(self) -> str:
        return self.electrolyte.name

    @property
    def symbol(self) -> str:
        return self.electrolyte.symbol

    @property
    def role(self) -> str:
        return self.fill(self.electrolyte.role)

    @property
    def role_short(self) -> str:
        return first_sentence(self.role)

    @property
    def found_short(self) -> str:
        return shortened(self.best_evidence, MOST_FOUND)

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.electrolyte.grade)

    @property
    def best_evidence(self) -> str:
        return self.fill(self.electrolyte.best_evidence)

    @property
    def low(self) -> str:
        return self.fill(self.electrolyte.low)

    @property
    def high(self) -> str:
        return self.fill(self.electrolyte.high)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        row = self.electrolyte
        named = (
            (_("In the blood"), row.blood),
            (_("How much a day"), row.intake),
            (_("In a litre of sweat"), row.sweat),
        )
        return tuple((name, self.fill(text)) for name, text in named if text)

    @property
    def upper(self) -> str:
        return self.fill(self.electrolyte.upper)

    @cached_property
    def foods(self) -> tuple[tuple[Food, Bar], ...]:
        """The richest foods, at most two of a group."""
        slug = self.electrolyte.slug
        if slug not in IN_FOODS:
            return ()
        chosen: list[Food] = []
        for food in sorted(self.library.foods.values(), key=lambda food: (-amount(food, slug), food.slug)):
            if sum(other.group == food.group for other in chosen) < 2:
                chosen.append(food)
        return tuple((food, bar(self.library.model, food, slug)) for food in chosen[:MOST_FOODS])

    @cached_property
    def causes(self) -> tuple[CauseLink, ...]:
        """Causes that are this electrolyte out of balance, or for which its foods are worth naming."""
        word = self.name.casefold()
        found: list[Cause] = [
            cause for cause in self.library.model.kb.causes if word in f"{cause.name} {cause.medical_name}".casefold()
        ]
        named = (c for c in self.library.causes_named_by(self.electrolyte.slug) if c not in found)
        found += [cause for cause in named if cause.electrolytes in ("yes", "maybe", "find_out_first")]
        return tuple(self.library.cause_link(cause) for cause in found[:8])

    @cached_property
    def claims(self) -> tuple[ClaimCheck, ...]:
        word = self.name.casefold()
        rows = self.library.model.kb.claims
        return tuple(row for row in rows if word in row.claim.casefold())[:MOST_CLAIMS]

    @property
    def sources(self) -> Bibliography:
        return self.books
