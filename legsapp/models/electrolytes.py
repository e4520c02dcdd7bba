"""Electrolyte: sodium, potassium and the others."""

from django.db import models

from legsapp.models.base import GRADES, SOURCES_HELP, Row
from legsapp.models.sources import Source


class Electrolyte(Row):
    name = models.CharField(max_length=60)
    symbol = models.CharField(max_length=10)
    role = models.TextField("what it does")
    blood = models.TextField("level in the blood", blank=True, default="")
    low = models.TextField("when it is low", blank=True, default="")
    high = models.TextField("when it is high", blank=True, default="")
    intake = models.TextField("how much a day", blank=True, default="")
    upper = models.TextField("how much is too much", blank=True, default="")
    sweat = models.TextField("in sweat", blank=True, default="")
    best_evidence = models.TextField(blank=True, default="")
    grade = models.CharField(max_length=20, choices=GRADES, default="weak")
    daily_value_mg = models.PositiveIntegerField("daily value, mg", null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="electrolytes", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name
