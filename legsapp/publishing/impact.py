"""What publishing would change for people: every scenario before and after."""

from dataclasses import dataclass

from legsapp.engine.knowledge import KnowledgeBase, Scenario
from legsapp.publishing.gate import examine
from legsapp.publishing.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a person with this story would be told otherwise."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Impact:
    scenario: Scenario
    effects: tuple[Effect, ...]


def impact(before: KnowledgeBase, after: KnowledgeBase) -> tuple[Impact, ...]:
    """Scenarios of both states that come out differently, urgency first."""
    known = {outcome.scenario.slug: outcome for outcome in examine(before).outcomes}
    found = []
    for outcome in examine(after).outcomes:
        slug = outcome.scenario.slug
        if slug in known and (effects := _effects(known[slug], outcome)):
            found.append(Impact(outcome.scenario, effects))
    return tuple(sorted(found, key=lambda item: item.effects[0].what != "urgency"))


def _effects(before: Verdict, after: Verdict) -> tuple[Effect, ...]:
    pairs = zip(before.told, after.told, strict=True)
    return tuple(Effect(what, was, now) for (what, was), (_, now) in pairs if was != now)
