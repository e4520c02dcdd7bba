"""What publishing would change for people: every scenario before and after."""

from dataclasses import dataclass

from legsapp.engine.assessment import Assessment
from legsapp.engine.knowledge import KnowledgeBase, Scenario
from legsapp.publishing.gate import IN_WORDS, examine

FIRST = 3
FOODS = 6


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
    known = {outcome.walk.scenario.slug: outcome.walk.assessment for outcome in examine(before).outcomes}
    found = []
    for outcome in examine(after).outcomes:
        scenario = outcome.walk.scenario
        if scenario.slug in known and (effects := _effects(known[scenario.slug], outcome.walk.assessment)):
            found.append(Impact(scenario, effects))
    return tuple(sorted(found, key=lambda item: item.effects[0].what != "urgency"))


def _effects(before: Assessment, after: Assessment) -> tuple[Effect, ...]:
    pairs = zip(_told(before), _told(after), strict=True)
    return tuple(Effect(what, was, now) for (what, was), (_, now) in pairs if was != now)


def _told(found: Assessment) -> tuple[tuple[str, str], ...]:
    shown = [item.cause.name for item in (*found.rule_out, *found.shown)][:FIRST]
    foods = [food.name for food in found.foods.foods[:FOODS]]
    return (
        ("urgency", IN_WORDS[found.urgency.value]),
        ("first three", ", ".join(shown) or "no cause"),
        ("drink", found.fluids.rule.recommendation),
        ("electrolytes", found.fluids.verdict.value),
        ("foods", ", ".join(foods) or "none"),
        ("advice kept back", ", ".join(sorted(found.blocked)) or "none"),
    )
