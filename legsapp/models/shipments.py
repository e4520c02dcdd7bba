"""Shipment: the content as a version of the site brought it, so that the next version can be compared three ways."""

from django.db import models

from legsapp.models.base import Frozen


class Shipment(models.Model):
    schema = models.PositiveSmallIntegerField()
    body = models.TextField()
    sha256 = models.CharField("SHA-256 of the body", max_length=64)
    at = models.DateTimeField("when", auto_now_add=True)
    by = models.CharField("who", max_length=160)

    objects = models.Manager.from_queryset(Frozen)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Shipped content taken on {self.at:%Y-%m-%d}"
