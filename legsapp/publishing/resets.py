"""Putting chosen rows of one state of the content into another."""

from collections.abc import Collection
from typing import Any

import msgspec

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing.compile import with_questions
from legsapp.publishing.concepts import CONCEPTS


def composed(base: KnowledgeBase, other: KnowledgeBase, keys: Collection[str]) -> KnowledgeBase:
    """``base`` with the rows named ``concept.slug`` as they are in ``other``: put in, changed or taken out."""
    changed: dict[str, Any] = {}
    for concept in CONCEPTS:
        rows = {row.slug: row for row in getattr(base, concept.name)}
        theirs = {row.slug: row for row in getattr(other, concept.name)}
        wanted = [key.partition(".")[2] for key in keys if key.partition(".")[0] == concept.name]
        for slug in wanted:
            if slug in theirs:
                rows[slug] = theirs[slug]
            else:
                rows.pop(slug, None)
        if wanted:
            changed[concept.name] = tuple(rows.values())
    return with_questions(msgspec.structs.replace(base, **changed))
