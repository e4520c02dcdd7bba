"""Electrolyte: sodium, potassium and the others."""

from django.db import models

from legsapp.models.base import GRADE_HELP, GRADES, SOURCES_HELP, Row, explain
from legsapp.models.sources import Source


class Electrolyte(Row):
    name = models.CharField(max_length=60, help_text=explain("", "Sodium", "Na+"))
    symbol = models.CharField(max_length=10, help_text=explain("", "Na", "Sodium"))
    role = models.TextField(
        "what it does", help_text=explain("", "It keeps water outside the cells.", "Principal extracellular cation.")
    )
    blood = models.TextField("level in the blood", blank=True, default="", help_text="The usual range, with its unit.")
    low = models.TextField("when it is low", blank=True, default="", help_text="What people feel, and who gets it.")
    high = models.TextField("when it is high", blank=True, default="", help_text="What people feel, and who gets it.")
    intake = models.TextField("how much a day", blank=True, default="", help_text="Adults; say who says so.")
    upper = models.TextField(
        "how much is too much", blank=True, default="", help_text="Say whether it counts food or supplements only."
    )
    sweat = models.TextField("in sweat", blank=True, default="", help_text="How much one litre holds, with the range.")
    best_evidence = models.TextField(
        blank=True, default="", help_text="What the best trials found about legs, in plain words."
    )
    grade = models.CharField(max_length=20, choices=GRADES, default="weak", help_text=GRADE_HELP)
    daily_value_mg = models.PositiveIntegerField(
        "daily value, mg", null=True, blank=True, help_text="What the bars of foods are measured against."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="electrolytes", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name
