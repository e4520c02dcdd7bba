"""What differs between two states of the content, field by field, and how to say it in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import Field

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing.concepts import BY_NAME, CONCEPTS, Shape

CALLED = ("slug", "finding")  # what a part of a row is known by
NAMED = ("name", "title", "text", "term", "claim", "question", "feature", "story")  # what a row is called in words
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one row. An empty path is the whole row."""

    concept: str
    slug: str
    path: tuple[str, ...]
    before: Any
    after: Any

    @property
    def where(self) -> str:
        return ".".join((self.concept, *filter(None, (self.slug, *self.path))))

    @property
    def action(self) -> str:
        if not self.path and self.before is None:
            return "added"
        return "removed" if not self.path and self.after is None else "changed"

    def _steps(self) -> Iterator[tuple[str, "Field[Any, Any] | None"]]:
        """Each step of the path in words, and the column that it names, if it names one."""
        shape: Shape | None = BY_NAME.get(self.concept)
        for step in self.path:
            if shape is not None and step in shape.parts:
                shape = shape.parts[step]
                yield str(shape.model._meta.verbose_name), None
            elif shape is not None and step in {*shape.columns, *shape.references, *shape.links}:
                yield str(shape.column(step).verbose_name), shape.column(step)
            else:
                yield step, None

    @property
    def field(self) -> str:
        """The field in the words of the admin: “evidence: legs.ache: how often”."""
        words = [word for word, _ in self._steps()]
        return ": ".join(words) or {"added": "new", "removed": "removed"}.get(self.action, "order")

    def said(self, value: Any) -> str:
        """A value of this field in words; of a choice, those that the form offers."""
        column = next((column for _, column in reversed(list(self._steps()))), None)
        if column is not None and isinstance(value, str) and column.choices:
            return str(dict(column.flatchoices).get(value, value))
        return as_text(value)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """All that differs in one row."""

    concept: str
    slug: str
    name: str  # what people call it
    differences: tuple[Difference, ...]

    @property
    def kind(self) -> str:
        shape = BY_NAME.get(self.concept)
        return str(shape.model._meta.verbose_name) if shape else self.concept

    @property
    def action(self) -> str:
        return self.differences[0].action

    @property
    def key(self) -> str:
        return f"{self.concept}.{self.slug}"


def compare(before: KnowledgeBase, after: KnowledgeBase) -> tuple[Difference, ...]:
    """What differs between two releases, in the order of the concepts."""
    return compare_plain(msgspec.to_builtins(before), msgspec.to_builtins(after))


def compare_plain(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    return tuple(
        difference
        for concept in CONCEPTS
        for difference in _concept(concept, before.get(concept.name, ()), after.get(concept.name, ()))
    )


def _concept(concept: Any, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    left, right = ({row["slug"]: row for row in rows} for rows in (before, after))
    for slug in dict.fromkeys((*left, *right)):
        old, new = left.get(slug), right.get(slug)
        if old is None or new is None:
            yield Difference(concept.name, slug, (), old, new)
            continue
        for name in {**old, **new}:
            if name not in concept.computed:
                for path, was, now in _fields((name,), old.get(name), new.get(name)):
                    yield Difference(concept.name, slug, path, was, now)


def _fields(path: tuple[str, ...], before: Any, after: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    before, after = _listed(before), _listed(after)
    if before == after:
        return
    left, right = _parts(before), _parts(after)
    if not left and not right:
        yield path, before, after
        return
    for key in dict.fromkeys((*left, *right)):
        old, new = left.get(key), right.get(key)
        if old is None or new is None:
            yield (*path, key), old, new
        else:
            for name in old:
                yield from _fields((*path, key, name), old[name], new.get(name))
    if list(left) != list(right) and left.keys() == right.keys():
        yield path, list(left), list(right)


def _listed(value: Any) -> Any:
    """Rows hold lists where structs hold tuples."""
    return list(value) if isinstance(value, tuple) else value


def _parts(value: Any) -> dict[str, dict[str, Any]]:
    """Parts by what they are called; empty for anything else."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, dict) for item in value):
        return {}
    return {next((item[key] for key in CALLED if key in item), str(at)): item for at, item in enumerate(value, 1)}


def by_row(differences: tuple[Difference, ...], *states: Mapping[str, Any]) -> tuple[RowDifference, ...]:
    """Differences gathered by row, each row with its name in the first of these states that has it."""
    found: dict[tuple[str, str], list[Difference]] = {}
    for difference in differences:
        found.setdefault((difference.concept, difference.slug), []).append(difference)
    names = {
        (concept.name, row["slug"]): _name(row)
        for concept in CONCEPTS
        for state in reversed(states)
        for row in state.get(concept.name, ())
    }
    return tuple(
        RowDifference(concept, slug, names.get((concept, slug), slug), tuple(items))
        for (concept, slug), items in found.items()
    )


def rows_between(before: KnowledgeBase, after: KnowledgeBase) -> tuple[RowDifference, ...]:
    plain = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return by_row(compare_plain(*plain), plain[1], plain[0])


def _name(row: Mapping[str, Any]) -> str:
    text = next((row[name] for name in NAMED if row.get(name)), row["slug"])
    return text if len(text) <= 80 else f"{text[:79]}…"


def as_text(value: Any) -> str:
    """A value in words."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        told = "; ".join(f"{name}: {as_text(item)}" for name, item in value.items() if item and name != "slug")
        return told if len(told) <= LONGEST else f"{told[:LONGEST]} …"
    if isinstance(value, list | tuple):
        return ", ".join(map(as_text, value)) or "—"
    return str(value)
