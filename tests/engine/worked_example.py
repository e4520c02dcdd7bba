"""The worked example of docs/method.md: the formulas written once more, without the engine.

python -m tests.engine.worked_example           prints the section
python -m tests.engine.worked_example --write   puts it into docs/method.md
"""

import argparse
import math
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from legsapp.engine.knowledge import Cause, KnowledgeBase, Question

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "method.md"
START, END = "## 7. Worked example\n", "## 8."
FINDINGS = ("age.a70p", "sex.male", "walk.yes", "walk_rest.no", "walk_pace.uphill", "walk_stop.gone10")
CAUSES = ("pad", "lss")
COMMAND = "python -m tests.engine.worked_example --write"

Answers = Mapping[str, Collection[str]]  # question -> options that were ticked


@dataclass(frozen=True)
class Line:
    """One row of the table: a finding that is present or absent, and its weight."""

    finding: str
    present: bool
    p: float
    base_rate: float
    b: float
    ratio: float
    weight: int
    group: str


@dataclass(frozen=True)
class Score:
    prior: float
    prior_weight: int
    lines: tuple[Line, ...]
    groups: Mapping[str, tuple[int, int, int, int]]  # slug -> sum of its lines, lowest, highest, what counts

    @property
    def total(self) -> int:
        alone = sum(line.weight for line in self.lines if not line.group)
        return self.prior_weight + alone + sum(counted for *_, counted in self.groups.values())


def clamp(p: float) -> float:
    return min(0.99, max(0.01, p))


def nats(ratio: float) -> int:
    return round(1000 * math.log(ratio))


def without(base_rate: float, prior: float, p: float) -> float:
    return clamp((base_rate - prior * p) / (1 - prior))


def answered(findings: Collection[str]) -> Answers:
    told: dict[str, list[str]] = {}
    for name in findings:
        question, _, option = name.partition(".")
        told.setdefault(question, []).append(option)
    return told


def score(kb: KnowledgeBase, cause: Cause, told: Answers) -> Score:
    prior = cause.prior_per_1000 / 1000
    group_of = {name: group.slug for group in cause.groups for name in group.findings}
    lines = tuple(
        Line(*row, group=group_of.get(row[0], ""))
        for question in kb.questions
        if question.slug in told
        for row in _rows(question, cause, prior, told[question.slug])
    )
    groups = {}
    for group in cause.groups:
        total = sum(line.weight for line in lines if line.group == group.slug)
        lowest, highest = nats(group.cap_against), nats(group.cap_for)
        if any(line.group == group.slug for line in lines):
            groups[group.slug] = (total, lowest, highest, max(lowest, min(highest, total)))
    return Score(prior, nats(prior / (1 - prior)), lines, groups)


Row = tuple[str, bool, float, float, float, float, int]


def _rows(question: Question, cause: Cause, prior: float, ticked: Collection[str]) -> Iterator[Row]:
    rates = {f"{question.slug}.{item.slug}": item.base_rate for item in question.options if item.base_rate is not None}
    figures = {row.finding: row for row in cause.evidence if row.finding in rates}
    if not figures:
        return
    chosen = {f"{question.slug}.{option}" for option in ticked}
    listed_p = listed_rate = 0.0
    for name, rate in rates.items():
        if name not in figures:
            continue
        row = figures[name]
        p = clamp((row.lr_present or 1) * rate if row.how_often is None else row.how_often)
        b = without(rate, prior, p)
        listed_p, listed_rate = listed_p + p, listed_rate + rate
        if name in chosen:
            ratio = p / b if row.lr_present is None else row.lr_present
            yield name, True, p, rate, b, ratio, nats(ratio)
        elif question.kind == "multi":
            ratio = (1 - p) / (1 - b) if row.lr_absent is None else row.lr_absent
            yield name, False, p, rate, b, ratio, nats(ratio)
    if question.kind == "single":
        for name in chosen & (rates.keys() - figures.keys()):
            p, rate = clamp(1 - listed_p), clamp(1 - listed_rate)
            b = without(rate, prior, p)
            yield name, True, p, rate, b, p / b, nats(p / b)


# The section ---------------------------------------------------------------------------------------------


