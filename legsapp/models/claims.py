"""ClaimCheck: what people say, and what trials found."""

from django.db import models

from legsapp.models.base import (
    GRADE_HELP,
    GRADES,
    POSITION_HELP,
    REVIEW_BY_HELP,
    REVIEWED_HELP,
    SOURCES_HELP,
    Row,
    explain,
)
from legsapp.models.sources import Source


class ClaimCheck(Row):
    VERDICTS = [
        ("supported", "Supported"),
        ("partly", "Partly"),
        ("not_shown", "Not shown"),
        ("wrong", "Wrong"),
        ("unsafe", "Unsafe"),
    ]

    position = models.PositiveSmallIntegerField(default=1, help_text=POSITION_HELP)
    claim = models.TextField("what people say", help_text=explain("", "Bananas stop cramps.", "Potassium efficacy"))
    verdict = models.CharField(
        max_length=20, choices=VERDICTS, help_text="What the trials say of the claim, in a word."
    )
    finding = models.TextField(
        "what trials found",
        help_text=explain(
            "", "In trials, magnesium did no more for cramps at night than a dummy pill.", "Evidence is equivocal."
        ),
    )
    grade = models.CharField("how sure", max_length=20, choices=GRADES, default="weak", help_text=GRADE_HELP)
    sources = models.ManyToManyField(Source, blank=True, related_name="claims", help_text=SOURCES_HELP)
    reviewed_on = models.DateField(null=True, blank=True, help_text=REVIEWED_HELP)
    review_by = models.DateField(null=True, blank=True, help_text=REVIEW_BY_HELP)

    class Meta(Row.Meta):
        ordering = ["position", "slug"]
        verbose_name = "claim"

    def __str__(self) -> str:
        return self.claim
