"""Findings in the words of the questionnaire."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legsapp.engine.answers import Finding, question_of
from legsapp.engine.knowledge import Place
from legsapp.engine.model import Model
from legsapp.web.places import fill


@dataclass(frozen=True, slots=True)
class FindingWords:
    model: Model
    place: Place | None

    def label(self, name: Finding) -> str:
        """The option; with its question where the option alone would not say enough."""
        question = self.model.questions.get(question_of(name))
        words = fill(self.model.label(name), self.place)
        if question is None or question.kind == "multi" or not words:
            return words
        return f"{fill(question.text, self.place)} {words}"

    def told(self, name: Finding, present: bool = True) -> str:
        words = self.label(name)
        return words if present else _("Not chosen: %(answer)s") % {"answer": words}

    def joined(self, names: Iterable[Finding], present: bool = True) -> str:
        words = "; ".join(label for name in names if (label := self.label(name)))
        return words if present else _("Not chosen: %(answer)s") % {"answer": words}

    def labels(self, names: Iterable[Finding]) -> tuple[str, ...]:
        return tuple(label for name in dict.fromkeys(names) if (label := self.label(name)))
