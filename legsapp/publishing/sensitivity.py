"""How far results rest on weights that nobody has published: what changes when each of them moves by half.

A weight is the logarithm of a likelihood ratio, in 1/1000 nat. Moved by half, it is half or one and a half times what
it was: weaker or stronger, never turned round. How common causes are and the caps of groups stay as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

import msgspec
import numpy as np

from legsapp.engine.answers import Finding, question_of
from legsapp.engine.causes import NAT, Weights
from legsapp.engine.knowledge import Cause, Evidence
from legsapp.engine.model import Model
from legsapp.publishing.audit import Share
from legsapp.publishing.walks import Walk, leading

WEAKER, STRONGER = 0.5, 1.5
FIRST = 3

Row = tuple[str, Finding]  # cause, finding


@dataclass(frozen=True, slots=True)
class Changed:
    """Scenarios in which something is no longer what it was."""

    first: Share  # the cause that leads
    first_three: Share
    urgency: Share


def unpublished(model: Model) -> tuple[Row, ...]:
    """The weights that rest on clinical judgement. An option that shares what the others leave rests on theirs."""
    judged = {source.slug for source in model.kb.sources if source.kind == "judgement"}
    found: list[Row] = []
    for cause, weights in zip(model.cause_table.causes, model.cause_table.weights, strict=True):
        rests_on = {row.finding: row.source for row in cause.evidence}
        published = {question_of(name) for name, source in rests_on.items() if source not in judged}
        for name in weights.present:
            by_itself = name in rests_on
            if rests_on[name] in judged if by_itself else question_of(name) not in published:
                found.append((cause.slug, name))
    return tuple(found)


def everything(rows: Iterable[Row], factor: float) -> Mapping[Row, float]:
    return dict.fromkeys(rows, factor)


def at_random(rows: Sequence[Row], seed: int) -> Mapping[Row, float]:
    """Each row goes its own way, weaker or stronger."""
    stronger = np.random.default_rng(seed).random(len(rows)) < 0.5
    return {row: STRONGER if up else WEAKER for row, up in zip(rows, stronger, strict=True)}


def moved(model: Model, factors: Mapping[Row, float]) -> Model:
    """The same content with these weights multiplied. What a question is expected to teach stays as it was."""
    weights = dict(zip((cause.slug for cause in model.cause_table.causes), model.cause_table.weights, strict=True))
    causes = tuple(_moved(cause, weights[cause.slug], factors) for cause in model.kb.causes)
    return Model(msgspec.structs.replace(model.kb, causes=causes))


def times(weight: int, factor: float) -> int:
    """A weight moved, whole again."""
    return round(weight * factor)


def compare(before: Sequence[Walk], after: Sequence[Walk]) -> Changed:
    """The same scenarios, walked with one content and with another."""
    pairs = [(was.assessment, now.assessment) for was, now in zip(before, after, strict=True)]
    return Changed(
        Share.over(leading(was)[:1] != leading(now)[:1] for was, now in pairs),
        Share.over(set(leading(was)[:FIRST]) != set(leading(now)[:FIRST]) for was, now in pairs),
        Share.over(was.urgency is not now.urgency for was, now in pairs),
    )


def _moved(cause: Cause, weights: Weights, factors: Mapping[Row, float]) -> Cause:
    rows = []
    for name, weight in weights.present.items():
        factor = factors.get((cause.slug, name), 1.0)
        absent = weights.absent.get(name)
        rows.append(
            Evidence(
                finding=name,
                how_often=weights.how_often[name],
                lr_present=exp(times(weight, factor) / NAT),
                lr_absent=None if absent is None else exp(times(absent, factor) / NAT),
            )
        )
    return msgspec.structs.replace(cause, evidence=tuple(rows))
