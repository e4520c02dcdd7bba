"""Relief: what can ease the trouble, and how sure that is."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import CONDITION_HELP, GRADE_HELP, GRADES, SOURCES_HELP, TAGS_HELP, Row, explain
from legsapp.models.causes import Cause
from legsapp.models.fields import ConditionField
from legsapp.models.sources import Source


class Relief(Row):
    KINDS = [
        ("movement", "Movement"),
        ("touch", "Touch"),
        ("temperature", "Warm or cold"),
        ("position", "Position"),
        ("medicine", "Medicine"),
        ("supplement", "Supplement"),
        ("food_drink", "Food and drink"),
        ("daily_life", "Daily life"),
    ]

    name = models.CharField(max_length=160, help_text=explain("", "Stretch the calf", "Gastrocnemius stretch"))
    kind = models.CharField(max_length=20, choices=KINDS, help_text="Where it stands on the page of relief.")
    how = models.TextField(
        "how to do it", help_text=explain("", "Pull your toes towards you for half a minute.", "Stretch.")
    )
    helps = models.TextField("what it helps", help_text=explain("", "Cramp at night", "Everything"))
    grade = models.CharField("how sure", max_length=20, choices=GRADES, help_text=GRADE_HELP)
    evidence = models.TextField(
        "what the evidence says",
        help_text=explain("", "One small trial found fewer cramps.", "Proven to work."),
    )
    who_must_not = models.TextField(
        "who must not", help_text="Whom it could harm. A caution that blocks its tags keeps it from them."
    )
    causes = models.ManyToManyField(Cause, blank=True, related_name="relief", help_text="Offered for these.")
    condition = ConditionField("or offered when", blank=True, default="", help_text=CONDITION_HELP)
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="relief", help_text=TAGS_HELP)
    sources = models.ManyToManyField(Source, blank=True, related_name="relief", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        verbose_name_plural = "relief"

    def __str__(self) -> str:
        return self.name
