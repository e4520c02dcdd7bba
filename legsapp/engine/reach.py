"""What can never come about: a question that is never asked, a rule that contradicts itself, a cause of no use."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations, islice, product

from .answers import Finding, finding, question_of
from .conditions import All, Any, AtLeast, Condition, Has, Not
from .knowledge import KnowledgeBase

MOST_WAYS = 5000  # in which a condition is tried to hold; one with more is taken to be possible
Way = tuple[frozenset[Finding], frozenset[Finding]]  # what must be reported, and what must not
Fault = tuple[str, str, str, str]  # concept, slug, field, what is wrong


def unreached(kb: KnowledgeBase, conditions: Mapping[tuple[str, str], Condition]) -> Iterator[Fault]:
    """Assumes of figures, flags and levels that they can be whatever a condition wants."""
    everything = {finding(q.slug, o.slug) for q in kb.questions for o in q.options}
    exclusive = {finding(q.slug, o.slug) for q in kb.questions for o in q.options if o.exclusive}
    single = {question.slug for question in kb.questions if question.kind == "single"}

    def possible(condition: Condition, known: AbstractSet[Finding]) -> bool:
        if not condition.findings() <= everything:  # which is another fault, and told as such
            return True
        tried = 0
        for tried, (told, denied) in enumerate(islice(ways(condition), MOST_WAYS), 1):  # noqa: B007
            if told <= known and not told & denied and _fits(told, single, exclusive):
                return True
        return tried == MOST_WAYS

    known: set[Finding] = set()
    waiting = list(kb.questions)
    while asked := [q for q in waiting if possible(conditions.get(("questions", q.slug), All(())), known)]:
        known.update(finding(question.slug, option.slug) for question in asked for option in question.options)
        waiting = [question for question in waiting if question not in asked]
    for question in waiting:
        yield "questions", question.slug, "applies_when", "can never hold: this question is never asked"
    for (concept, slug), condition in conditions.items():
        if concept != "questions" and not possible(condition, known):
            name = "personal" if concept == "comparisons" else "condition"
            yield concept, slug, name, "can never hold: no answers bring it about"
    for cause in kb.causes:
        if cause.evidence and known.isdisjoint(row.finding for row in cause.evidence):
            yield "causes", cause.slug, "evidence", "nobody is ever asked about any of it"


def _fits(told: frozenset[Finding], single: set[str], exclusive: set[Finding]) -> bool:
    """One person can say all of this: one answer to a single choice, and nothing beside "none of these"."""
    for one, other in combinations(told, 2):
        question = question_of(one)
        if question == question_of(other) and (question in single or one in exclusive or other in exclusive):
            return False
    return True


def ways(condition: Condition) -> Iterator[Way]:
    """Each set of findings with which it holds; one that says nothing where no finding decides."""
    if isinstance(condition, Has):
        yield frozenset({condition.name}), frozenset()
    elif isinstance(condition, Any):
        for item in condition.items:
            yield from ways(item)
    elif isinstance(condition, All):
        yield from _together(condition.items)
    elif isinstance(condition, AtLeast):
        for items in combinations(condition.items, condition.number):
            yield from _together(items)
    elif isinstance(condition, Not) and isinstance(condition.item, Has):
        yield frozenset(), frozenset({condition.item.name})
    else:
        yield frozenset(), frozenset()


def _together(items: Collection[Condition]) -> Iterator[Way]:
    for found in product(*(tuple(islice(ways(item), MOST_WAYS)) for item in items)):
        yield frozenset().union(*(told for told, _ in found)), frozenset().union(*(denied for _, denied in found))
