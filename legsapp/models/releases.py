"""Release: everything that was published at one moment, in one row that never changes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from legsapp.models.base import Frozen


class Release(models.Model):
    number = models.PositiveIntegerField(unique=True)
    schema = models.PositiveSmallIntegerField(help_text="The version of the shape of the body.")
    body = models.TextField()
    sha256 = models.CharField("SHA-256 of the body", max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=160)
    note = models.TextField(blank=True, default="")
    counts = models.JSONField(default=dict)  # concept: how many rows

    objects = models.Manager.from_queryset(Frozen)()

    class Meta:
        ordering = ["-number"]
        permissions = [("preview_draft", "Can preview the draft"), ("import_content", "Can import content")]

    def __str__(self) -> str:
        return f"Release {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError("A release never changes. Publish a new one.")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError("A release is never deleted.")
