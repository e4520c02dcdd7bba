"""Food: amounts in one serving."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import SOURCES_HELP, TAGS_HELP, Row, explain
from legsapp.models.fields import LinesField
from legsapp.models.sources import Source


def amount(unit: str) -> models.FloatField:
    return models.FloatField(
        unit, null=True, blank=True, help_text="Empty where the data base reports none; never a guess."
    )


class Food(Row):
    name = models.CharField(max_length=160, help_text=explain("", "Banana", "Musa acuminata, raw"))
    group = models.CharField(max_length=60, help_text="As in the other foods of its kind: Fruit, Vegetables …")
    serving = models.CharField(max_length=160, help_text=explain("", "1 medium banana", "118"))
    serving_g = models.FloatField("serving, g", help_text="The weight of that serving.")
    potassium_mg = amount("potassium, mg")
    magnesium_mg = amount("magnesium, mg")
    sodium_mg = amount("sodium, mg")
    calcium_mg = amount("calcium, mg")
    sugars_g = amount("sugars, g")
    energy_kcal = amount("energy, kcal")
    diet = LinesField(help_text="vegan, vegetarian; one on each line.")
    contains = LinesField(help_text="milk, nuts, peanut, fish, egg, gluten, soy, sesame; one on each line.")
    may_contain = models.TextField(blank=True, default="", help_text="Allergens that some makers add.")
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="foods", help_text=TAGS_HELP)
    notes = models.TextField(blank=True, default="", help_text="What people should know before they eat it.")
    fdc_id = models.CharField(
        "FoodData Central number", max_length=20, blank=True, default="", help_text="Empty where it is not from there."
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="foods", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name
