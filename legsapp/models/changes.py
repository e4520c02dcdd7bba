"""Change: who changed what in the rows, and when. Written in the transaction of the change itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from legsapp.models.base import Frozen


class Change(models.Model):
    """One row of the content that was added, changed or removed, with every field that differs."""

    ACTIONS = [("added", "Added"), ("changed", "Changed"), ("removed", "Removed")]

    at = models.DateTimeField("when", auto_now_add=True, db_index=True)
    by = models.CharField("who", max_length=160)
    concept = models.CharField("what", max_length=30)
    slug = models.CharField(max_length=60)
    action = models.CharField("how", max_length=10, choices=ACTIONS)
    fields = models.JSONField(default=list)  # [path, before, after], one for each field
    note = models.TextField(blank=True, default="")

    objects = models.Manager.from_queryset(Frozen)()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["concept", "slug"], name="change_of_a_row")]

    def __str__(self) -> str:
        return f"{self.concept}.{self.slug} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError("The history is written once.")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError("The history is never deleted.")
