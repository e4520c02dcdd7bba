"""GlossaryTerm: a word and what it means."""

from django.db import models

from legsapp.models.base import Row, explain
from legsapp.models.fields import LinesField


class GlossaryTerm(Row):
    term = models.CharField(max_length=120, help_text=explain("", "Vein", "Venous system"))
    meaning = models.TextField(
        help_text=explain("One plain sentence.", "A tube that carries blood back to the heart.", "See below.")
    )
    also = LinesField("also called", help_text="Other words for it, one on each line.")

    class Meta(Row.Meta):
        verbose_name = "glossary term"

    def __str__(self) -> str:
        return self.term
