"""Place: where a person is, and whom they call there."""

from django.db import models

from legsapp.models.base import SOURCES_HELP, Row, explain
from legsapp.models.sources import Source


class Place(Row):
    UNITS = [("metric", "Metric"), ("us", "US customary"), ("uk", "British")]

    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=100)
    emergency = models.CharField("emergency number", max_length=160)
    emergency_other = models.TextField(
        "without speaking", blank=True, default="", help_text="Text, relay or app, where the place has it."
    )
    urgent_line = models.CharField(max_length=160, help_text="Whom to ring today.")
    gp = models.CharField("family doctor", max_length=120, help_text=explain("With its article.", "a GP", "GP"))
    pharmacist = models.CharField(max_length=120, help_text=explain("With its article.", "a pharmacist", "pharmacy"))
    hospital = models.CharField(max_length=120, help_text=explain("", "the emergency room", "ER"))
    minor_injuries = models.CharField(max_length=120)
    maternity = models.CharField(max_length=120)
    midwife = models.CharField(max_length=120)
    units = models.CharField(max_length=10, choices=UNITS, default="metric")
    sources = models.ManyToManyField(Source, blank=True, related_name="places", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name
