"""Symptom: the name people use for what they feel."""

from django.db import models

from legsapp.models.base import SOURCES_HELP, Row, explain
from legsapp.models.questions import Option
from legsapp.models.sources import Source


class Symptom(Row):
    name = models.CharField(
        max_length=120, help_text=explain("As people say it.", "Heavy legs", "Lower-limb heaviness")
    )
    medical_name = models.CharField(
        max_length=160, blank=True, default="", help_text=explain("", "Paraesthesia", "Pins and needles")
    )
    summary = models.TextField(blank=True, default="", help_text="What it is, in two or three short sentences.")
    can_mean = models.TextField(blank=True, default="", help_text="What it can mean, from common to rare.")
    electrolytes = models.TextField(
        "do electrolytes matter?", blank=True, default="", help_text="A straight answer, with the reason."
    )
    findings = models.ManyToManyField(
        Option, blank=True, related_name="symptoms", help_text="The options that mean it."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="symptoms", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name
