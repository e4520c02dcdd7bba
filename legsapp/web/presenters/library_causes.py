"""Causes: what each is, what speaks for it, and what to do."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from legsapp.engine.knowledge import Cause, Line, Relief, Symptom, Urgency

from .library import CauseLink, Help, Library, Sign, is_overdue, iso_date
from .library_meta import Crumb, Meta
from .library_words import CAUSE_GROUPS, COMMON_TEXT, URGENCY_SHORT, VERDICT_LINE, VERDICT_SHORT
from .marks import Bibliography, GradeMark
from .words import URGENCY_HEADING, Text

_COMMON = ("common", "uncommon", "rare")


@dataclass(frozen=True, slots=True)
class CauseGroup:
    slug: str
    name: Text
    text: Text
    causes: tuple[CauseLink, ...]


class CauseIndex:
    """All causes by the part of the body they come from, commonest first."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def meta(self) -> Meta:
        return Meta(
            _("What can be behind leg trouble"),
            _("Over a hundred causes of leg trouble, how common each is, and how soon to get help."),
            reverse("causes"),
        )

    @property
    def count(self) -> int:
        return len(self.library.model.kb.causes)

    @cached_property
    def groups(self) -> tuple[CauseGroup, ...]:
        causes = sorted(
            self.library.model.kb.causes, key=lambda cause: (_COMMON.index(cause.common), cause.name.casefold())
        )
        names = {**CAUSE_GROUPS, **{c.group: (c.group, "") for c in causes if c.group not in CAUSE_GROUPS}}
        return tuple(
            CauseGroup(slug or "other", name, text, links)
            for slug, (name, text) in names.items()
            if (links := tuple(self.library.cause_link(cause) for cause in causes if cause.group == slug))
        )


class CausePage:
    def __init__(self, library: Library, cause: Cause) -> None:
        self.library, self.cause, self.fill = library, cause, library.fill
        self.books = library.bibliography()
        self.references = self.books.cite(cause.sources)

    @property
    def meta(self) -> Meta:
        cause = self.cause
        return Meta(
            cause.name,
            self.summary,
            reverse("cause", args=(cause.slug,)),
            (Crumb(_("Causes"), reverse("causes")),),
            reviewed_on=cause.reviewed_on,
            about=(cause.medical_name,) if cause.medical_name else (),
        )

    @property
    def name(self) -> str:
        return self.cause.name

    @property
    def medical_name(self) -> str:
        return "" if self.cause.medical_name.casefold() == self.name.casefold() else self.cause.medical_name

    @property
    def group(self) -> Text:
        return CAUSE_GROUPS.get(self.cause.group, (self.cause.group, ""))[0]

    @property
    def group_url(self) -> str:
        return f"{reverse('causes')}#{self.cause.group}"

    @property
    def summary(self) -> str:
        return self.fill(self.cause.summary)

    @property
    def covers(self) -> str:
        return self.fill(self.cause.covers)

    @property
    def common(self) -> Text:
        return COMMON_TEXT[self.cause.common]

    @property
    def urgency(self) -> Urgency:
        return self.cause.urgency

    @property
    def urgency_heading(self) -> str:
        return self.fill(str(URGENCY_HEADING[self.cause.urgency]))

    @property
    def is_pressing(self) -> bool:
        return self.cause.urgency.at_least(Urgency.SAME_DAY)

    @property
    def urgency_words(self) -> Text:
        return URGENCY_SHORT[self.cause.urgency]

    @property
    def verdict_words(self) -> Text:
        return VERDICT_SHORT[self.cause.electrolytes]

    @property
    def verdict_heading(self) -> Text:
        return VERDICT_LINE[self.cause.electrolytes]

    @property
    def verdict_text(self) -> str:
        return self.fill(self.cause.electrolytes_text)

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.cause.electrolytes_grade)

    @property
    def food_aims(self) -> tuple[tuple[str, str], ...]:
        """Slug and name of each electrolyte whose food sources are worth naming."""
        known = self.library.electrolytes
        return tuple((slug, known[slug].name.lower()) for slug in self.cause.food_aims if slug in known)

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        return self.library.signs(self.cause)

    @cached_property
    def risks(self) -> tuple[Sign, ...]:
        return self.library.risks(self.cause)

    @cached_property
    def speaks_against(self) -> tuple[str, ...]:
        return self.library.speaks_against(self.cause)

    @cached_property
    def look_alikes(self) -> tuple[CauseLink, ...]:
        causes = self.library.model.causes
        return tuple(self.library.cause_link(causes[slug]) for slug in self.cause.look_alikes if slug in causes)

    @property
    def self_care(self) -> tuple[str, ...]:
        return tuple(self.fill(line.text) for line in self.cause.self_care)

    @property
    def needs_care(self) -> bool:
        """Some line is not for everybody: it bears a tag that a caution can block."""
        blocked = {tag for caution in self.library.model.kb.cautions for tag in caution.blocks}
        return any(set(line.tags) & blocked for line in self._lines)

    @property
    def _lines(self) -> tuple[Line, ...]:
        return self.cause.self_care

    @property
    def clinician(self) -> tuple[str, ...]:
        return tuple(self.fill(text) for text in self.cause.clinician)

    @property
    def see_sooner(self) -> str:
        return self.fill(self.cause.see_sooner)

    @cached_property
    def flags(self) -> tuple[Help, ...]:
        return self.library.flags_of_cause(self.cause)

    @property
    def symptoms(self) -> tuple[Symptom, ...]:
        return self.library.symptoms_of_cause.get(self.cause.slug, ())

    @cached_property
    def relief(self) -> tuple[Relief, ...]:
        return self.library.relief_for((self.cause.slug,))

    @property
    def reviewed_on(self) -> date | None:
        return iso_date(self.cause.reviewed_on)

    @property
    def overdue(self) -> bool:
        return is_overdue(self.cause.review_by)

    @property
    def sources(self) -> Bibliography:
        return self.books
