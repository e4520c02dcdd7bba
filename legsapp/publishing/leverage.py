"""Which single weights matter most: each moved by half alone, with the answers of every walk held as they were.

There are thousands of weights, so this goes in two steps. Moving one weight changes the score of one cause; from the
scores of a walk follows for all weights at once which of them would change the causes in front. Only those that do so
most often are then moved for good, and every result is worked out anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legsapp.engine.answers import finding
from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.model import Model
from legsapp.publishing.sensitivity import FIRST, STRONGER, WEAKER, Row, moved
from legsapp.publishing.walks import ends_in_a_result, leading

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lever:
    """A weight, and in how many results moving it by half, one way or the other, changes something."""

    row: Row
    first: int
    first_three: int
    urgency: int


def pull(model: Model, row: Row, found: Sequence[Assessment]) -> Lever:
    """Move one weight, weaker and stronger, and work out these results anew."""
    first, three, urgency = set(), set(), set()
    for factor in (WEAKER, STRONGER):
        other = moved(model, {row: factor})
        for at, was in enumerate(found):
            now = assess(other, was.answers)
            before, after = leading(was), leading(now)
            first |= {at} if before[:1] != after[:1] else set()
            three |= {at} if set(before[:FIRST]) != set(after[:FIRST]) else set()
            urgency |= {at} if was.urgency is not now.urgency else set()
    return Lever(row, len(first), len(three), len(urgency))


def strongest(levers: Iterable[Lever]) -> tuple[Lever, ...]:
    """By the results that another cause leads; then by the first three, then by urgency."""
    return tuple(sorted(levers, key=lambda item: (-item.first, -item.first_three, -item.urgency, item.row)))


class Screen:
    """How often each weight would change the causes in front, by score alone. Arrays of findings × causes."""

    def __init__(self, model: Model, rows: Iterable[Row]) -> None:
        table = model.cause_table
        self.model = model
        self._names = list(table.column)
        shape = (len(self._names), len(table.causes))
        self._present, self._absent = np.zeros(shape), np.zeros(shape)
        self._group = np.full(shape, -1)
        caps: list[tuple[int, int]] = []
        for at, weights in enumerate(table.weights):
            for name, weight in weights.present.items():
                self._present[table.column[name], at] = weight
            for name, weight in weights.absent.items():
                self._absent[table.column[name], at] = weight
            for group in weights.groups:
                self._group[[table.column[name] for name in group.findings], at] = len(caps)
                caps.append((group.lowest, group.highest))
        self._caps = np.array(caps, dtype=float).reshape(-1, 2)
        self._may_move = np.zeros(shape, dtype=bool)
        for cause, name in rows:
            self._may_move[table.column[name], table.position[cause]] = table.is_disease[table.position[cause]]
        self._counts = np.zeros((2, *shape), dtype=int)

    def add(self, found: Assessment) -> None:
        """Count the weights that would change what leads, or the first three, of the causes that are named for fitting
        and not to be ruled out. Nothing leads those that stand below others to rule out."""
        if not ends_in_a_result(found) or not found.shown:
            return
        weights = self._weights(found)
        told = np.flatnonzero(weights.any(axis=1))
        weights, groups, sums = weights[told], self._group[told], self._sums(weights)
        table = self.model.cause_table
        pinned = [table.position[item.cause.slug] for item in found.rule_out]
        scores = np.where(table.is_disease, table.scores(found.answers), -np.inf)
        scores[pinned] = -np.inf
        changed = np.zeros((2, *weights.shape), dtype=bool)
        for factor in (WEAKER, STRONGER):
            now = scores + self._shifts(groups, sums, np.rint(weights * factor) - weights)
            changed |= np.stack([_overtakes(scores, now, 1) & (not pinned), _overtakes(scores, now, FIRST)])
        self._counts[:, told] += changed & self._may_move[told]

    def most(self, number: int) -> tuple[Row, ...]:
        """The weights that change most."""
        first, three = self._counts
        slugs = [cause.slug for cause in self.model.cause_table.causes]
        found = sorted(
            (-int(first[name, cause]), -int(three[name, cause]), slugs[cause], self._names[name])
            for name, cause in zip(*np.nonzero(first + three), strict=True)
        )
        return tuple((cause, name) for _, _, cause, name in found[:number])

    @property
    def idle(self) -> int:
        """How many weights change the first three of nobody."""
        return int((self._may_move & ~self._counts.any(axis=0)).sum())

    def _weights(self, found: Assessment) -> Numbers:
        """What each finding gave each cause here, before the caps of groups."""
        weights = np.zeros_like(self._present)
        column, questions = self.model.cause_table.column, self.model.questions
        for slug, reply in found.answers.items():
            if reply.complete and questions[slug].kind == "multi":
                every = [column[finding(slug, option.slug)] for option in questions[slug].options]
                weights[every] = self._absent[every]
            ticked = [column[finding(slug, option)] for option in reply.options]
            weights[ticked] = self._present[ticked]
        return weights

    def _sums(self, weights: Numbers) -> Numbers:
        """What each group came to, before its caps."""
        sums = np.zeros(len(self._caps))
        inside = self._group >= 0
        np.add.at(sums, self._group[inside], weights[inside])
        return sums

    def _shifts(self, groups: NDArray[np.int64], sums: Numbers, moves: Numbers) -> Numbers:
        """By how much the score of the cause changes; what a cap swallows is no change."""
        inside = groups >= 0
        now, (lowest, highest) = sums[groups[inside]], self._caps[groups[inside]].T
        shifts = moves.copy()
        shifts[inside] = np.clip(now + moves[inside], lowest, highest) - np.clip(now, lowest, highest)
        return shifts


def _overtakes(scores: Numbers, now: Numbers, places: int) -> Truths:
    """Whether the first so many places would be taken by others, for each new score of each cause."""
    ranked = np.sort(scores)[::-1]
    last_in = ranked[min(places, len(ranked)) - 1]
    first_out = ranked[places] if len(ranked) > places else -np.inf
    found: Truths = np.where(scores >= last_in, now < first_out, now > last_in)
    return found
