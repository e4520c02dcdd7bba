"""May this row be saved? What lint says about the whole, told at the fields of the row that was changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from legsapp.engine.lint import Problem, lint
from legsapp.publishing.compile import ContentError, Plain, knowledge_of
from legsapp.publishing.reading import OLDEST, reading_age, terms_of, texts

UNFINISHED = ("nothing rests on", "has no evidence")  # a draft grows row by row; publishing needs these


@dataclass(frozen=True, slots=True)
class Verdict:
    faults: tuple[tuple[str, str], ...]  # (field, message): the row may not be saved
    warnings: tuple[str, ...]


def judge(before: Plain, after: Plain, concept: str, slug: str) -> Verdict:
    """``before`` and ``after``: all rows, as they were and as they would be."""
    try:
        problems = lint(knowledge_of(after))
    except ContentError as error:
        return Verdict((("", f"The content could not be read any more: {error}"),), ())
    known = _known(before)
    here = f"{concept}.{slug}"
    faults, warnings = [], []
    for problem in problems:
        is_here = f"{problem.where}.".startswith(f"{here}.")
        field = problem.where[len(here) + 1 :] if is_here else ""
        told = f"{problem.where}: {problem.message}"
        if is_here and problem.severity == "error" and field and not problem.message.startswith(UNFINISHED):
            faults.append((field, problem.message))
        elif (problem.severity == "error" and is_here) or problem not in known:
            warnings.append(told)
    return Verdict(tuple(faults), (*warnings, *hard_to_read(after, concept, slug)))


def _known(before: Plain) -> frozenset[Problem]:
    try:
        return frozenset(lint(knowledge_of(before)))
    except ContentError:
        return frozenset()


def _row(rows: Plain, concept: str, slug: str) -> Mapping[str, Any]:
    return next((row for row in rows.get(concept, ()) if row["slug"] == slug), {})


def hard_to_read(rows: Plain, concept: str, slug: str) -> Iterator[str]:
    """Texts of a row that need an older reader than we write for."""
    terms = terms_of(rows.get("glossary", ()))
    for field, text in texts(concept, _row(rows, concept, slug)):
        age = reading_age(text, terms)
        if age is not None and age > OLDEST:
            name = field.replace("_", " ").replace(".", ": ")
            yield f"{name}: reads like a text for {ceil(age)}-year-olds; shorten words and sentences"
