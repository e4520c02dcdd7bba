"""Place: where a person is, and whom they call there."""

from django.db import models

from legsapp.models.base import POSITION_HELP, SOURCES_HELP, Row, explain
from legsapp.models.sources import Source


class Place(Row):
    UNITS = [("metric", "Metric"), ("us", "US customary"), ("uk", "British")]

    name = models.CharField(max_length=120, help_text=explain("", "Ireland", "IE"))
    position = models.PositiveSmallIntegerField(default=100, help_text=POSITION_HELP)
    emergency = models.CharField(
        "emergency number", max_length=160, help_text=explain("As it is dialled there.", "999 or 112", "Ambulance")
    )
    emergency_other = models.TextField(
        "without speaking", blank=True, default="", help_text="Text, relay or app, where the place has it."
    )
    urgent_line = models.CharField(max_length=160, help_text="Whom to ring today.")
    gp = models.CharField("family doctor", max_length=120, help_text=explain("With its article.", "a GP", "GP"))
    pharmacist = models.CharField(max_length=120, help_text=explain("With its article.", "a pharmacist", "pharmacy"))
    hospital = models.CharField(max_length=120, help_text=explain("", "the emergency room", "ER"))
    minor_injuries = models.CharField(
        max_length=120, help_text=explain("With its article.", "a minor injuries unit", "MIU")
    )
    maternity = models.CharField(
        max_length=120, help_text=explain("With its article.", "your maternity unit", "labour ward")
    )
    midwife = models.CharField(max_length=120, help_text=explain("With its article.", "your midwife", "midwife"))
    units = models.CharField(
        max_length=10, choices=UNITS, default="metric", help_text="The measures in which people there think."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="places", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name
