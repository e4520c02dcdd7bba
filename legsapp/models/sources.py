"""Source: where a claim comes from."""

from django.db import models

from legsapp.models.base import Row, explain


class Source(Row):
    KINDS = [
        ("study", "Study"),
        ("review", "Review"),
        ("guideline", "Guideline"),
        ("official", "Public body"),
        ("book", "Book"),
        ("data", "Data base"),
        ("judgement", "Clinical judgement"),
    ]

    title = models.TextField(
        help_text=explain("The title as it is printed.", "Magnesium for skeletal muscle cramps", "Cochrane thing")
    )
    authors = models.TextField(
        blank=True, default="", help_text=explain("", "Garrison SR, Korownyk CS, et al.", "Garrison")
    )
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The year of the printed version.")
    publisher = models.TextField(
        "journal or body", blank=True, default="", help_text="With volume and pages, where it has them."
    )
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        default="",
        help_text=explain("", "10.1002/14651858.CD009402", "https://doi.org/…"),
    )
    url = models.URLField(
        "address",
        max_length=500,
        blank=True,
        default="",
        help_text="Only a publisher, journal, PubMed, Cochrane or public body. Rather empty than a copy.",
    )
    kind = models.CharField(
        max_length=20,
        choices=KINDS,
        default="study",
        help_text="“Clinical judgement” says that nobody has counted; Content health shows how much rests on it.",
    )
    checked = models.DateField(
        "page opened on", null=True, blank=True, help_text="Empty if nobody opened the page itself."
    )

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title
