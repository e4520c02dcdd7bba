"""SiteState: whether the questionnaire is open. The newest row holds; the others are its history."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from legsapp.models.base import Frozen, explain


class SiteState(models.Model):
    closed = models.BooleanField(
        "questionnaire closed",
        help_text="Ticked: people see your reason instead of the questionnaire; the library stays open. "
        "Not ticked: the questionnaire is open.",
    )
    reason = models.TextField(
        help_text=explain(
            "People read it on the page that stands in for the questionnaire.",
            "We found a mistake in what we say about swollen legs, and we are mending it.",
            "rf_dvt broken",
        )
    )
    at = models.DateTimeField("when", auto_now_add=True)
    by = models.CharField("who", max_length=160)

    objects = models.Manager.from_queryset(Frozen)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "opening or closing"
        verbose_name_plural = "openings and closings"

    def __str__(self) -> str:
        return "Closed" if self.closed else "Open"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError("This is written once. Open or close again instead.")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError("This is never deleted.")
