"""ComparisonRow: one line of a table that sets things side by side."""

from django.db import models

from legsapp.models.base import CONDITION_HELP, POSITION_HELP, SOURCES_HELP, Row, explain
from legsapp.models.fields import ConditionField
from legsapp.models.sources import Source


class ComparisonRow(Row):
    TABLES = [("fluids", "Electrolyte drink or water"), ("treatments", "Nutrition, daily life, medicine")]

    table = models.CharField(max_length=20, choices=TABLES, help_text="The table that this is a line of.")
    position = models.PositiveSmallIntegerField(default=1, help_text=POSITION_HELP)
    feature = models.CharField("what is compared", max_length=200, help_text=explain("", "Calories", "Row 4"))
    first = models.TextField("electrolyte drink, or nutrition", blank=True, default="", help_text="The first column.")
    second = models.TextField("water, or daily life", blank=True, default="", help_text="The second column.")
    third = models.TextField("medicine", blank=True, default="", help_text="Empty in the table of drinks.")
    personal = ConditionField("for some people, when", blank=True, default="", help_text=CONDITION_HELP)
    personal_text = models.TextField(
        "then add", blank=True, default="", help_text="A sentence for those for whom the condition holds."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="comparisons", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["table", "position", "slug"]
        verbose_name = "comparison"

    def __str__(self) -> str:
        return self.feature

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.first, self.second, self.third) if self.third else (self.first, self.second)
