"""What every row of the content has in common."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from legsapp.engine.knowledge import Grade, Urgency, Verdict

URGENCIES = [
    (Urgency.EMERGENCY.value, "Emergency: now"),
    (Urgency.SAME_DAY.value, "Today"),
    (Urgency.GP_SOON.value, "Doctor, within days"),
    (Urgency.GP_ROUTINE.value, "Doctor, when convenient"),
    (Urgency.PHARMACIST.value, "Pharmacist"),
    (Urgency.SELF_CARE.value, "Look after it yourself"),
    (Urgency.OUT_OF_SCOPE.value, "This check is not made for it"),
]
VERDICTS = [
    (Verdict.YES.value, "Yes, they help"),
    (Verdict.MAYBE.value, "Maybe"),
    (Verdict.NO.value, "No"),
    (Verdict.FIND_OUT_FIRST.value, "Find out first"),
    (Verdict.AVOID.value, "Avoid them"),
]
GRADES = [
    (Grade.STRONG.value, "Strong"),
    (Grade.MODERATE.value, "Moderate"),
    (Grade.WEAK.value, "Weak"),
    (Grade.CONFLICTING.value, "Conflicting"),
    (Grade.NONE.value, "None"),
]

slug_pattern = RegexValidator(
    r"^[a-z][a-z0-9_]*$", "Use small letters, digits and underscores, and begin with a letter."
)


def explain(purpose: str, good: str = "", bad: str = "") -> str:
    """A help text: what the field is for, with an example to follow and one to avoid."""
    parts = [purpose] if purpose else []
    if good:
        parts.append(f"Good: “{good}”")
    if bad:
        parts.append(f"Not: “{bad}”")
    return "\n".join(parts)


CONDITION_HELP = explain(
    "When this holds. Findings are written question.option and joined with and, or, not, brackets and "
    "“at least 2 of (a, b, c)”.",
    good="swelling.one and (where.calf or where.behind_knee)",
    bad="one swollen calf",
)
SOURCES_HELP = "Where this comes from. Choose the primary publication where there is one."
REVIEWED_HELP = "The day on which a clinician last read this against its sources."
REVIEW_BY_HELP = "The day by which it should be read again. What is overdue is listed on Content health."
GRADE_HELP = "How good the evidence is. None: nobody has tested it well."
URGENCY_HELP = "How soon somebody should get help. The result shows the most urgent of all that apply."
POSITION_HELP = "Its place in the list. Smaller comes first."
TAGS_HELP = "What the words tell a person to do, so that a caution can block it. A warning carries no tag."


def slug_field(**options: Any) -> models.CharField:
    return models.CharField(
        **{
            "max_length": 60,
            "unique": True,
            "validators": [slug_pattern],
            "help_text": explain("A short, lasting name. It never changes.", "night_cramp", "Night cramp (new)"),
            **options,
        }
    )


class RowManager(models.Manager["Row"]):
    def get_by_natural_key(self, slug: str) -> "Row":
        return self.get(slug=slug)


class Row(models.Model):
    """A piece of content with a slug as its natural key."""

    slug = slug_field()
    updated_at = models.DateTimeField("last changed", auto_now=True)

    objects = RowManager()

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)


class Child(models.Model):
    """An ordered part of a row."""

    updated_at = models.DateTimeField("last changed", auto_now=True)

    class Meta:
        abstract = True


class Frozen(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> int:
        raise ValidationError("These rows are written once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ValidationError("These rows are written once and never deleted.")

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        raise ValidationError("These rows are written once and never changed.")

    def newest(self) -> Self:
        return self.order_by("-number")
