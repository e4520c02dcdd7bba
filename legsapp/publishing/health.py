"""How well the content is: scenarios, urgency, evidence, reading ages, reviews and sources, as plain data."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from legsapp.engine.knowledge import Cause, ClaimCheck, KnowledgeBase, RedFlag, Urgency
from legsapp.publishing.bodies import plain
from legsapp.publishing.concepts import BY_NAME
from legsapp.publishing.reading import OLDEST, READ, reading_age, terms_of, texts
from legsapp.publishing.verdicts import Verdict

REVIEWED = ("causes", "claims", "red_flags")


@dataclass(frozen=True, slots=True)
class Passed:
    """Scenarios of one kind."""

    kind: str
    good: int
    total: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """How well a cause is described by evidence."""

    name: str
    slug: str
    rows: int
    published: int  # rows that rest on more than judgement
    scenarios: int


@dataclass(frozen=True, slots=True)
class Overdue:
    kind: str
    concept: str
    slug: str
    name: str
    review_by: str


def passes(outcomes: tuple[Verdict, ...]) -> tuple[Passed, ...]:
    kinds: dict[str, list[Verdict]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.scenario.kind, []).append(outcome)
    return tuple(
        Passed(
            kind,
            sum(not item.faults for item in items),
            len(items),
            tuple(item.scenario.slug for item in items if item.faults),
        )
        for kind, items in sorted(kinds.items())
    )


def confusion(outcomes: tuple[Verdict, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Expected urgency, and how often each urgency came out."""
    pairs = Counter((item.scenario.urgency, item.found) for item in outcomes)
    return tuple((expected.value, tuple(pairs[expected, found] for found in Urgency)) for expected in Urgency)


def coverage(kb: KnowledgeBase) -> tuple[Covered, ...]:
    """Causes with the least evidence first."""
    judged = {source.slug for source in kb.sources if source.kind == "judgement"}
    named = Counter(slug for scenario in kb.scenarios for slug in scenario.causes)
    found = (
        Covered(
            cause.name,
            cause.slug,
            len(cause.evidence),
            sum(row.source not in judged for row in cause.evidence),
            named[cause.slug],
        )
        for cause in kb.causes
    )
    return tuple(sorted(found, key=lambda item: (item.rows, item.slug)))


def reading_ages(kb: KnowledgeBase) -> tuple[Mapping[int, int], tuple[tuple[float, str], ...]]:
    """How many texts can be read by which age, and the hardest ones."""
    rows = plain(kb)
    terms = terms_of(rows["glossary"])
    found = [
        (age, f"{concept}.{row['slug']}: {field}")
        for concept in READ
        for row in rows[concept]
        for field, text in texts(concept, row)
        if (age := reading_age(text, terms)) is not None
    ]
    counts = Counter(ceil(age) for age, _ in found)
    hardest = sorted((item for item in found if item[0] > OLDEST), reverse=True)
    return dict(sorted(counts.items())), tuple(hardest[:25])


def overdue(kb: KnowledgeBase, today: date) -> tuple[Overdue, ...]:
    """Reviews that should have happened, red flags first, then the longest overdue."""
    found = list(_overdue(kb, today))
    return tuple(sorted(found, key=lambda item: (item.concept != "red_flags", item.review_by, item.slug)))


def _overdue(kb: KnowledgeBase, today: date) -> Iterator[Overdue]:
    for concept in REVIEWED:
        kind = str(BY_NAME[concept].model._meta.verbose_name)
        rows: tuple[Cause | ClaimCheck | RedFlag, ...] = getattr(kb, concept)
        for row in rows:
            if row.review_by and row.review_by < today.isoformat():
                name = row.claim if isinstance(row, ClaimCheck) else row.name
                yield Overdue(kind, concept, row.slug, name, row.review_by)


def never_reviewed(kb: KnowledgeBase) -> Mapping[str, int]:
    """How many rows have no date of review at all."""
    return {concept: sum(not row.review_by for row in getattr(kb, concept)) for concept in REVIEWED}


def without_address(kb: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Sources that name no primary address."""
    return tuple(
        (source.slug, source.title)
        for source in kb.sources
        if source.kind != "judgement" and not source.doi and not source.url
    )
