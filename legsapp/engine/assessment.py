"""assess(model, answers) -> Assessment: the one entrance to the engine for a result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from .answers import Answers
from .causes import CauseResult, Ranking, rank, result
from .cautions import ActiveCaution, AdviceLine, Cautions, cautions
from .conditions import Facts
from .fluids import Fluids, exercise_minutes, fluids
from .foods import FoodAdvice, foods
from .gaps import Gaps, gaps
from .interview import Interview
from .knowledge import Caution, Line, Urgency
from .model import Model
from .relief import ReliefChoice, choose_relief
from .triage import FiredFlag, Triage, triage, with_triage

SHOWN = 3
MORE = 5
WORTH_A_LOOK = 0.02
MOST_URGENT_FROM_CAUSES = Urgency.SAME_DAY
LEAST_URGENT_THAT_PINS = Urgency.GP_SOON
MOST_PINNED = 12


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that a result says, as data. See each part for the meaning of its fields."""

    answers: Answers
    facts: Facts
    urgency: Urgency
    flags: tuple[FiredFlag, ...]
    urgency_causes: tuple[str, ...]  # causes that raised the urgency above that of the flags
    rule_out: tuple[CauseResult, ...]
    shown: tuple[CauseResult, ...]
    more: tuple[CauseResult, ...]
    ranked: tuple[CauseResult, ...]  # the best by score, pinned or not, named to the person or not
    contributors: tuple[CauseResult, ...]
    unclear: bool
    gaps: Gaps
    guard: Cautions
    fluids: Fluids
    foods: FoodAdvice
    relief: tuple[ReliefChoice, ...]

    @property
    def cautions(self) -> tuple[ActiveCaution, ...]:
        return self.guard.active

    @property
    def blocked(self) -> Mapping[str, Caution]:
        return self.guard.blocked

    def allowed(self, tags: Sequence[str]) -> Caution | None:
        """None when advice with these tags may be given; else the caution that forbids it."""
        return self.guard.blocking(tags)

    def advice(self, lines: Iterable[Line]) -> tuple[AdviceLine, ...]:
        return self.guard.advice(lines)


def assess(
    model: Model,
    answers: Answers,
    *,
    exercise_min: int | None = None,
    weight_change_pct: float | None = None,
) -> Assessment:
    """The result for these answers. The two figures, where known, replace what the answers say about exercise."""
    interview = Interview(model, answers)
    answers = interview.answers
    facts = _with_figures(interview.facts, answers, exercise_min, weight_change_pct)
    flagged = triage(model, facts)
    facts = with_triage(facts, flagged)
    ranking = rank(model.cause_table, answers)
    pinned = _pinned(model, answers, flagged, ranking)
    slugs = {item.cause.slug for item in pinned}
    rest = tuple(item for item in ranking.ranked if item.cause.slug not in slugs)
    shown = () if ranking.unclear else rest[:SHOWN]
    more = () if ranking.unclear else tuple(item for item in rest[SHOWN:] if item.share >= WORTH_A_LOOK)[:MORE]
    urgency, raised_by = _urgency(flagged, shown)
    guard = cautions(model, facts)
    leading = (*pinned, *shown)
    left_open = gaps(model, answers, facts, urgency)
    return Assessment(
        answers=answers,
        facts=facts,
        urgency=urgency,
        flags=flagged.flags,
        urgency_causes=raised_by,
        rule_out=pinned,
        shown=shown,
        more=more,
        ranked=ranking.ranked,
        contributors=ranking.contributors,
        unclear=ranking.unclear,
        gaps=left_open,
        guard=guard,
        fluids=fluids(model, facts, guard, leading, ranking.unclear, left_open),
        foods=foods(model, guard, shown),
        relief=choose_relief(model, facts, guard, leading),
    )


def _with_figures(facts: Facts, answers: Answers, exercise_min: int | None, weight_change_pct: float | None) -> Facts:
    variables = {"exercise_min": float(exercise_minutes(answers) if exercise_min is None else exercise_min)}
    if weight_change_pct is not None:
        variables["weight_change_pct"] = weight_change_pct
    return replace(facts, variables=MappingProxyType(variables))


def _pinned(model: Model, answers: Answers, flagged: Triage, ranking: Ranking) -> tuple[CauseResult, ...]:
    """The causes that red flags want ruled out: most urgent flag first, then by score; no more than can be read."""
    table = model.cause_table
    known = {item.cause.slug: item for item in ranking.ranked}
    shown_anyway = () if ranking.unclear else tuple(item.cause.slug for item in ranking.ranked[:SHOWN])
    found: dict[str, tuple[int, CauseResult]] = {}
    for item in flagged.flags:
        if not item.flag.urgency.at_least(LEAST_URGENT_THAT_PINS):
            continue
        there = shown_anyway if item.flag.urgency is LEAST_URGENT_THAT_PINS else ()
        for slug in item.flag.pins:
            if slug in found or slug in there or slug not in model.causes:
                continue
            if slug not in known:
                score = int(ranking.scores[table.position[slug]])
                known[slug] = result(table, model.causes[slug], answers, score, 0.0)
            found[slug] = (item.flag.urgency.rank, replace(known[slug], fit="rule_out"))
    order = sorted(found.values(), key=lambda pair: (-pair[0], -pair[1].score, pair[1].cause.slug))
    return tuple(cause for _, cause in order[:MOST_PINNED])


def _urgency(flagged: Triage, shown: tuple[CauseResult, ...]) -> tuple[Urgency, tuple[str, ...]]:
    """The higher of the flags' level and that of causes that fit well or nearly so, the latter at most same-day."""
    if flagged.ends_here:
        return flagged.urgency, ()
    level = flagged.urgency
    by: tuple[str, ...] = ()
    for item in shown:
        if not item.raises_urgency:
            continue
        urgency = item.cause.urgency
        if urgency.rank > MOST_URGENT_FROM_CAUSES.rank:
            urgency = MOST_URGENT_FROM_CAUSES
        if urgency.rank > level.rank:
            level, by = urgency, (item.cause.slug,)
    return level, by
