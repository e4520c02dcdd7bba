"""Caution: advice that some people must not get, and what to say instead."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import CONDITION_HELP, SOURCES_HELP, Row, explain
from legsapp.models.fields import ConditionField
from legsapp.models.sources import Source


class Caution(Row):
    name = models.CharField(max_length=200, help_text=explain("", "Kidney disease", "g_ckd"))
    condition = ConditionField(help_text=CONDITION_HELP)
    blocks = models.ManyToManyField(
        AdviceTag, related_name="cautions", help_text="Advice with any of these tags is not shown."
    )
    instead = models.TextField(
        help_text=explain("What to say in its place.", "Ask {gp} before you take extra salt.", "Contraindicated.")
    )
    why = models.TextField(
        blank=True,
        default="",
        help_text=explain("", "Weak kidneys cannot get rid of potassium.", "Risk of hyperkalaemia."),
    )
    precedence = models.PositiveSmallIntegerField(
        default=100, help_text="Smaller is said first, and wins where two disagree."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="cautions", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["precedence", "slug"]

    def __str__(self) -> str:
        return self.name
