"""AdviceTag: what a piece of advice tells a person to do."""

from django.db import models

from legsapp.models.base import Row, explain


class AdviceTag(Row):
    name = models.CharField(max_length=120, help_text=explain("", "Eat more salt", "salt_up"))

    class Meta(Row.Meta):
        verbose_name = "advice tag"

    def __str__(self) -> str:
        return self.name
