"""What a question is expected to teach: the mutual information between its answer and the cause, in nats."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .answers import finding
from .causes import CauseTable, clamp
from .knowledge import KnowledgeBase

MICRO = 1_000_000
OVERLAP = 0.6  # findings of one multiple-choice question overlap, so their gains do not simply add up


class InformationTable:
    """Arrays, built once, from which the expected information gain of every question follows in a few products."""

    def __init__(self, kb: KnowledgeBase, table: CauseTable) -> None:
        multi = [question for question in kb.questions if question.kind == "multi" and not question.record_only]
        single = [question for question in kb.questions if question.kind == "single" and not question.record_only]
        self._multi, self._multi_edges, self._multi_slugs = self._columns(kb, table, [q.slug for q in multi])
        self._single, self._single_edges, self._single_slugs = self._columns(kb, table, [q.slug for q in single])
        for start, end in zip(self._single_edges, [*self._single_edges[1:], self._single.shape[1]], strict=True):
            block = self._single[:, start:end]
            block /= block.sum(axis=1, keepdims=True)
        self._multi_entropy = _binary_entropy(self._multi)
        self._single_entropy = -self._single * np.log(self._single)

    @staticmethod
    def _columns(
        kb: KnowledgeBase, table: CauseTable, slugs: list[str]
    ) -> tuple[NDArray[np.float64], list[int], list[str]]:
        columns: list[list[float]] = []
        edges: list[int] = []
        named: list[str] = []
        questions = {question.slug: question for question in kb.questions}
        for slug in slugs:
            options = [option for option in questions[slug].options if option.base_rate is not None]
            if not options:
                continue
            edges.append(len(columns))
            named.append(slug)
            for option in options:
                name, rate = finding(slug, option.slug), clamp(option.base_rate or 0)
                columns.append([clamp(weights.how_often.get(name, rate)) for weights in table.weights])
        array = np.array(columns, dtype=np.float64).T if columns else np.zeros((len(table.causes), 0))
        return np.ascontiguousarray(array), edges, named

    def gains(self, shares: NDArray[np.float64]) -> Mapping[str, int]:
        """Expected information gain of each question, in millionths of a nat, rounded."""
        found: dict[str, int] = {}
        if self._multi_slugs:
            mixed = shares @ self._multi
            per_option = np.maximum(_binary_entropy(mixed) - shares @ self._multi_entropy, 0)
            totals = OVERLAP * np.add.reduceat(per_option, self._multi_edges)
            found.update(zip(self._multi_slugs, np.rint(totals * MICRO).astype(int).tolist(), strict=True))
        if self._single_slugs:
            mixed = shares @ self._single
            per_option = -mixed * np.log(mixed) - shares @ self._single_entropy
            totals = np.maximum(np.add.reduceat(per_option, self._single_edges), 0)
            found.update(zip(self._single_slugs, np.rint(totals * MICRO).astype(int).tolist(), strict=True))
        return found


def _binary_entropy(p: NDArray[np.float64]) -> NDArray[np.float64]:
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return np.asarray(-p * np.log(p) - (1 - p) * np.log1p(-p), dtype=np.float64)
