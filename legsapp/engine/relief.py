"""What may ease it: relief that fits the causes shown and passes the cautions."""

from collections.abc import Sequence
from dataclasses import dataclass

from .causes import CauseResult
from .cautions import Cautions
from .conditions import Facts
from .knowledge import Caution, Grade, Relief
from .model import Model

_GRADES = {grade: at for at, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class ReliefChoice:
    relief: Relief
    for_causes: tuple[str, ...]
    blocked_by: Caution | None


def choose_relief(
    model: Model, facts: Facts, guard: Cautions, leading: Sequence[CauseResult]
) -> tuple[ReliefChoice, ...]:
    """Relief for the causes shown, best fit and best evidence first; what a caution blocks comes last."""
    order = {item.cause.slug: at for at, item in enumerate(leading)}
    chosen = {relief.slug: relief for slug in order for relief in model.relief_by_cause.get(slug, ())}
    for relief in model.conditional_relief:
        if relief.slug not in chosen and model.relief_conditions[relief.slug].holds(facts):
            chosen[relief.slug] = relief
    found = [
        ReliefChoice(relief, tuple(slug for slug in order if slug in relief.causes), guard.blocking(relief.tags))
        for relief in chosen.values()
    ]
    found.sort(
        key=lambda item: (
            item.blocked_by is not None,
            min((order[slug] for slug in item.for_causes), default=len(order)),
            _GRADES[item.relief.grade],
            item.relief.slug,
        )
    )
    return tuple(found)