def section(kb: KnowledgeBase) -> str:
    questions = {question.slug: question for question in kb.questions}
    causes = {cause.slug: cause for cause in kb.causes}
    told = answered(FINDINGS)
    parts = [
        "Somebody gives these six answers and skips everything else. The figures are those of the shipped content;",
        f"after a change of the content, `{COMMAND}`",
        "writes this section anew, and a test compares it with the engine.",
        "",
        "| question | answer | finding |",
        "|---|---|---|",
    ]
    for name in FINDINGS:
        question, option = name.split(".")
        label = next(item.label for item in questions[question].options if item.slug == option)
        parts.append(f"| {_cell(questions[question].text)} | {_cell(label)} | `{name}` |")
    parts += [
        "",
        "Each line of a table is section 3 by hand: first *b* = (*B* − *r p*) / (1 − *r*), then the ratio *p* / *b*",
        "for a finding that is present or (1 − *p*) / (1 − *b*) for one that is absent, then 1000 times its natural",
        "logarithm.",
    ]
    scores = {cause.slug: score(kb, cause, told) for cause in kb.causes}
    for slug in CAUSES:
        parts += ["", *_table(causes[slug], scores[slug])]
    parts += ["", *_shares(kb, causes, scores)]
    return "\n".join(parts)


def _table(cause: Cause, result: Score) -> Iterator[str]:
    yield f"### {cause.name} (`{cause.slug}`)"
    yield ""
    yield f"Prior: *r* = {result.prior:g}, so the score starts at 1000 · ln({result.prior:g} / {1 - result.prior:g})."
    yield ""
    yield "| line | *p* | *B* | *b* | ratio | weight | group |"
    yield "|---|---|---|---|---|---|---|"
    yield f"| prior | | | | | {result.prior_weight} | |"
    for line in result.lines:
        state = "present" if line.present else "absent"
        figures = f"{line.p:.10g} | {line.base_rate:.10g} | {line.b:.4f} | {line.ratio:.4f} | {line.weight}"
        yield f"| `{line.finding}` {state} | {figures} | {line.group} |".replace("|  |", "| |")
    for slug, (total, lowest, highest, counted) in result.groups.items():
        kept = f"group {slug}: its lines sum to {total}, kept between {lowest} and {highest}"
        yield f"| {kept} | | | | | {counted} | counts |"
    yield f"| **score** | | | | | **{result.total}** | |"
    if result.groups:
        yield ""
        yield "Lines with a group count only through the line of that group."


def _shares(kb: KnowledgeBase, causes: Mapping[str, Cause], scores: Mapping[str, Score]) -> Iterator[str]:
    everything = sum(math.exp(scores[cause.slug].total / 1000) for cause in kb.causes if not cause.contributor)
    yield f"Over all causes that are no contributors, exp(score / 1000) sums to {everything:.4f}. So:"
    yield ""
    yield "| cause | score | exp(score / 1000) | share | word |"
    yield "|---|---|---|---|---|"
    for slug in CAUSES:
        odds = math.exp(scores[slug].total / 1000)
        share = round(odds / everything, 6)  # as the engine does
        yield f"| {causes[slug].name} | {scores[slug].total} | {odds:.4f} | {share:.4f} | {word(share)} |"
    yield ""
    yield "The words come from section 4. A red flag that names a cause may still show it first, whatever its share."


def word(share: float) -> str:
    return "fits well" if share >= 0.40 else "possible" if share >= 0.06 else "less likely"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def in_document() -> str:
    text = DOCUMENT.read_text(encoding="utf-8")
    return text[text.index(START) + len(START) : text.index(END)].strip()


def write(new: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text[: text.index(START) + len(START)], text[text.index(END) :]
    DOCUMENT.write_text(f"{before}\n{new}\n\n{after}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the section into docs/method.md")
    options = parser.parse_args()
    new = section(_shipped())
    if options.write:
        write(new)
    else:
        print(new)
    return 0


def _shipped() -> KnowledgeBase:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.conf import settings

    from legsapp.publishing import transfer

    return transfer.read_folder(settings.FIXTURES)


if __name__ == "__main__":
    sys.exit(main())
