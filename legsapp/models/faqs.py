"""Faq: a question that people ask, with its answer."""

from django.db import models

from legsapp.models.base import POSITION_HELP, SOURCES_HELP, Row, explain
from legsapp.models.sources import Source


class Faq(Row):
    position = models.PositiveSmallIntegerField(default=1, help_text=POSITION_HELP)
    question = models.TextField(
        help_text=explain("As people ask it.", "Can water make cramps worse?", "Hyponatraemia and cramp")
    )
    answer = models.TextField(help_text="Short paragraphs with an empty line between them.")
    sources = models.ManyToManyField(Source, blank=True, related_name="faqs", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["position", "slug"]
        verbose_name = "common question"

    def __str__(self) -> str:
        return self.question
