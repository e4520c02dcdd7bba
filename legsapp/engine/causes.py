"""What fits: causes ranked by naive Bayes on how often people with each cause report each finding.

With prior probability r of a cause, how often p people with it report a finding, and base rate B of the finding
among everybody with leg trouble, the rate among people without the cause is b = (B - r p) / (1 - r). A reported
finding adds ln(p / b); a finding that was asked about (multiple choice) and is absent adds ln((1 - p) / (1 - b)).
p and b are clamped to 0.01-0.99. A single choice counts p / b of what was chosen; options without a figure share
what the others leave. Weights are integers, 1/1000 nat. A group of correlated findings is capped and is one line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from math import log
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from .answers import Answers, Finding, finding, question_of
from .knowledge import Cause, Evidence, KnowledgeBase, Question

NAT = 1000
CLAMP = (0.01, 0.99)
STRONG, POSSIBLE, TELLING = 0.40, 0.06, 0.10  # shares of the posterior; TELLING is the least that lets us name causes
EVEN_ODDS = 0  # the score of a cause that is by itself as likely as not; a fit is strong from here
HALF_ODDS = -693  # one to two: nearly a strong fit, and enough for care not to wait
FAR_FETCHED = -4000  # a score below this, odds of about 1 in 55, is too far from every cause we know to name any
WORTH_NAMING = 500  # what the findings must add for a contributor to be named
TELLS_MUCH = 700  # a weight that would change a ranking, about a doubling of the odds

Fit = Literal["rule_out", "strong", "possible", "less"]


class ScoreLine(msgspec.Struct, frozen=True):
    """One number of a score: the prior, one finding, or a capped group of findings."""

    kind: Literal["prior", "finding", "group"]
    findings: tuple[Finding, ...]
    present: bool
    weight: int


@dataclass(frozen=True)
class CauseResult:
    """A cause and its score. Its reasons are worked out when first asked for: most of a list is never explained."""

    cause: Cause
    fit: Fit
    score: int
    share: float
    table: "CauseTable" = field(repr=False, compare=False)
    answers: Answers = field(repr=False, compare=False)

    @property
    def raises_urgency(self) -> bool:
        """Ahead of the others and at least half as likely as not: sooner than it is said to fit well."""
        return self.share >= STRONG and self.score >= HALF_ODDS

    @cached_property
    def lines(self) -> tuple[ScoreLine, ...]:
        """The lines that sum to the score."""
        return self.table.lines(self.cause.slug, self.answers)

    @cached_property
    def would_change(self) -> tuple[Finding, ...]:
        return self.table.would_change(self.cause.slug, self.answers)

    @cached_property
    def speaks_for(self) -> tuple[ScoreLine, ...]:
        return tuple(sorted((line for line in self._evidence if line.weight > 0), key=lambda line: -line.weight))

    @cached_property
    def speaks_against(self) -> tuple[ScoreLine, ...]:
        return tuple(sorted((line for line in self._evidence if line.weight < 0), key=lambda line: line.weight))

    @property
    def _evidence(self) -> tuple[ScoreLine, ...]:
        return tuple(line for line in self.lines if line.kind != "prior")


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best causes, best first; ``unclear`` when none stands out enough to be named. ``scores``: of all causes."""

    ranked: tuple[CauseResult, ...]
    contributors: tuple[CauseResult, ...]
    unclear: bool
    scores: NDArray[np.int64] = field(repr=False, compare=False)


def clamp(p: float) -> float:
    return min(max(p, CLAMP[0]), CLAMP[1])


def nats(ratio: float) -> int:
    return round(NAT * log(ratio))


def rate_without(base_rate: float, prior: float, how_often: float) -> float:
    """b: how often people without the cause report the finding."""
    return clamp((base_rate - prior * how_often) / (1 - prior))


