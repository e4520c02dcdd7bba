"""Which rows name a row, and would lose it when it is deleted."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from legsapp.publishing.concepts import CONCEPTS, AnyModel, Shape


@dataclass(frozen=True, slots=True)
class Use:
    concept: str
    kind: str  # in words
    slug: str
    name: str


def named_by(row: Model) -> tuple[Use, ...]:
    """Once each, in the order of the concepts. What must not lose it at all is not here: the database protects that."""
    return tuple(dict.fromkeys(_uses(row)))


def _uses(row: Model) -> Iterator[Use]:
    for concept in CONCEPTS:
        users = set(_linked(concept, row))
        for part in concept.parts.values():
            numbers = _linked(part, row)
            users |= set(part.model._default_manager.filter(pk__in=numbers).values_list(f"{part.parent}_id", flat=True))
        if users:
            kind = str(concept.model._meta.verbose_name)
            model: AnyModel = concept.model
            for slug, name in _called(model, users - ({row.pk} if type(row) is model else set())):
                yield Use(concept.name, kind, slug, name)


def _linked(shape: Shape, row: Model) -> Iterator[int]:
    """The numbers of the rows of a shape that link to this row."""
    for name, model in shape.links.items():
        if model is type(row):
            table, ours, theirs = shape.link_table(name)
            yield from table._default_manager.filter(**{theirs: row.pk}).values_list(ours, flat=True)


def _called(model: AnyModel, numbers: set[int]) -> Iterator[tuple[str, str]]:
    for found in model._default_manager.filter(pk__in=numbers):
        yield str(found.__dict__["slug"]), str(found)
