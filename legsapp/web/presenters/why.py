"""For staff in preview: how each cause got its place, every contribution in order."""

from dataclasses import dataclass

from legsapp.engine.assessment import Assessment
from legsapp.engine.causes import CauseResult, ScoreLine
from legsapp.engine.model import Model

from .words import FIT_WORDS, URGENCY_LEVEL, Text


@dataclass(frozen=True, slots=True)
class Contribution:
    words: str
    findings: str
    weight: str


@dataclass(frozen=True, slots=True)
class WhyCause:
    name: str
    fit: Text
    score: str
    lines: tuple[Contribution, ...]


class Why:
    """Prior first, then the findings as they were answered; the lines add up to the score."""

    def __init__(self, model: Model, found: Assessment) -> None:
        self._model = model
        pinned = {item.cause.slug for item in found.rule_out}
        ranked = (item for item in found.ranked if item.cause.slug not in pinned)
        self.causes = tuple(map(self._cause, (*found.rule_out, *ranked, *found.contributors)))
        self.flags = tuple(
            (item.flag.name, URGENCY_LEVEL[item.flag.urgency], ", ".join(item.because)) for item in found.flags
        )
        self.cautions = tuple((item.caution.name, ", ".join(item.because)) for item in found.cautions)
        self.drink = (found.fluids.rule.slug, found.fluids.rule.condition)
        self.urgency = URGENCY_LEVEL[found.urgency]
        self.raised_by = ", ".join(model.causes[slug].name for slug in found.urgency_causes)

    def _cause(self, item: CauseResult) -> WhyCause:
        return WhyCause(
            item.cause.name, FIT_WORDS.get(item.fit, item.fit), _nats(item.score), tuple(map(self._line, item.lines))
        )

    def _line(self, line: ScoreLine) -> Contribution:
        if line.kind == "prior":
            return Contribution("How common it is", "", _nats(line.weight))
        labels = "; ".join(self._model.label(name) or name for name in line.findings)
        lead = "" if line.present else "Not reported: "
        tail = " (a group, counted together)" if line.kind == "group" else ""
        return Contribution(f"{lead}{labels}{tail}", ", ".join(line.findings), _nats(line.weight))


def _nats(weight: int) -> str:
    return f"{weight / 1000:+.3f}"
