"""What skipping left open: the red flags and cautions that a reply to a skipped question could still bring about.

Nothing is known of a question that was skipped, nor of one that hangs on it and so was never put. A red flag that
has not fired is open when those replies alone could make it hold, or when it cannot hold without them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .answers import Answers
from .conditions import Condition, Facts
from .knowledge import Caution, RedFlag, Urgency
from .model import Model

MUCH = 1 / 8  # of the red flags that cannot wait: so many left open, and the answers carry no verdict
CANNOT_WAIT = Urgency.SAME_DAY

Known = Literal["all", "some", "little"]


@dataclass(frozen=True, slots=True)
class Gaps:
    """``questions`` and ``flags`` that could still raise the level shown, and ``cautions`` that could still hold.

    Questions stand in the order in which they were put, flags from the most urgent. ``known`` says how much the
    level shown rests on: "all" (nothing left open could raise it), "some" or "little".
    """

    known: Known = "all"
    questions: tuple[str, ...] = ()
    flags: tuple[RedFlag, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def could_be(self) -> Urgency | None:
        """The most urgent level that what was skipped could still lead to; None when none above that shown."""
        return self.flags[0].urgency if self.flags else None

    def blocking(self, tags: Iterable[str]) -> tuple[Caution, ...]:
        """The open cautions that would forbid advice with one of these tags."""
        wanted = frozenset(tags)
        return tuple(caution for caution in self.cautions if not wanted.isdisjoint(caution.blocks))


_NONE = Gaps()


def gaps(model: Model, answers: Answers, facts: Facts, level: Urgency) -> Gaps:
    """What the skipped questions among ``answers`` leave open beside ``facts`` and the ``level`` shown."""
    skipped = [slug for slug, reply in answers.items() if not reply.complete]
    if not skipped:
        return _NONE
    view = _View(model, facts, skipped)
    open_flags = frozenset(flag.slug for flag in model.kb.red_flags if view.flag_is_open(flag.slug))
    above = sorted(
        (flag for flag in model.kb.red_flags if flag.slug in open_flags and flag.urgency.rank > level.rank),
        key=lambda flag: (-flag.urgency.rank, model.flag_position[flag.slug]),
    )
    named = frozenset().union(*(model.flag_questions[flag.slug] for flag in above))
    return Gaps(
        _known(model, above),
        tuple(slug for slug in skipped if not named.isdisjoint(view.unknown_by(slug))),
        tuple(above),
        tuple(caution for caution in model.kb.cautions if view.caution_is_open(caution.slug, open_flags)),
    )


def _known(model: Model, left_open: list[RedFlag]) -> Known:
    if not left_open:
        return "all"
    urgent = sum(flag.urgency.at_least(CANNOT_WAIT) for flag in model.kb.red_flags)
    return "little" if sum(flag.urgency.at_least(CANNOT_WAIT) for flag in left_open) > MUCH * urgent else "some"


class _View:
    """The facts, and what would be known had all but the skipped questions been denied, or these too."""

    def __init__(self, model: Model, facts: Facts, skipped: Sequence[str]) -> None:
        self.model, self.facts = model, facts
        self.unknown = frozenset().union(*(self.unknown_by(slug) for slug in skipped))
        self.others_denied = replace(facts, settled=frozenset(model.questions.keys() - self.unknown))
        self.all_denied = replace(facts, settled=facts.settled | self.unknown)

    def unknown_by(self, skipped: str) -> frozenset[str]:
        """The question that was skipped, and those that a reply could have led to."""
        return (self.model.dependents.get(skipped, frozenset()) - self.facts.settled) | {skipped}

    def flag_is_open(self, slug: str) -> bool:
        return self._open(self.model.flag_conditions[slug], self.model.flag_questions[slug])

    def caution_is_open(self, slug: str, open_flags: frozenset[str]) -> bool:
        condition = self.model.caution_conditions[slug]
        if self._open(condition, self.model.caution_questions[slug]):
            return True
        return not self.model.caution_flags[slug].isdisjoint(open_flags) and not condition.holds(self.facts)

    def _open(self, condition: Condition, questions: frozenset[str]) -> bool:
        if questions.isdisjoint(self.unknown) or condition.holds(self.facts):
            return False
        if condition.value(self.others_denied) is None:
            return True
        return condition.value(self.facts) is None and condition.value(self.all_denied) is False
