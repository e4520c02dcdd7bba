"""May this row be saved? What lint says about the whole, told at the fields of the row that was changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from legsapp.engine.lint import Problem, lint
from legsapp.publishing.compile import ContentError, Plain, knowledge_of
from legsapp.publishing.reading import WORTH_A_WARNING, reading_age

UNFINISHED = ("nothing rests on", "has no evidence")  # a draft grows row by row; publishing needs these
WORDS = ("summary", "text", "help", "why", "meaning", "advice", "while_waiting", "instead", "answer", "finding", "how")


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
    return Verdict(tuple(faults), (*warnings, *hard_to_read(_row(after, concept, slug))))


def _known(before: Plain) -> frozenset[Problem]:
    try:
        return frozenset(lint(knowledge_of(before)))
    except ContentError:
        return frozenset()


def _row(rows: Plain, concept: str, slug: str) -> Mapping[str, Any]:
    return next((row for row in rows.get(concept, ()) if row["slug"] == slug), {})


def hard_to_read(row: Mapping[str, Any]) -> Iterator[str]:
    """Texts of a row that need an older reader than we write for."""
    for name, text in texts(row):
        age = reading_age(text)
        if age is not None and age > WORTH_A_WARNING:
            yield f"{name.replace('_', ' ')}: reads like a text for {age:.0f}-year-olds; shorten words and sentences"


def texts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts that people read, with the name of their field."""
    for name, value in row.items():
        if isinstance(value, str) and (name in WORDS or name.endswith("_text")) and value:
            yield name, value
        elif isinstance(value, list | tuple):
            yield from (
                (f"{name}: {key}", text) for part in value if isinstance(part, dict) for key, text in texts(part)
            )
