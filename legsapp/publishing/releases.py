"""Publish, roll back, compare. A Release is one immutable row, so that it is there whole or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
from django.db import IntegrityError, connection, transaction

from legsapp.engine.knowledge import SCHEMA, KnowledgeBase, Struct
from legsapp.models import Release
from legsapp.publishing import bodies
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.gate import Examination, examine

ATTEMPTS = 3


class PublishError(Exception):
    """Nothing was published."""


class Refused(PublishError):
    """The gate found something that must not go live."""

    def __init__(self, examination: Examination) -> None:
        self.examination = examination
        super().__init__("\n".join(examination.blockers))


class Overtaken(PublishError):
    """Somebody else published in the meantime."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs between two releases."""

    where: str  # concept.slug.field, with the slugs of parts in between
    before: object
    after: object


def newest() -> Release | None:
    return Release.objects.newest().first()


def publish(by: str, note: str = "", seen: int | None = None) -> Release:
    """Make a Release of the rows. ``seen``: the newest number that the publisher knew of (0 for none).

    The gate takes seconds and looks before the transaction; what is written is what it looked at.
    """
    for _ in range(ATTEMPTS):
        _next_number(seen)
        kb = compile_rows()
        examination = examine(kb)
        if examination.blockers:
            raise Refused(examination)
        body = bodies.encode(kb)
        with _alone():
            number = _next_number(seen)
            if bodies.encode(compile_rows()) == body:
                return _write(number, body.decode(), SCHEMA, by, note)
    raise Overtaken("The rows keep changing while they are checked. Try again when the others have saved.")


def rollback(to: int, by: str, note: str = "", seen: int | None = None) -> Release:
    """A new Release with the body of an old one. The rows stay as they are."""
    with _alone():
        number = _next_number(seen)
        old = Release.objects.filter(number=to).first()
        if old is None:
            raise PublishError(f"There is no release {to}.")
        bodies.decode(old.body.encode(), old.schema, old.sha256)
        return _write(number, old.body, old.schema, by, note or f"Back to release {to}")


@contextmanager
def _alone() -> Iterator[None]:
    """One transaction that sees one state of the rows; of two publishers at once, one gets here first."""
    outermost = not connection.in_atomic_block
    try:
        with transaction.atomic():
            if outermost and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    except IntegrityError as late:
        raise Overtaken("Somebody else has just published. Look at their release first.") from late


def _next_number(seen: int | None) -> int:
    last = Release.objects.newest().values_list("number", flat=True).first() or 0
    if seen is not None and seen != last:
        raise Overtaken(f"Release {last} was published in the meantime. Look at it first.")
    return last + 1


def _write(number: int, body: str, schema: int, by: str, note: str) -> Release:
    return Release.objects.create(
        number=number,
        body=body,
        schema=schema,
        sha256=bodies.digest(body.encode()),
        published_by=by,
        note=note,
    )


def open_release(release: Release) -> KnowledgeBase:
    return bodies.decode(release.body.encode(), release.schema, release.sha256)


def compare(before: KnowledgeBase, after: KnowledgeBase) -> tuple[Difference, ...]:
    """What differs, field by field, in the order of the concepts."""
    return tuple(_differences("", before, after))


def _differences(where: str, before: object, after: object) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Struct) and isinstance(after, Struct):
        for name in before.__struct_fields__:
            yield from _differences(f"{where}.{name}".strip("."), getattr(before, name), getattr(after, name))
    elif (left := _named(before)) is not None and (right := _named(after)) is not None and (left or right):
        for key in dict.fromkeys((*left, *right)):
            yield from _differences(f"{where}.{key}", left.get(key), right.get(key))
        if list(left) != list(right) and left.keys() == right.keys():
            yield Difference(where, tuple(left), tuple(right))
    else:
        yield Difference(where, before, after)


def _named(value: object) -> Mapping[str, Struct] | None:
    """Structs by what they are called; None for anything else."""
    if not isinstance(value, tuple) or not all(isinstance(item, Struct) for item in value):
        return None
    return {_called(item, at): item for at, item in enumerate(value, 1)}


def _called(item: Struct, at: int) -> str:
    return getattr(item, "slug", None) or getattr(item, "finding", None) or str(at)


def as_text(value: object) -> str:
    """A value of a Difference in words."""
    if value is None:
        return "—"
    if isinstance(value, Struct):
        return "; ".join(f"{name}: {as_text(item)}" for name, item in msgspec.structs.asdict(value).items() if item)
    if isinstance(value, tuple):
        return ", ".join(map(as_text, value)) or "—"
    return str(value)