@dataclass(frozen=True, slots=True)
class Weights:
    """What one cause gives each finding, in 1/1000 nat."""

    prior: int
    present: Mapping[Finding, int]
    absent: Mapping[Finding, int]
    how_often: Mapping[Finding, float]
    groups: tuple["CappedGroup", ...] = ()

    def by_question(self, questions: Mapping[str, Question]) -> Mapping[str, "_Weighed"]:
        """What each question weighs, its options in their order."""
        group_of = {name: number for number, group in enumerate(self.groups) for name in group.findings}
        found = {}
        for slug in dict.fromkeys(map(question_of, self.present)):
            names = ((option.slug, finding(slug, option.slug)) for option in questions[slug].options)
            found[slug] = _Weighed.of(
                tuple(
                    (option, self._line(name, True), self._line(name, False), group_of.get(name))
                    for option, name in names
                    if name in self.present
                )
            )
        return found

    def _line(self, name: Finding, present: bool) -> ScoreLine | None:
        weight = (self.present if present else self.absent).get(name)
        return ScoreLine("finding", (name,), present, weight) if weight else None

    def most_telling(self) -> tuple[Finding, ...]:
        """Findings that would move the cause most when reported, strongest first."""
        strong = [name for name, weight in self.present.items() if abs(weight) >= TELLS_MUCH]
        return tuple(sorted(strong, key=lambda name: (-abs(self.present[name]), name)))


_Option = tuple[str, ScoreLine | None, ScoreLine | None, int | None]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What one question weighs for one cause, as lines made beforehand."""

    options: tuple[_Option, ...]  # the option, its line when ticked and when not, the number of its capped group
    slugs: frozenset[str]
    none: tuple[ScoreLine, ...]  # when none of these options was ticked: the lines that stand alone
    none_grouped: tuple[tuple[int, ScoreLine], ...]  # and those of a group

    @classmethod
    def of(cls, options: tuple[_Option, ...]) -> "_Weighed":
        absent = [(line, group) for _, _, line, group in options if line]
        return cls(
            options,
            frozenset(slug for slug, *_ in options),
            tuple(line for line, group in absent if group is None),
            tuple((group, line) for line, group in absent if group is not None),
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the moves of a question stand among the rows of a table, so that a reply is a few look-ups."""

    none: tuple[int, ...]  # what a complete reply moves when nothing was ticked
    complete: Mapping[str, int]  # by option: what a tick moves on top of that
    open: Mapping[str, int]  # by option: what it moves in a reply that is not complete

    @classmethod
    def of(cls, question: Question, column: Mapping[Finding, int], none: int | None) -> "_Rows":
        present = {option.slug: column[finding(question.slug, option.slug)] for option in question.options}
        if none is None:
            return cls((), present, present)
        return cls((none,), {option: at + len(column) for option, at in present.items()}, present)


@dataclass(frozen=True, slots=True)
class CappedGroup:
    findings: frozenset[Finding]
    questions: frozenset[str]
    lowest: int
    highest: int

    def cap(self, weight: int) -> int:
        return min(max(weight, self.lowest), self.highest)


@dataclass(slots=True)
class _Draft:
    present: dict[Finding, int] = field(default_factory=dict)
    absent: dict[Finding, int] = field(default_factory=dict)
    how_often: dict[Finding, float] = field(default_factory=dict)


def weigh(cause: Cause, questions: Mapping[str, Question]) -> Weights:
    """The weights of one cause from its evidence and the base rates of the questions."""
    prior = min(max(cause.prior_per_1000 / 1000, 1e-6), 0.5)
    draft = _Draft()
    by_question: dict[str, dict[Finding, Evidence]] = {}
    for row in cause.evidence:
        by_question.setdefault(question_of(row.finding), {})[row.finding] = row
    for slug, rows in by_question.items():
        if question := questions.get(slug):
            _weigh_question(draft, question, rows, prior)
    groups = tuple(
        CappedGroup(
            frozenset(group.findings),
            frozenset(question_of(name) for name in group.findings),
            nats(group.cap_against),
            nats(group.cap_for),
        )
        for group in cause.groups
    )
    return Weights(nats(prior / (1 - prior)), draft.present, draft.absent, draft.how_often, groups)


