"""How well the content does on its own scenarios, as plain data."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.knowledge import Scenario, Urgency
from legsapp.engine.model import Model
from legsapp.publishing.gate import Outcome, judge, step
from legsapp.publishing.walks import after, ends_in_a_result, leading, named, walk

FEWEST_PAGES, EVERY = 6, 2  # what each further page buys is looked at after 6, 8, 10 ... pages
FIRST = 3
NOTHING = "no cause"
FARTHEST = len(Urgency) ** 2  # more levels than any urgency can be from another


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @classmethod
    def over(cls, found: Iterable[bool]) -> "Share":
        told = tuple(found)
        return cls(sum(told), len(told))

    @property
    def value(self) -> float:
        """Between 0 and 1; 1 of nothing, since nothing was missed."""
        return self.hits / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Early:
    """What was known after some pages of a walk that went on."""

    pages: int
    shown: bool  # a cause that the scenario expects
    final: bool  # the urgency is that of the result


@dataclass(frozen=True, slots=True)
class Studied:
    outcome: Outcome
    early: tuple[Early, ...]

    @property
    def scenario(self) -> Scenario:
        return self.outcome.walk.scenario

    @property
    def found(self) -> Assessment:
        return self.outcome.walk.assessment

    @property
    def pages(self) -> int:
        return self.outcome.walk.pages


def study(model: Model, scenario: Scenario) -> Studied:
    """Walk a scenario to its end, and look back at what was known on the way."""
    outcome = judge(walk(model, scenario))
    end = outcome.walk.assessment
    early = []
    for pages in range(FEWEST_PAGES, outcome.walk.pages, EVERY) if ends_in_a_result(end) else ():
        then = assess(model, after(model, end.answers, pages))
        shown = not set(scenario.causes).isdisjoint(named(then))
        early.append(Early(pages, shown, then.urgency is end.urgency))
    return Studied(outcome, tuple(early))


# Urgency -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Levels:
    """Scenarios by how many levels their urgency came out above (positive) or below what is expected."""

    steps: Mapping[int, int]

    def between(self, lowest: int, highest: int) -> Share:
        return Share(sum(times for at, times in self.steps.items() if lowest <= at <= highest), self.total)

    @property
    def total(self) -> int:
        return sum(self.steps.values())


def levels(studied: Iterable[Studied]) -> Levels:
    return Levels(Counter(step(one.outcome.walk) for one in studied))


def exactly_told(studied: Iterable[Studied]) -> tuple[Studied, ...]:
    """Those that expect one level, and not "at least" or "at most" one."""
    return tuple(one for one in studied if not (one.scenario.at_least or one.scenario.at_most))


def emergencies_found(studied: Iterable[Studied]) -> Share:
    expected = (one for one in studied if one.scenario.urgency is Urgency.EMERGENCY)
    return Share.over(one.found.urgency is Urgency.EMERGENCY for one in expected)


def over_triaged(studied: Iterable[Studied]) -> Share:
    """Scenarios for self-care that were sent to somebody."""
    return Share.over(step(one.outcome.walk) > 0 for one in studied if one.scenario.urgency is Urgency.SELF_CARE)


def far_too_low(studied: Iterable[Studied]) -> tuple[str, ...]:
    """Scenarios that came out less urgent by more than one level."""
    return tuple(one.scenario.slug for one in studied if step(one.outcome.walk) < -1)


# Causes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CausesFound:
    """Of the scenarios that name a cause. The first three apply to walks that end in a result."""

    first: Share
    first_three: Share
    shown: Share
    ruled_out: Share  # emergencies: the cause is among those to rule out


def causes_found(studied: Iterable[Studied]) -> CausesFound:
    asked = [one for one in studied if one.scenario.causes]
    results = [one for one in asked if ends_in_a_result(one.found)]
    ended = [one for one in asked if not ends_in_a_result(one.found)]
    return CausesFound(
        first=Share.over(_hit(one, leading(one.found)[:1]) for one in results),
        first_three=Share.over(_hit(one, leading(one.found)[:FIRST]) for one in results),
        shown=Share.over(_hit(one, named(one.found)) for one in results),
        ruled_out=Share.over(_hit(one, leading(one.found)) for one in ended),
    )


def calibration(studied: Iterable[Studied]) -> Mapping[str, Share]:
    """How often a cause that was shown with these words was one that the scenario names."""
    told: defaultdict[str, list[bool]] = defaultdict(list)
    for one in studied:
        if one.scenario.causes and ends_in_a_result(one.found):
            for item in (*one.found.rule_out, *one.found.shown):
                told[item.fit].append(item.cause.slug in one.scenario.causes)
    return {fit: Share.over(hits) for fit, hits in told.items()}


@dataclass(frozen=True, slots=True)
class Recall:
    cause: str
    share: Share  # of the scenarios that expect it, or it among others


def recalls(studied: Iterable[Studied]) -> tuple[Recall, ...]:
    """How often each cause was found where it is expected, worst first."""
    told: defaultdict[str, list[bool]] = defaultdict(list)
    for one in studied:
        for slug in one.scenario.causes:
            told[slug].append(_hit(one, named(one.found)))
    found = (Recall(slug, Share.over(hits)) for slug, hits in told.items())
    return tuple(sorted(found, key=lambda item: (item.share.value, item.cause)))


@dataclass(frozen=True, slots=True)
class Confusion:
    expected: str
    instead: str
    times: int


def confusions(studied: Iterable[Studied]) -> tuple[Confusion, ...]:
    """What led where another cause was expected, most frequent first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in studied:
        first = (*leading(one.found), NOTHING)[0]
        if one.scenario.causes and first not in one.scenario.causes:
            pairs[one.scenario.causes[0], first] += 1
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Confusion(expected, instead, times) for (expected, instead), times in ordered)


def _hit(one: Studied, causes: Sequence[str]) -> bool:
    return not set(one.scenario.causes).isdisjoint(causes)


# Pages ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lengths:
    """Pages to a result."""

    walks: int
    median: float
    p95: int
    most: int


def lengths(studied: Iterable[Studied]) -> Lengths | None:
    """Of the walks that end in a result; None when none does."""
    pages = sorted(one.pages for one in studied if ends_in_a_result(one.found))
    if not pages:
        return None
    return Lengths(len(pages), median(pages), pages[round(0.95 * (len(pages) - 1))], pages[-1])


@dataclass(frozen=True, slots=True)
class Bought:
    """What so many pages give, over the walks that end in a result."""

    pages: int
    shown: Share  # of those that name a cause: one of them would be shown
    final: Share  # the urgency would be that of the result
    ended: Share  # no page is left


def bought(studied: Sequence[Studied]) -> tuple[Bought, ...]:
    results = [one for one in studied if ends_in_a_result(one.found)]
    naming = [one for one in results if one.scenario.causes]
    last = max((one.pages for one in results), default=0)
    return tuple(
        Bought(
            pages,
            Share.over(_then(one, pages, lambda early: early.shown, _hit(one, named(one.found))) for one in naming),
            Share.over(_then(one, pages, lambda early: early.final, True) for one in results),
            Share.over(one.pages <= pages for one in results),
        )
        for pages in range(FEWEST_PAGES, last + EVERY, EVERY)
    )


def _then(one: Studied, pages: int, told: Callable[[Early], bool], at_the_end: bool) -> bool:
    return next((told(early) for early in one.early if early.pages == pages), at_the_end)
