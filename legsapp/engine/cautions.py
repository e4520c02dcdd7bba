"""Which advice this person must not get, and what to say instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from .answers import Finding
from .conditions import Facts
from .knowledge import Caution, Line

if TYPE_CHECKING:
    from .model import Model

ALL = "all"  # the tag that blocks every advice


@dataclass(frozen=True, slots=True)
class ActiveCaution:
    caution: Caution
    because: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """A line of advice; when ``blocked_by`` is set, its words stand in place of the text."""

    text: str
    blocked_by: Caution | None = None


@dataclass(frozen=True, slots=True)
class Cautions:
    """The cautions that hold, by precedence, and for each blocked tag the first caution that blocks it."""

    active: tuple[ActiveCaution, ...]
    blocked: Mapping[str, Caution]

    def blocking(self, tags: Sequence[str]) -> Caution | None:
        """The caution that forbids advice with these tags; None when it may be given."""
        if everything := self.blocked.get(ALL):
            return everything
        if self.blocked.keys().isdisjoint(tags):
            return None
        found = [self.blocked[tag] for tag in tags if tag in self.blocked]
        return min(found, key=lambda caution: (caution.precedence, caution.slug))

    def advice(self, lines: Iterable[Line]) -> tuple[AdviceLine, ...]:
        """The lines a person may see; each caution is said once in place of all that it blocks."""
        said: set[str] = set()
        shown = []
        for line in lines:
            caution = self.blocking(line.tags)
            if caution is None:
                shown.append(AdviceLine(line.text))
            elif caution.slug not in said:
                said.add(caution.slug)
                shown.append(AdviceLine(caution.instead, caution))
        return tuple(shown)


def cautions(model: "Model", facts: Facts) -> Cautions:
    """All cautions that hold for these facts (with the red flags that fired)."""
    names = ("", *facts.true)
    candidates = {slug for name in names for slug in model.cautions_by_finding.get(name, ())}
    active = sorted(
        (
            ActiveCaution(model.cautions[slug], model.caution_conditions[slug].because(facts))
            for slug in candidates
            if model.caution_conditions[slug].holds(facts)
        ),
        key=lambda item: (item.caution.precedence, item.caution.slug),
    )
    blocked: dict[str, Caution] = {}
    for item in active:
        for tag in item.caution.blocks:
            blocked.setdefault(tag, item.caution)
    return Cautions(tuple(active), MappingProxyType(blocked))