def _weigh_question(draft: _Draft, question: Question, rows: Mapping[Finding, Evidence], prior: float) -> None:
    rates = {
        finding(question.slug, option.slug): option.base_rate
        for option in question.options
        if option.base_rate is not None
    }
    left_p, left_b, unlisted = 1.0, 1.0, []
    for name, base_rate in rates.items():
        row = rows.get(name)
        if row is None:
            unlisted.append(name)
            continue
        p = clamp(row.how_often if row.how_often is not None else (row.lr_present or 1.0) * base_rate)
        b = rate_without(base_rate, prior, p)
        draft.how_often[name] = p
        draft.present[name] = nats(row.lr_present if row.lr_present is not None else p / b)
        if question.kind == "multi":
            draft.absent[name] = nats(row.lr_absent if row.lr_absent is not None else (1 - p) / (1 - b))
        left_p, left_b = left_p - p, left_b - base_rate
    if question.kind == "single" and unlisted and len(unlisted) < len(rates):
        ratio = clamp(left_p) / clamp(left_b)
        for name in unlisted:
            draft.how_often[name] = clamp(ratio * (rates[name] or 0))
            draft.present[name] = nats(clamp(left_p) / rate_without(clamp(left_b), prior, clamp(left_p)))


class CauseTable:
    """The weights of all causes as arrays, so that a walk can be scored fast."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.questions: Mapping[str, Question] = {question.slug: question for question in kb.questions}
        self.causes: tuple[Cause, ...] = tuple(sorted(kb.causes, key=lambda cause: cause.slug))
        self.weights: tuple[Weights, ...] = tuple(weigh(cause, self.questions) for cause in self.causes)
        self.position: Mapping[str, int] = {cause.slug: at for at, cause in enumerate(self.causes)}
        names = [finding(question.slug, option.slug) for question in kb.questions for option in question.options]
        self.column: Mapping[Finding, int] = {name: at for at, name in enumerate(names)}
        groups = [(at, group) for at, weights in enumerate(self.weights) for group in weights.groups]
        self._owners: NDArray[np.int64] = np.array([at for at, _ in groups], dtype=np.int64)
        self._lowest: NDArray[np.int64] = np.array([group.lowest for _, group in groups], dtype=np.int64)
        self._highest: NDArray[np.int64] = np.array([group.highest for _, group in groups], dtype=np.int64)
        self.priors: NDArray[np.int64] = np.array([w.prior for w in self.weights] + [0] * len(groups), dtype=np.int64)
        present, absent = self._weights(names, groups)
        none = {
            question.slug: absent[
                [self.column[finding(question.slug, option.slug)] for option in question.options]
            ].sum(axis=0)
            for question in kb.questions
            if question.options and question.kind == "multi"
        }
        self._moves: NDArray[np.int32] = np.vstack([present, present - absent, *none.values()]).astype(np.int32)
        none_row = {slug: 2 * len(names) + at for at, slug in enumerate(none)}
        self._rows_of = {
            question.slug: _Rows.of(question, self.column, none_row.get(question.slug)) for question in kb.questions
        }
        self.is_disease: NDArray[np.bool_] = np.array([not cause.contributor for cause in self.causes], dtype=np.bool_)
        self.diseases: NDArray[np.intp] = np.flatnonzero(self.is_disease)
        self.contributors: NDArray[np.intp] = np.flatnonzero(~self.is_disease)
        self._weighed = tuple(weights.by_question(self.questions) for weights in self.weights)
        about = {topic.slug for topic in kb.topics if topic.section == "about"}
        self._about_the_person = frozenset(question.slug for question in kb.questions if question.topic in about)
        self._telling = tuple(weights.most_telling() for weights in self.weights)

    def _weights(
        self, names: list[Finding], groups: list[tuple[int, CappedGroup]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What each finding weighs when present and when absent: a column for every cause, then for every group."""
        shape = (len(names), len(self.causes) + len(groups))
        present, absent = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for array, kind in ((present, "present"), (absent, "absent")):
            for at, weights in enumerate(self.weights):
                for name, weight in getattr(weights, kind).items():
                    array[self.column[name], at] = weight
            for at, (owner, group) in enumerate(groups, len(self.causes)):
                for name in group.findings & getattr(self.weights[owner], kind).keys():
                    array[self.column[name], at] = array[self.column[name], owner]
        return present, absent

    def scores(self, answers: Answers) -> NDArray[np.int64]:
        """The score of every cause (order of ``causes``), in 1/1000 nat."""
        rows: list[int] = []
        for slug, reply in answers.items():
            if known := self._rows_of.get(slug):
                if reply.complete:
                    rows += known.none
                row_of = known.complete if reply.complete else known.open
                rows += [row_of[option] for option in reply.options if option in row_of]
        total = self.priors + self._moves.take(rows, axis=0).sum(axis=0, dtype=np.int64)
        scores: NDArray[np.int64] = total[: len(self.causes)]
        raw = total[len(self.causes) :]
        np.add.at(scores, self._owners, np.clip(raw, self._lowest, self._highest) - raw)
        return scores

    def shares(self, scores: NDArray[np.int64]) -> NDArray[np.float64]:
        """Posterior shares among the causes that are diseases; they sum to 1."""
        nat = np.where(self.is_disease, scores, scores.min() - 20 * NAT) / NAT
        weights = np.exp(nat - nat.max())
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    def lines(self, slug: str, answers: Answers) -> tuple[ScoreLine, ...]:
        """The lines that sum to the score of a cause; findings that weigh nothing are left out."""
        at = self.position[slug]
        weights, weighed = self.weights[at], self._weighed[at]
        lines = [ScoreLine("prior", (), True, weights.prior)]
        inside: dict[int, list[ScoreLine]] = {}
        for question, reply in answers.items():
            known = weighed.get(question)
            if known is None:
                continue
            ticked, complete = reply.options, reply.complete
            if known.slugs.isdisjoint(ticked):
                if complete:
                    lines += known.none
                    for group, line in known.none_grouped:
                        inside.setdefault(group, []).append(line)
                continue
            for option, when_ticked, when_not, number in known.options:
                said = when_ticked if option in ticked else when_not if complete else None
                if said is None:
                    continue
                if number is None:
                    lines.append(said)
                else:
                    inside.setdefault(number, []).append(said)
        for number, found in sorted(inside.items()):
            if weight := weights.groups[number].cap(sum(line.weight for line in found)):
                reported = [line for line in found if line.present]
                names = tuple(name for line in reported or found for name in line.findings)
                lines.append(ScoreLine("group", names, bool(reported), weight))
        return tuple(lines)

    def rests_on_a_report(self, item: CauseResult) -> bool:
        """Whether something that was reported speaks for it: not only age and sex, and not only what is absent."""
        return any(
            line.present and any(question_of(name) not in self._about_the_person for name in line.findings)
            for line in item.speaks_for
        )

    def would_change(self, slug: str, answers: Answers, most: int = 3) -> tuple[Finding, ...]:
        """Findings not yet known that would move this cause most, strongest first."""
        open_names = (name for name in self._telling[self.position[slug]] if question_of(name) not in answers)
        return tuple(islice(open_names, most))


