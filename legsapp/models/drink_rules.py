"""DrinkRule and DrinkModifier: water or an electrolyte drink, for whom."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import CONDITION_HELP, GRADE_HELP, GRADES, SOURCES_HELP, TAGS_HELP, VERDICTS, Row, explain
from legsapp.models.drinks import Drink
from legsapp.models.fields import ConditionField, LinesField
from legsapp.models.sources import Source


class DrinkRule(Row):
    """The first rule whose condition holds wins."""

    position = models.PositiveSmallIntegerField(help_text="The first rule that holds wins; smaller comes first.")
    condition = ConditionField(
        help_text=CONDITION_HELP + " Also: flag …, level …, exercise_min >= 60, weight_change_pct >= 0.5, always."
    )
    recommendation = models.CharField(
        max_length=60, help_text=explain("A lasting name of the outcome.", "electrolyte_drink", "Drink!")
    )
    title = models.CharField(max_length=200, help_text=explain("", "Water is enough today", "Rule 7"))
    text = models.TextField(
        help_text=explain("What to drink, and how much.", "Drink when you are thirsty.", "Hydrate.")
    )
    reason = models.TextField(help_text="Why, in one or two plain sentences.")
    verdict = models.CharField(  # noqa: DJ001  (no verdict is not an empty one)
        max_length=20, choices=VERDICTS, null=True, blank=True, help_text="Empty: the causes decide."
    )
    grade = models.CharField(max_length=20, choices=GRADES, default="weak", help_text=GRADE_HELP)
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="+", help_text=TAGS_HELP)
    drinks = models.ManyToManyField(Drink, blank=True, related_name="rules", help_text="Drinks that fit, best first.")
    sources = models.ManyToManyField(Source, blank=True, related_name="drink_rules", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["position", "slug"]
        verbose_name = "drink rule"

    def __str__(self) -> str:
        return self.title


class DrinkModifier(Row):
    """A sentence that is added for some people."""

    condition = ConditionField(help_text=CONDITION_HELP)
    applies_to = LinesField(help_text="Recommendations it is added to, one on each line; empty means all.")
    text = models.TextField(help_text="The sentence that is added.")
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="+", help_text=TAGS_HELP)
    sources = models.ManyToManyField(Source, blank=True, related_name="drink_modifiers", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        verbose_name = "drink modifier"
