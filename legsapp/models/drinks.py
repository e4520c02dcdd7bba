"""Drink: amounts in one litre."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import SOURCES_HELP, TAGS_HELP, Row, explain
from legsapp.models.fields import LinesField
from legsapp.models.foods import amount
from legsapp.models.sources import Source


class Drink(Row):
    name = models.CharField(max_length=160, help_text=explain("A kind of drink, no brand.", "Sports drink", "PowerX"))
    category = models.CharField(max_length=60, help_text="As in the other drinks of its kind: Water, Juice, Broth …")
    sodium_mmol = amount("sodium, mmol")
    sodium_mg = amount("sodium, mg")
    potassium_mmol = amount("potassium, mmol")
    potassium_mg = amount("potassium, mg")
    magnesium_mg = amount("magnesium, mg")
    calcium_mg = amount("calcium, mg")
    sugars_g = amount("sugars, g")
    carbohydrate_g = amount("carbohydrate, g")
    energy_kcal = amount("energy, kcal")
    alcohol_g = amount("alcohol, g")
    osmolality = models.CharField(
        max_length=120, blank=True, default="", help_text=explain("With its unit.", "270 to 300 mOsm/kg", "isotonic")
    )
    best_for = models.TextField(blank=True, default="", help_text="Whom it suits, in a plain sentence.")
    caution = models.TextField(blank=True, default="", help_text="Whom it does not suit, and why.")
    contains = LinesField(help_text="Allergens, one on each line.")
    diet = LinesField(help_text="vegan, vegetarian; one on each line.")
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="drinks", help_text=TAGS_HELP)
    basis = models.TextField(
        "what the amounts rest on", blank=True, default="", help_text="A data base, a label, or a recipe and its date."
    )
    fdc_id = models.CharField(
        "FoodData Central number", max_length=20, blank=True, default="", help_text="Empty where it is not from there."
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="drinks", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name
