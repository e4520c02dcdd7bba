"""A clinician can recompute a result by hand: docs/method.md, plain arithmetic and the engine agree."""

import math
import re

import pytest

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.engine.causes import rank
from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.model import Model

from . import worked_example as example

FIT_WORDS = {"strong": "fits well", "possible": "possible", "less": "less likely"}


def table_of(slug: str) -> list[list[str]]:
    """The rows under the heading of this cause, as cells."""
    text = re.split(r"^### ", example.in_document(), flags=re.MULTILINE)
    part = next(part for part in text if f"(`{slug}`)" in part.split("\n", 1)[0])
    rows = [[cell.strip(" `*") for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
    return [row for row in rows if len(row) == 7 and row[0] not in ("line", "---")]


def test_the_document_is_up_to_date(shipped: KnowledgeBase) -> None:
    assert example.in_document() == example.section(shipped), f"the content has changed: {example.COMMAND}"


@pytest.mark.parametrize("slug", example.CAUSES)
def test_the_table_follows_from_its_own_figures(slug: str) -> None:
    rows = table_of(slug)
    prior = float(re.search(r"\*r\* = ([\d.]+)", example.in_document().partition(f"(`{slug}`)")[2]).group(1))  # type: ignore[union-attr]
    total = round(1000 * math.log(prior / (1 - prior)))
    assert rows[0] == ["prior", "", "", "", "", str(total), ""]
    sums: dict[str, int] = {}
    for name, p, base_rate, b, ratio, weight, group in rows[1:-1]:
        if group == "counts":
            slug_of, low, high = re.fullmatch(r"group (\w+): .* between (-?\d+) and (-?\d+)", name).groups()  # type: ignore[union-attr]
            assert int(weight) == min(max(sums[slug_of], int(low)), int(high))
            total += int(weight)
            continue
        without = (float(base_rate) - prior * float(p)) / (1 - prior)
        without = min(0.99, max(0.01, without))
        odds = float(p) / without if name.endswith("present") else (1 - float(p)) / (1 - without)
        assert (b, ratio, weight) == (f"{without:.4f}", f"{odds:.4f}", str(round(1000 * math.log(odds)))), name
        if group:
            sums[group] = sums.get(group, 0) + int(weight)
        else:
            total += int(weight)
    assert rows[-1][5] == str(total)


@pytest.mark.parametrize("slug", example.CAUSES)
def test_the_engine_gives_the_lines_of_the_table(model: Model, slug: str) -> None:
    rows = table_of(slug)
    lines = model.cause_table.lines(slug, Answers.from_findings(example.FINDINGS))
    ours = [int(row[5]) for row in rows[:-1] if row[6] in ("", "counts")]
    assert sorted(line.weight for line in lines if line.weight) == sorted(weight for weight in ours if weight)
    assert sum(line.weight for line in lines) == int(rows[-1][5])
    named = {(row[0].split()[0].strip("`"), int(row[5])) for row in rows[1:-1] if not row[6]}
    assert {(line.findings[0], line.weight) for line in lines if line.kind == "finding"} == {
        item for item in named if item[1]
    }


def test_the_engine_gives_the_words_of_the_document(model: Model) -> None:
    ranking = rank(model.cause_table, Answers.from_findings(example.FINDINGS), most=len(model.causes))
    found = {item.cause.slug: item for item in ranking.ranked}
    for slug in example.CAUSES:
        item = found[slug]
        odds = math.exp(item.score / 1000)
        row = f"| {item.cause.name} | {item.score} | {odds:.4f} | {item.share:.4f} | {FIT_WORDS[item.fit]} |"
        assert row in example.in_document()


def test_none_of_the_answers_is_dropped(model: Model) -> None:
    result = assess(model, Answers.from_findings(example.FINDINGS))
    assert set(result.answers.findings()) == set(example.FINDINGS)


def test_plain_arithmetic_gives_the_score_of_every_cause(model: Model) -> None:
    """For the example and some of the stories, which answer most questions."""
    stories = [story.findings for story in model.kb.scenarios if story.kind == "story"][::5]
    assert len(stories) >= 5
    for findings in (example.FINDINGS, *stories):
        findings = tuple(name for name in findings if "." in name)
        engine = model.cause_table.scores(Answers.from_findings(findings))
        told = example.answered(findings)
        for cause in model.kb.causes:
            plain = example.score(model.kb, cause, told).total
            assert plain == int(engine[model.cause_table.position[cause.slug]]), (cause.slug, findings)