def rank(table: CauseTable, answers: Answers, most: int = 8) -> Ranking:
    """Rank the causes for these answers. Ties are broken by slug; shares are rounded to six digits."""
    scores = table.scores(answers)
    best = _best_first(table.diseases, scores)[:most]
    shares = np.round(table.shares(scores)[best], 6).tolist()
    named = table.contributors[(scores - table.priors[: len(scores)])[table.contributors] > WORTH_NAMING]
    ranked = tuple(
        result(table, table.causes[at], answers, int(scores[at]), share)
        for at, share in zip(best.tolist(), shares, strict=True)
    )
    contributors = tuple(
        result(table, table.causes[at], answers, int(scores[at]), 0.0) for at in _best_first(named, scores).tolist()
    )
    return Ranking(ranked, contributors, not ranked or not _worth_naming(table, ranked[0]), scores)


def _best_first(causes: NDArray[np.intp], scores: NDArray[np.int64]) -> NDArray[np.intp]:
    """Positions of causes by score; those that tie stay in the order of their slugs."""
    return causes[np.argsort(-scores[causes], kind="stable")]


def _worth_naming(table: CauseTable, best: CauseResult) -> bool:
    """Ahead of the others is not enough: among causes that all fit badly, one is always ahead."""
    return best.share >= TELLING and best.score >= FAR_FETCHED and table.rests_on_a_report(best)


def result(table: CauseTable, cause: Cause, answers: Answers, score: int, share: float) -> CauseResult:
    """A cause in the list; it fits well when it is ahead of the others and as likely as not by its own odds."""
    strong = share >= STRONG and score >= EVEN_ODDS
    fit: Fit = "strong" if strong else "possible" if share >= POSSIBLE else "less"
    return CauseResult(cause, fit, score, share, table, answers)
