"""ClaimCheck: what people say, and what trials found."""

from django.db import models

from legsapp.models.base import GRADES, SOURCES_HELP, Row, explain
from legsapp.models.sources import Source


class ClaimCheck(Row):
    VERDICTS = [
        ("supported", "Supported"),
        ("partly", "Partly"),
        ("not_shown", "Not shown"),
        ("wrong", "Wrong"),
        ("unsafe", "Unsafe"),
    ]

    position = models.PositiveSmallIntegerField(default=1)
    claim = models.TextField("what people say", help_text=explain("", "Bananas stop cramps.", "Potassium efficacy"))
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    finding = models.TextField("what trials found")
    grade = models.CharField("how sure", max_length=20, choices=GRADES, default="weak")
    sources = models.ManyToManyField(Source, blank=True, related_name="claims", help_text=SOURCES_HELP)
    reviewed_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["position", "slug"]
        verbose_name = "claim"

    def __str__(self) -> str:
        return self.claim
