"""People drawn from the content itself, walked through the questionnaire: is the content consistent?

It shows consistency and not accuracy: whoever is drawn reports each finding as often as the content says, one
independent of the other. Real people need not, and their findings hang together.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.knowledge import Cause, KnowledgeBase
from legsapp.engine.model import Model
from legsapp.publishing.audit import NOTHING, Share
from legsapp.publishing.people import People
from legsapp.publishing.walks import answer_all, ends_in_a_result, leading

BY_HOW_COMMON, EACH_ALIKE = 0.85, 0.65  # what we want of the share whose cause is shown
WEAK = 0.40  # a cause shown less often than this is worth a look
ENOUGH = 10  # of fewer results nothing is said


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's walk."""

    cause: str
    result: bool  # it ended in a result, not at once
    shown: bool  # the result names the cause
    first: str  # what led
    ended_by: tuple[str, ...]  # the emergencies that ended it


@dataclass(frozen=True, slots=True)
class Met:
    """What came of the people with one cause."""

    cause: Cause
    results: Share  # of those whose walk ended in a result: the cause is shown
    everybody: Share  # of all: the cause is shown or, in an emergency, among those to rule out
    instead: tuple[tuple[str, int], ...]  # what led the others, most frequent first


Told = Callable[[Met], Share]


@dataclass(frozen=True, slots=True)
class Simulation:
    met: tuple[Met, ...]
    ended: float  # share of people whose walk ended as an emergency, by how common their causes are
    ended_by: Mapping[str, float]  # emergency flag -> share of people, likewise

    def by_how_common(self, share: Told) -> float:
        """The mean over causes, each counted as often as it is met."""
        told = [(item.cause.prior_per_1000, share(item).value) for item in self.met if share(item).of]
        return sum(prior * value for prior, value in told) / sum(prior for prior, _ in told)

    def each_alike(self, share: Told) -> float:
        """The mean over causes, each counted once."""
        told = [share(item).value for item in self.met if share(item).of]
        return sum(told) / len(told)

    @property
    def weak(self) -> tuple[Met, ...]:
        """Causes seldom shown, worst first."""
        found = [
            item
            for item in self.met
            if item.everybody.value < WEAK or (item.results.of >= ENOUGH and item.results.value < WEAK)
        ]
        return tuple(sorted(found, key=lambda item: (item.everybody.value, item.cause.slug)))


def plan(kb: KnowledgeBase, people: int) -> tuple[tuple[str, int], ...]:
    """Whom to draw: the causes with numbers of people, half of them by how common the causes are, half the same for
    each, so that both means rest on enough. At least one for each; contributors, which are never ranked, are left out.
    """
    causes = [cause for cause in kb.causes if not cause.contributor]
    total = sum(cause.prior_per_1000 for cause in causes)
    return tuple(
        (cause.slug, max(1, round(people / 2 / len(causes) + people / 2 * cause.prior_per_1000 / total)))
        for cause in causes
    )


def visits(model: Model, planned: Iterable[tuple[str, int]], seed: int) -> Iterator[Visit]:
    """The same seed gives the same people."""
    people = People(model)
    for cause, number in planned:
        for at in range(number):
            answers, _ = answer_all(model, people.drawn(cause, seed, at))
            yield _visit(cause, assess(model, answers))


def _visit(cause: str, found: Assessment) -> Visit:
    result, order = ends_in_a_result(found), leading(found)
    ended_by = () if result else tuple(item.flag.slug for item in found.flags if item.flag.urgency is found.urgency)
    return Visit(cause, result, cause in order, (*order, NOTHING)[0], ended_by)


def summary(model: Model, told: Iterable[Visit]) -> Simulation:
    by_cause: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in told:
        by_cause[visit.cause].append(visit)
    total = sum(model.causes[slug].prior_per_1000 for slug in by_cause)
    ended, ended_by = 0.0, defaultdict[str, float](float)
    for slug, found in by_cause.items():
        each = model.causes[slug].prior_per_1000 / total / len(found)
        ended += each * sum(not visit.result for visit in found)
        for flag in (flag for visit in found for flag in visit.ended_by):
            ended_by[flag] += each
    met = tuple(_met(model.causes[slug], found) for slug, found in by_cause.items())
    return Simulation(met, ended, dict(sorted(ended_by.items(), key=lambda pair: (-pair[1], pair[0]))))


def _met(cause: Cause, found: list[Visit]) -> Met:
    others = Counter(visit.first for visit in found if not visit.shown)
    return Met(
        cause,
        Share.over(visit.shown for visit in found if visit.result),
        Share.over(visit.shown for visit in found),
        tuple(sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
