"""Who wrote what is about to go live: a clinical change is published by somebody who did not write it."""

from collections.abc import Mapping

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.models import Change, Release
from legsapp.publishing.differences import compare

CLINICAL = frozenset({"causes", "red_flags", "cautions", "drink_rules", "drink_modifiers"})


def clinical_rows(live: KnowledgeBase, draft: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Rows on which safety and ranking rest, and which differ."""
    found = ((item.concept, item.slug) for item in compare(live, draft) if item.concept in CLINICAL)
    return tuple(dict.fromkeys(found))


def writers(live: Release, rows: tuple[tuple[str, str], ...]) -> Mapping[tuple[str, str], frozenset[str]]:
    """Everybody who changed these rows since what is live was first published.

    After a rollback the live body is an older one: what was written since then counts, published in between or not.
    """
    first = Release.objects.filter(sha256=live.sha256).order_by("number").only("published_at").first() or live
    names: dict[tuple[str, str], set[str]] = {row: set() for row in rows}
    changes = Change.objects.filter(concept__in=CLINICAL, at__gte=first.published_at)
    for concept, slug, by in changes.values_list("concept", "slug", "by"):
        if (concept, slug) in names:
            names[concept, slug].add(by)
    return {row: frozenset(found) for row, found in names.items()}


def own_rows(by: str, live: Release, live_kb: KnowledgeBase, draft: KnowledgeBase) -> tuple[str, ...]:
    """Clinical rows that this person wrote and so may not publish."""
    found = writers(live, clinical_rows(live_kb, draft))
    return tuple(f"{concept}.{slug}" for (concept, slug), names in found.items() if by in names)
