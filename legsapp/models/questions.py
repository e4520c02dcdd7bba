"""Question and its options: what a person can tell us."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from legsapp.models.base import POSITION_HELP, SOURCES_HELP, Child, Row, explain, slug_field
from legsapp.models.fields import ConditionField, LinesField
from legsapp.models.sources import Source
from legsapp.models.topics import Topic


class Question(Row):
    KINDS = [("single", "One answer"), ("multi", "Any number of answers")]

    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="questions",
        help_text="The page it stands on: up to three short questions.",
    )
    position = models.PositiveSmallIntegerField(default=1, help_text="Its place on the page.")
    kind = models.CharField(
        max_length=10,
        choices=KINDS,
        default="multi",
        help_text="Where several can be true, several may be ticked, and one option is “none of these”.",
    )
    text = models.TextField(
        help_text=explain(
            "What we ask, in everyday words.",
            "When are your legs worst?",
            "Please specify the temporal pattern:",
        )
    )
    help = models.TextField(
        blank=True, default="", help_text="One or two sentences under the question, if it needs them."
    )
    why = models.TextField(
        "why we ask",
        blank=True,
        default="",
        help_text=explain("", "Pain that wakes you at night can point to cramp or to nerves.", "For clinical reasons."),
    )
    applies_when = ConditionField(
        blank=True,
        default="",
        help_text=explain(
            "Whom it is asked of; empty means everybody. No “not”, and no question of its own page.",
            "swelling.one or swelling.both",
            "not swelling.none",
        ),
    )
    skippable = models.BooleanField(
        "may be skipped", default=True, help_text="A skipped question never counts as “no”."
    )
    record_only = models.BooleanField(
        "for the summary only", default=False, help_text="Kept for the sheet; nothing is worked out from it."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="questions", help_text=SOURCES_HELP)

    class Meta(Row.Meta):
        ordering = ["topic__position", "topic__slug", "position", "slug"]

    def __str__(self) -> str:
        return self.text


class OptionManager(models.Manager["Option"]):
    def get_queryset(self) -> models.QuerySet["Option"]:
        return super().get_queryset().select_related("question")  # its name begins with the question's

    def get_by_natural_key(self, question: str, slug: str) -> "Option":
        return self.get(question__slug=question, slug=slug)


class Option(Child):
    """A finding."""

    CONCERNS = [
        ("heart", "Heart, lungs, brain"),
        ("nerves", "Nerves and back"),
        ("vessels", "Clots and vessels"),
        ("skin", "Infection and skin"),
        ("limb", "Bone, muscle, injury"),
        ("general", "General"),
    ]

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    slug = slug_field(unique=False)
    position = models.PositiveSmallIntegerField(default=0, help_text=POSITION_HELP)
    label = models.TextField(help_text=explain("", "Cramp: a sudden hard knot", "Muscle spasm (nocturnal)"))
    meaning = models.TextField(blank=True, default="", help_text="What the words mean, in one plain sentence.")
    heading = models.CharField(
        max_length=120,
        blank=True,
        default="",
        help_text="A subheading that this and the next options stand under.",
    )
    exclusive = models.BooleanField(
        "none of these", default=False, help_text="Cannot be ticked together with another option."
    )
    base_rate = models.FloatField(
        "how common",
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=explain("Share of adults with leg trouble who report it, 0 to 1.", "0.15", "15"),
    )
    base_rate_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="source of that",
        help_text="Who counted, or “judgement” where nobody has.",
    )
    replaces = LinesField(
        help_text="Older names of the same finding, one on each line, so that old answers still count."
    )

    term = models.CharField(
        "clinician's term",
        max_length=52,
        blank=True,
        default="",
        help_text=explain(
            "How the sheet for the doctor says that it was denied; empty: in the words of the question.",
            "orthopnoea",
            "No shortness of breath when lying flat",
        ),
    )
    concern = models.CharField(
        max_length=10,
        choices=CONCERNS,
        default="general",
        help_text="What the sheet lists it under when it was denied.",
    )

    objects = OptionManager()

    class Meta:
        ordering = ["question__slug", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["question", "slug"], name="option_once_a_question")]

    def __str__(self) -> str:
        return f"{self.question.slug}.{self.slug}: {self.label}"

    def natural_key(self) -> tuple[str, ...]:
        return (self.question.slug, self.slug)

    natural_key.dependencies = ["legsapp.question"]
