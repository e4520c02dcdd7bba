"""One history of the rows: every way of changing them passes here and leaves Change rows in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from legsapp.models import Change
from legsapp.publishing.compile import Plain, plain_rows
from legsapp.publishing.differences import Difference, compare_plain

WRITERS = 8_431  # the number of the lock that all who write rows share; any other would do


@contextmanager
def alone() -> Iterator[None]:
    """One transaction in which nobody else writes rows: what changed in it is what its owner changed.

    SQLite is so by itself, since its transactions begin IMMEDIATE.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])
        yield


@contextmanager
def recording(by: str, note: str = "") -> Iterator[None]:
    """Whatever happens to the rows inside is recorded, or undone together with its record."""
    with alone():
        before = plain_rows()
        yield
        record(before, plain_rows(), by, note)


def record(before: Plain, after: Plain, by: str, note: str = "") -> tuple[Difference, ...]:
    """Write what differs, one Change for each row."""
    differences = compare_plain(before, after)
    rows: dict[tuple[str, str], list[Difference]] = {}
    for difference in differences:
        rows.setdefault((difference.concept, difference.slug), []).append(difference)
    changes = [
        Change(by=by[:160], concept=concept, slug=slug, action=items[0].action, fields=_fields(items), note=note)
        for (concept, slug), items in rows.items()
    ]
    Change.objects.bulk_create(changes, batch_size=200)
    return differences


def _fields(differences: list[Difference]) -> list[list[Any]]:
    """[path, before, after] for each field; of a row that came or went, each field that said something."""
    first = differences[0]
    if first.action == "added":
        return [[name, None, value] for name, value in first.after.items() if value]
    if first.action == "removed":
        return [[name, value, None] for name, value in first.before.items() if value]
    return [[".".join(item.path), item.before, item.after] for item in differences]


def since(concept: str, slug: str, change: int) -> list[Change]:
    """What happened to a row after a change, oldest first."""
    return list(Change.objects.filter(concept=concept, slug=slug, pk__gt=change).order_by("pk"))


def last_number() -> int:
    """The newest change of all."""
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def told(change: Change) -> list[Difference]:
    """The fields of a Change as differences, for showing."""
    return [
        Difference(change.concept, change.slug, tuple(path.split(".")), before, after)
        for path, before, after in change.fields
    ]
