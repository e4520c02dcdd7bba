"""Scenario: a short story and what must come of it."""

from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import URGENCIES, Row, explain
from legsapp.models.causes import Cause
from legsapp.models.fields import LinesField
from legsapp.models.red_flags import RedFlag


class Scenario(Row):
    KINDS = [
        ("must_fire", "Must be caught"),
        ("must_not", "Must not alarm"),
        ("story", "Story"),
        ("look_alike", "Look-alike"),
        ("caution", "Caution"),
        ("editor", "Written by an editor"),
    ]

    story = models.TextField(
        help_text=explain("Who, what and since when.", "A man of 66 whose calf hurts after 200 metres.", "PAD test 3")
    )
    kind = models.CharField(
        max_length=20,
        choices=KINDS,
        default="editor",
        help_text="“Must be caught” stops publishing when it comes out less urgent, and so does every emergency.",
    )
    findings = LinesField(
        help_text=explain(
            "What they tick, one on each line; a question alone means it was skipped.", "walk.yes", "walks"
        )
    )
    urgency = models.CharField(
        "expected urgency", max_length=20, choices=URGENCIES, help_text="What the result must say."
    )
    at_least = models.BooleanField(
        "may be more urgent", default=False, help_text="Then a more urgent result is as expected, too."
    )
    at_most = models.BooleanField(
        "may be less urgent", default=False, help_text="Then a less urgent result is as expected, too."
    )
    causes = models.ManyToManyField(
        Cause, blank=True, related_name="scenarios", help_text="One of these must be shown."
    )
    flags = models.ManyToManyField(RedFlag, blank=True, related_name="scenarios", help_text="All of these must fire.")
    not_flags = models.ManyToManyField(RedFlag, blank=True, related_name="+", help_text="None of these may fire.")
    blocked = models.ManyToManyField(AdviceTag, blank=True, related_name="+", help_text="Advice that must be blocked.")
    drink = models.CharField(
        "expected drink advice",
        max_length=60,
        blank=True,
        default="",
        help_text=explain("The recommendation of a drink rule.", "electrolyte_drink", "drink more"),
    )

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.story
