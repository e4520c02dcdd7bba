"""Topic: one page of the questionnaire."""

from django.db import models

from legsapp.models.base import Row, explain


class Topic(Row):
    SECTIONS = [
        ("safety", "Safety"),
        ("about", "About you"),
        ("legs", "Your legs"),
        ("details", "More about your legs"),
        ("health", "Your health"),
    ]

    title = models.CharField(
        max_length=120,
        help_text=explain("The heading of the page.", "How your legs feel", "Symptom quality (core 5)"),
    )
    section = models.CharField(max_length=20, choices=SECTIONS, help_text="Sections are asked in this order.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller comes first.")
    core = models.BooleanField(
        "asked of everybody",
        default=False,
        help_text="Otherwise it is asked when it could change the result.",
    )

    class Meta(Row.Meta):
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title
