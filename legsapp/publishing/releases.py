"""Publish and roll back. A Release is one immutable row, so that it is there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from legsapp.engine.knowledge import SCHEMA, KnowledgeBase
from legsapp.models import Release
from legsapp.publishing import bodies
from legsapp.publishing.authorship import own_rows
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.concepts import CONCEPTS
from legsapp.publishing.gate import examine
from legsapp.publishing.verdicts import Examination

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


class OwnWork(PublishError):
    """A clinical change needs a second person."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        self.rows = rows
        super().__init__(f"You wrote these clinical changes; somebody else must publish them: {', '.join(rows)}.")


def newest() -> Release | None:
    return Release.objects.newest().first()


def publish(by: str, note: str = "", seen: int | None = None, *, four_eyes: bool = False) -> Release:
    """Make a Release of the rows. ``seen``: the newest number that the publisher knew of (0 for none).

    The gate takes seconds and looks before the transaction; what is written is what it looked at.
    ``four_eyes``: clinical changes must come from somebody else.
    """
    for _ in range(ATTEMPTS):
        _next_number(seen)
        kb = compile_rows()
        if four_eyes:
            _not_by(by, kb)
        examination = examine(kb)
        if examination.blockers:
            raise Refused(examination)
        body = bodies.encode(kb)
        with _alone():
            number = _next_number(seen)
            if bodies.encode(compile_rows()) == body:
                return _write(number, body.decode(), SCHEMA, by, note, counts(kb))
    raise Overtaken("The rows keep changing while they are checked. Try again when the others have saved.")


def rollback(to: int, by: str, note: str = "", seen: int | None = None) -> Release:
    """A new Release with the body of an old one. The rows stay as they are."""
    with _alone():
        number = _next_number(seen)
        old = Release.objects.filter(number=to).first()
        if old is None:
            raise PublishError(f"There is no release {to}.")
        kb = open_release(old)
        return _write(number, old.body, old.schema, by, note or f"Back to release {to}", counts(kb))


def _not_by(by: str, draft: KnowledgeBase) -> None:
    live = newest()
    if live is not None and (rows := own_rows(by, live, open_release(live), draft)):
        raise OwnWork(rows)


def counts(kb: KnowledgeBase) -> dict[str, int]:
    """How much of each concept a release holds."""
    return {concept.name: len(getattr(kb, concept.name)) for concept in CONCEPTS}


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


def _write(number: int, body: str, schema: int, by: str, note: str, counts: dict[str, int]) -> Release:
    return Release.objects.create(
        number=number,
        body=body,
        schema=schema,
        sha256=bodies.digest(body.encode()),
        published_by=by,
        note=note,
        counts=counts,
    )


def open_release(release: Release) -> KnowledgeBase:
    return bodies.decode(release.body.encode(), release.schema, release.sha256)
