"""People made of the content's own figures: what somebody with a cause would answer."""

from collections.abc import Callable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from legsapp.engine.answers import Reply, finding
from legsapp.engine.conditions import Facts
from legsapp.engine.knowledge import Cause, Evidence, Question, Urgency
from legsapp.engine.model import Model
from legsapp.engine.triage import level

TYPICAL = 0.5  # what at least half of the people with a cause report is typical of it

Answerer = Callable[[Question], Reply]


class People:
    """How often people with each cause report each finding, those whom the check is not for left out. Nothing is
    clamped, unlike in the engine's weights: rare things are reported as rarely as the content says."""

    def __init__(self, model: Model) -> None:
        self.questions = model.kb.questions
        names = [finding(question.slug, option.slug) for question in self.questions for option in question.options]
        self._column = {name: at for at, name in enumerate(names)}
        out = {name for name in names if level(model, Facts(true=frozenset((name,)))) is Urgency.OUT_OF_SCOPE}
        self._rates = {cause.slug: self._row(cause, out) for cause in model.kb.causes}

    def typical(self, cause: str) -> Answerer:
        """The most typical person with a cause: a single choice is answered as most do, of a multiple choice is
        ticked what at least half report."""
        rates = self._rates[cause]

        def reply(question: Question) -> Reply:
            columns = self._columns(question)
            if question.kind == "single":
                return Reply((question.options[int(rates[columns].argmax())].slug,))
            return self._ticked(question, rates[columns] >= TYPICAL)

        return reply

    def drawn(self, cause: str, seed: int, number: int) -> Answerer:
        """Somebody with a cause, by chance: each finding on its own, as often as the content says. The same seed
        and number give the same person."""
        rates = self._rates[cause]
        chance = np.random.default_rng((seed, crc32(cause.encode()), number)).random(len(rates))

        def reply(question: Question) -> Reply:
            columns = self._columns(question)
            if question.kind == "single":
                at = int(np.searchsorted(rates[columns].cumsum(), chance[columns.start], side="right"))
                return Reply((question.options[min(at, len(question.options) - 1)].slug,))
            return self._ticked(question, chance[columns] < rates[columns])

        return reply

    def _columns(self, question: Question) -> slice:
        first = self._column[finding(question.slug, question.options[0].slug)]
        return slice(first, first + len(question.options))

    @staticmethod
    def _ticked(question: Question, ticked: NDArray[np.bool_]) -> Reply:
        """What was ticked; else "none of these"."""
        options = tuple(option.slug for option, tick in zip(question.options, ticked, strict=True) if tick)
        none = tuple(option.slug for option in question.options if option.exclusive)[:1]
        return Reply(options or none)

    def _row(self, cause: Cause, out: set[str]) -> NDArray[np.float64]:
        known = {row.finding: row for row in cause.evidence}
        rates = np.zeros(len(self._column))
        for question in self.questions:
            listed: list[int] = []
            left: list[int] = []
            for option in question.options:
                name = finding(question.slug, option.slug)
                if name not in out and not option.exclusive:
                    at = self._column[name]
                    rates[at] = _rate(known.get(name), option.base_rate or 0.0)
                    (listed if name in known else left).append(at)
            if question.kind == "single":
                _share_out(rates, listed, left)
        return rates


def _rate(row: Evidence | None, base_rate: float) -> float:
    """How often the finding is reported; without a figure of the cause's own, as often as by everybody."""
    if row is None:
        return base_rate
    return row.how_often if row.how_often is not None else min(1.0, (row.lr_present or 1.0) * base_rate)


def _share_out(rates: NDArray[np.float64], listed: list[int], left: list[int]) -> None:
    """Options without a figure share what the listed ones leave, in the order of their base rates; all sum to 1."""
    if left and not rates[left].sum():
        rates[left] = 1.0
    if listed and left:
        rates[left] *= max(0.0, 1.0 - rates[listed].sum()) / rates[left].sum()
    rates[listed + left] /= rates[listed + left].sum()
