"""RedFlag: what must not be missed."""

from django.db import models

from legsapp.models.base import (
    CONDITION_HELP,
    REVIEW_BY_HELP,
    REVIEWED_HELP,
    SOURCES_HELP,
    URGENCIES,
    URGENCY_HELP,
    Row,
    explain,
)
from legsapp.models.causes import Cause
from legsapp.models.fields import ConditionField
from legsapp.models.sources import Source


class RedFlag(Row):
    name = models.CharField(
        max_length=200, help_text=explain("", "Cold, pale leg that came on suddenly", "ALI criteria met")
    )
    urgency = models.CharField(max_length=20, choices=URGENCIES, help_text=URGENCY_HELP)
    condition = ConditionField(help_text=CONDITION_HELP)
    advice = models.TextField(
        help_text=explain("The first thing to do. Name services by placeholder.", "Call {emergency} now.", "Ring 999.")
    )
    why = models.TextField(blank=True, default="", help_text="Why it matters, in one or two plain sentences.")
    while_waiting = models.TextField(
        blank=True, default="", help_text="What to do, eat, drink or leave while help comes."
    )
    pins = models.ManyToManyField(
        Cause,
        blank=True,
        related_name="red_flags",
        verbose_name="to rule out first",
        help_text="Shown before all other causes.",
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="red_flags", help_text=SOURCES_HELP)
    reviewed_on = models.DateField(null=True, blank=True, help_text=REVIEWED_HELP)
    review_by = models.DateField(null=True, blank=True, help_text=REVIEW_BY_HELP)

    class Meta(Row.Meta):
        verbose_name = "red flag"

    def __str__(self) -> str:
        return self.name
