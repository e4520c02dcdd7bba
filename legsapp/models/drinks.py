"""Drink: amounts in one litre."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import TAGS_HELP, Row
from legsapp.models.fields import LinesField
from legsapp.models.foods import amount
from legsapp.models.sources import Source


class Drink(Row):
    name = models.CharField(max_length=160)
    category = models.CharField(max_length=60)
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
    osmolality = models.CharField(max_length=120, blank=True, default="")
    best_for = models.TextField(blank=True, default="")
    caution = models.TextField(blank=True, default="")
    contains = LinesField(help_text="Allergens, one on each line.")
    diet = LinesField(help_text="vegan, vegetarian; one on each line.")
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="drinks", help_text=TAGS_HELP)
    basis = models.TextField("what the amounts rest on", blank=True, default="")
    fdc_id = models.CharField("FoodData Central number", max_length=20, blank=True, default="")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="drinks")

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name
