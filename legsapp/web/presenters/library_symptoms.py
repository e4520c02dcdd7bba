"""Symptoms as people name them."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from legsapp.engine.knowledge import Relief, Symptom

from .library import CauseLink, Help, Library, first_sentence
from .library_meta import Crumb, Meta
from .marks import Bibliography
from .results import EMERGENCY_SIGNS, TODAY_SIGNS
from .words import Text

MOST_RELATED, MOST_RELIEF = 4, 5


class SymptomIndex:
    """All symptoms by their first letter's order, each with its first sentence."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Leg symptoms, as people name them"),
            _("Heavy legs, night cramps, pins and needles and more: what each can mean and when to get help."),
            reverse("symptoms"),
        )

    @cached_property
    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Address, name, medical name, first sentence."""
        ordered = sorted(self.library.symptoms.values(), key=lambda row: row.name.casefold())
        return tuple(
            (
                reverse("symptom", args=(row.slug,)),
                row.name,
                row.medical_name,
                first_sentence(self.library.fill(row.summary)),
            )
            for row in ordered
        )


class SymptomPage:
    def __init__(self, library: Library, symptom: Symptom) -> None:
        self.library, self.symptom = library, symptom
        self.books = library.bibliography()
        self.references = self.books.cite(symptom.sources)

    @property
    def meta(self) -> Meta:
        symptom = self.symptom
        return Meta(
            symptom.name,
            f"{self.summary} {_('What it can mean, what may help, and when to get help.')}",
            reverse("symptom", args=(symptom.slug,)),
            (Crumb(_("Symptoms"), reverse("symptoms")),),
            reviewed_on=max((cause.reviewed_on for cause in self._causes), default=""),
            about=(symptom.medical_name,) if symptom.medical_name else (),
        )

    @property
    def name(self) -> str:
        return self.symptom.name

    @property
    def medical_name(self) -> str:
        return "" if self.symptom.medical_name.casefold() == self.name.casefold() else self.symptom.medical_name

    @property
    def summary(self) -> str:
        return self.library.fill(self.symptom.summary)

    @property
    def can_mean(self) -> str:
        return self.library.fill(self.symptom.can_mean)

    @property
    def electrolytes(self) -> str:
        return self.library.fill(self.symptom.electrolytes)

    @property
    def _causes(self):
        return self.library.causes_of_symptom[self.symptom.slug]

    @cached_property
    def causes(self) -> tuple[tuple[Text, tuple[CauseLink, ...]], ...]:
        return self.library.by_how_common(self._causes)

    @cached_property
    def flags(self) -> tuple[Help, ...]:
        return self.library.flags_of_symptom(self.symptom)

    @property
    def emergencies(self) -> tuple[Help, ...]:
        return tuple(item for item in self.flags if item.urgency == "emergency")

    @property
    def same_day(self) -> tuple[Help, ...]:
        return tuple(item for item in self.flags if item.urgency == "same_day")

    @property
    def always_emergencies(self) -> tuple[Text, ...]:
        return EMERGENCY_SIGNS

    @property
    def always_same_day(self) -> tuple[Text, ...]:
        return TODAY_SIGNS

    @cached_property
    def relief(self) -> tuple[Relief, ...]:
        """What may ease the commonest causes."""
        first = [cause.slug for cause in self._causes if cause.common == "common"][:3]
        return self.library.relief_for(first or [cause.slug for cause in self._causes[:2]])[:MOST_RELIEF]

    @cached_property
    def related(self) -> tuple[Symptom, ...]:
        """Symptoms that share most causes with this one."""
        mine = {cause.slug for cause in self._causes}
        shared = [
            (-len(mine & {cause.slug for cause in causes}), slug)
            for slug, causes in self.library.causes_of_symptom.items()
            if slug != self.symptom.slug
        ]
        return tuple(self.library.symptoms[slug] for count, slug in sorted(shared)[:MOST_RELATED] if count)

    @property
    def sources(self) -> Bibliography:
        return self.books
