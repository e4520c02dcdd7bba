"""ComparisonRow: one line of a table that sets things side by side."""

from django.db import models

from legsapp.models.base import CONDITION_HELP, SOURCES_HELP, Row
from legsapp.models.fields import ConditionField
from legsapp.models.sources import Source


class ComparisonRow(Row):
    TABLES = [("fluids", "Electrolyte drink or water"), ("treatments", "Nutrition, daily life, medicine")]

    table = models.CharField(max_length=20, choices=TABLES)
    position = models.PositiveSmallIntegerField(default=1)
    feature = models.CharField("what is compared", max_length=200)
    first = models.TextField("electrolyte drink, or nutrition", blank=True, default="")
    second = models.TextField("water, or daily life", blank=True, default="")
    third = models.TextField("medicine", blank=True, default="", help_text="Empty in the table of drinks.")
    personal = ConditionField("for some people, when", blank=True, default="", help_text=CONDITION_HELP)
    personal_text = models.TextField("then add", blank=True, default="")
    sources = models.ManyToManyField(Source, blank=True, related_name="comparisons", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["table", "position", "slug"]
        verbose_name = "comparison"

    def __str__(self) -> str:
        return self.feature

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.first, self.second, self.third) if self.third else (self.first, self.second)
