"""Cause: what can make legs ache, with the evidence it is ranked by."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.base import (
    GRADE_HELP,
    GRADES,
    POSITION_HELP,
    REVIEW_BY_HELP,
    REVIEWED_HELP,
    SOURCES_HELP,
    TAGS_HELP,
    URGENCIES,
    VERDICTS,
    Child,
    Row,
    explain,
    slug_field,
)
from legsapp.models.electrolytes import Electrolyte
from legsapp.models.fields import LinesField
from legsapp.models.questions import Option
from legsapp.models.sources import Source


class Cause(Row):
    HOW_COMMON = [("common", "Common"), ("uncommon", "Uncommon"), ("rare", "Rare")]
    GROUPS = [
        ("muscle", "Muscle"),
        ("circulation", "Circulation"),
        ("nerve", "Nerve"),
        ("joint", "Joint"),
        ("bone", "Bone"),
        ("skin", "Skin"),
        ("whole_body", "Whole body"),
        ("medicine", "Medicine"),
        ("infection", "Infection"),
        ("pregnancy", "Pregnancy"),
    ]

    name = models.CharField(max_length=160, help_text=explain("As people say it.", "Blood clot in the leg", "DVT"))
    medical_name = models.CharField(
        max_length=200, help_text=explain("As a clinician writes it.", "Deep vein thrombosis", "Blood clot in the leg")
    )
    icd10 = models.CharField(
        "ICD-10", max_length=40, blank=True, default="", help_text=explain("", "I82.4", "thrombosis")
    )
    group = models.CharField(
        max_length=20, choices=GROUPS, blank=True, default="", help_text="Where it stands in the library of causes."
    )
    summary = models.TextField(
        blank=True,
        default="",
        help_text=explain(
            "What it is, in short sentences.", "A clot blocks a deep vein.", "Venous thromboembolic disease."
        ),
    )
    covers = models.TextField(
        blank=True, default="", help_text="What this name takes together, where it is more than one thing."
    )
    common = models.CharField(
        "how common, in a word",
        max_length=10,
        choices=HOW_COMMON,
        default="uncommon",
        help_text="What people read. The number below is what the ranking uses.",
    )
    prior_per_1000 = models.FloatField(
        "how common, per 1000",
        default=1.0,
        validators=[MinValueValidator(0.0001), MaxValueValidator(1000)],
        help_text=explain("Of 1000 adults with leg trouble, how many have it?", "4", "0.4 %"),
    )
    prior_note = models.TextField(
        "how we know",
        blank=True,
        default="",
        help_text=explain("", "A count in one large study of family doctors.", "Common knowledge."),
    )
    contributor = models.BooleanField(
        "adds to leg trouble",
        default=False,
        help_text="Shown beside the causes: it adds to them rather than being a disease.",
    )
    urgency = models.CharField(
        max_length=20,
        choices=URGENCIES,
        default="gp_routine",
        help_text="How soon somebody with this should get help. What is an emergency needs a red flag as well.",
    )
    electrolytes = models.CharField(
        "would electrolytes help?",
        max_length=20,
        choices=VERDICTS,
        default="no",
        help_text="For somebody whose legs ache because of this.",
    )
    electrolytes_text = models.TextField(
        "in words",
        blank=True,
        default="",
        help_text=explain(
            "", "No. A clot needs medicine, and salt does not change it.", "Electrolyte status is non-contributory."
        ),
    )
    electrolytes_grade = models.CharField(
        "how sure", max_length=20, choices=GRADES, default="none", help_text=GRADE_HELP
    )
    food_aims = models.ManyToManyField(
        Electrolyte, blank=True, related_name="+", help_text="Electrolytes whose food sources are worth naming for it."
    )
    clinician = LinesField(
        "what a clinician may do",
        help_text=explain("One step on each line.", "Measure calf width", "Investigations as indicated"),
    )
    see_sooner = models.TextField(
        "when to get help sooner",
        blank=True,
        default="",
        help_text=explain("Name services by placeholder.", "Call {emergency} if you get short of breath.", "Call 999."),
    )
    look_alikes = models.ManyToManyField(
        "self", symmetrical=False, blank=True, help_text="Causes that are easily mistaken for it."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="causes", help_text=SOURCES_HELP)
    reviewed_on = models.DateField(null=True, blank=True, help_text=REVIEWED_HELP)
    review_by = models.DateField(null=True, blank=True, help_text=REVIEW_BY_HELP)

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class SelfCareLine(Child):
    """One line of advice."""

    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="self_care")
    position = models.PositiveSmallIntegerField(default=0, help_text=POSITION_HELP)
    text = models.TextField(
        help_text=explain("One thing to do.", "Stretch the calf for half a minute.", "Stretching may be considered.")
    )
    tags = models.ManyToManyField(AdviceTag, blank=True, related_name="+", help_text=TAGS_HELP)

    class Meta:
        ordering = ["cause__slug", "position", "pk"]
        verbose_name = "line of advice"
        verbose_name_plural = "what a person can do"

    def __str__(self) -> str:
        return self.text


class EvidenceRow(Child):
    """How often people with the cause report a finding."""

    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="evidence")
    finding = models.ForeignKey(
        Option, on_delete=models.PROTECT, related_name="evidence", help_text="The option. Search by its words."
    )
    how_often = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=explain("Share of people with this cause who report it, 0 to 1.", "0.8", "often"),
    )
    lr_present = models.FloatField(
        "likelihood ratio if present",
        null=True,
        blank=True,
        validators=[MinValueValidator(0.001)],
        help_text="A published one that fits people like ours. It wins over how often.",
    )
    lr_absent = models.FloatField(
        "likelihood ratio if absent",
        null=True,
        blank=True,
        validators=[MinValueValidator(0.001)],
        help_text="The same for somebody who was asked and does not have it. Usually below 1.",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Where the number comes from; “Clinical judgement” where nobody has counted.",
    )
    note = models.TextField(blank=True, default="", help_text="How the number was read from the source.")

    class Meta:
        ordering = ["cause__slug", "finding__question__slug", "finding__slug"]
        constraints = [models.UniqueConstraint(fields=["cause", "finding"], name="evidence_once_a_finding")]
        verbose_name = "evidence"
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.cause}: {self.finding}"


class EvidenceGroup(Child):
    """Findings that come together and must not count twice."""

    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="groups")
    slug = slug_field(unique=False)
    findings = models.ManyToManyField(Option, related_name="+", help_text="Two or more that tell the same thing.")
    cap_for = models.FloatField(
        help_text="The most that they may speak for it together, as a likelihood ratio above 1."
    )
    cap_against = models.FloatField(help_text="The most that they may speak against it, as a likelihood ratio below 1.")
    note = models.TextField(blank=True, default="", help_text="Why they belong together.")

    class Meta:
        ordering = ["cause__slug", "slug"]
        constraints = [models.UniqueConstraint(fields=["cause", "slug"], name="group_once_a_cause")]
        verbose_name = "group of findings"
        verbose_name_plural = "groups of findings"

    def __str__(self) -> str:
        return self.slug
