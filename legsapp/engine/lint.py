"""What is wrong with a KnowledgeBase. An error must not be published; a warning is worth a look."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from .answers import finding, question_of
from .conditions import Compare, Condition, Facts, FlagFired, Has, LevelReached, Not
from .knowledge import PLACEHOLDERS, KnowledgeBase, Urgency
from .parsing import ConditionError, parse
from .reach import unreached

DISCOUNTING = frozenset(
    name
    for line in (
        "total.gt6w total.w1_6 swell_type.longterm swell_type.overnight_better swell_type.joint_only",
        "cramp.stretch_stops cramp.lt10 cramp.knot cramp.gt10 feel.cramp feel.ache feel.swollen feel.shooting",
        "when.all_time when.day_after swelling.one back.below_knee injury.strain_pop unwell.flu",
        "exercise.new_hard exercise.over60 exercise.over4h drank.less conditions.lymph_known body.thirst_pee",
    )
    for name in line.split()
)
"""The only findings that a ``not`` may name. Those that name danger stand under a second ``not``."""

_NUMBER = re.compile(
    r"(?<![\d.,] )(?<![\d.,])\b(999|111|112|911|811)\b(?![.,]?\d| \d{3})|\b\d{3,4}[ -]\d{3}[ -]\d{3,4}\b"
)
_PLACEHOLDER = re.compile(r"\{(.*?)\}")
_FREE_OF_NUMBERS = (
    "red_flags",
    "cautions",
    "causes",
    "drink_rules",
    "drink_modifiers",
    "relief",
    "faqs",
    "claims",
    "symptoms",
    "questions",
)


@dataclass(frozen=True, slots=True)
class Problem:
    severity: Literal["error", "warning"]
    where: str  # concept.slug.field
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.message}"


def lint(kb: KnowledgeBase) -> tuple[Problem, ...]:
    """All problems, errors first, in a stable order."""
    conditions, unread = _read_conditions(kb)
    checks: tuple[Callable[[KnowledgeBase, _Conditions], Iterator[Problem]], ...] = (
        _slugs,
        _references,
        _condition_references,
        _asking,
        _options,
        _unused,
        _unreached,
        _evidence,
        _dangers,
        _texts,
        _complete,
    )
    found = [*unread, *(problem for check in checks for problem in check(kb, conditions))]
    return tuple(sorted(found, key=lambda problem: (problem.severity, problem.where, problem.message)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == "error")


_Conditions = dict[tuple[str, str], Condition]  # (concept, slug) -> condition

_CONDITION_FIELDS = {
    "questions": "applies_when",
    "red_flags": "condition",
    "cautions": "condition",
    "drink_rules": "condition",
    "drink_modifiers": "condition",
    "relief": "condition",
    "comparisons": "personal",
}


def _read_conditions(kb: KnowledgeBase) -> tuple[_Conditions, list[Problem]]:
    conditions: _Conditions = {}
    problems = []
    for concept, name in _CONDITION_FIELDS.items():
        for row in getattr(kb, concept):
            text = getattr(row, name)
            if not text and concept not in ("red_flags", "cautions", "drink_rules", "drink_modifiers"):
                continue
            if not text:
                problems.append(_error(concept, row.slug, name, "has no condition; write 'always' if it is meant"))
                continue
            try:
                conditions[concept, row.slug] = parse(text)
            except ConditionError as wrong:
                problems.append(_error(concept, row.slug, name, str(wrong)))
    return conditions, problems


def _error(concept: str, slug: str, name: str, message: str) -> Problem:
    return Problem("error", f"{concept}.{slug}.{name}".rstrip("."), message)


def _warning(concept: str, slug: str, name: str, message: str) -> Problem:
    return Problem("warning", f"{concept}.{slug}.{name}".rstrip("."), message)


def _concepts(kb: KnowledgeBase) -> Iterator[tuple[str, tuple[msgspec.Struct, ...]]]:
    for field in msgspec.structs.fields(KnowledgeBase):
        if field.name != "schema":
            yield field.name, getattr(kb, field.name)


def _slugs(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    for concept, rows in _concepts(kb):
        for slug, times in Counter(row.slug for row in rows).items():  # type: ignore[attr-defined]
            if times > 1:
                yield _error(concept, slug, "slug", f"appears {times} times")
            if not re.fullmatch(r"[a-z0-9_]+", slug):
                yield _error(concept, slug, "slug", "may hold only small letters, digits and _")
    for question in kb.questions:
        for slug, times in Counter(option.slug for option in question.options).items():
            if times > 1:
                yield _error("questions", question.slug, slug, f"option appears {times} times")


def known_findings(kb: KnowledgeBase) -> frozenset[str]:
    return frozenset(finding(question.slug, option.slug) for question in kb.questions for option in question.options)


def _references(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    slugs = {concept: {row.slug for row in rows} for concept, rows in _concepts(kb)}  # type: ignore[attr-defined]
    findings = known_findings(kb)

    def missing(concept: str, slug: str, name: str, used: Iterable[str], target: Iterable[str]) -> Iterator[Problem]:
        for item in used:
            if item not in target:
                yield _error(concept, slug, name, f"names {item!r}, which does not exist")

    for concept, rows in _concepts(kb):
        for row in rows:
            slug = row.slug  # type: ignore[attr-defined]
            yield from missing(concept, slug, "sources", getattr(row, "sources", ()), slugs["sources"])
            tags = getattr(row, "tags", ()) if concept != "advice_tags" else ()
            yield from missing(concept, slug, "tags", tags, slugs["advice_tags"])
    for question in kb.questions:
        yield from missing("questions", question.slug, "topic", (question.topic,), slugs["topics"])
        rates = [option.base_rate_source for option in question.options if option.base_rate is not None]
        yield from missing("questions", question.slug, "base_rate_source", rates, slugs["sources"])
    for symptom in kb.symptoms:
        yield from missing("symptoms", symptom.slug, "findings", symptom.findings, findings)
    for cause in kb.causes:
        yield from missing("causes", cause.slug, "look_alikes", cause.look_alikes, slugs["causes"])
        yield from missing("causes", cause.slug, "evidence", (row.finding for row in cause.evidence), findings)
        yield from missing("causes", cause.slug, "evidence", (row.source for row in cause.evidence), slugs["sources"])
        for group in cause.groups:
            yield from missing("causes", cause.slug, f"groups.{group.slug}", group.findings, findings)
        for line in cause.self_care:
            yield from missing("causes", cause.slug, "self_care", line.tags, slugs["advice_tags"])
        yield from missing("causes", cause.slug, "food_aims", cause.food_aims, slugs["electrolytes"])
    for flag in kb.red_flags:
        yield from missing("red_flags", flag.slug, "pins", flag.pins, slugs["causes"])
    for caution in kb.cautions:
        yield from missing("cautions", caution.slug, "blocks", caution.blocks, slugs["advice_tags"] | {"all"})
    for rule in kb.drink_rules:
        yield from missing("drink_rules", rule.slug, "drinks", rule.drinks, slugs["drinks"])
    for relief in kb.relief:
        yield from missing("relief", relief.slug, "causes", relief.causes, slugs["causes"])
    for scenario in kb.scenarios:
        known = findings | slugs["questions"]
        yield from missing("scenarios", scenario.slug, "findings", scenario.findings, known)
        yield from missing("scenarios", scenario.slug, "causes", scenario.causes, slugs["causes"])
        flags = (*scenario.flags, *scenario.not_flags)
        yield from missing("scenarios", scenario.slug, "flags", flags, slugs["red_flags"])
        yield from missing("scenarios", scenario.slug, "blocked", scenario.blocked, slugs["advice_tags"])


def _condition_references(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    findings, flags = known_findings(kb), {flag.slug for flag in kb.red_flags}
    silent = {question.slug for question in kb.questions if question.record_only}
    for (concept, slug), condition in conditions.items():
        name = _CONDITION_FIELDS[concept]
        for part in condition.walk():
            if isinstance(part, Has):
                if part.name not in findings:
                    yield _error(concept, slug, name, f"names {part.name!r}, which does not exist")
                elif question_of(part.name) in silent:
                    yield _error(concept, slug, name, f"rests on {part.name!r}, which is only kept for the record")
            elif isinstance(part, FlagFired) and part.slug not in flags:
                yield _error(concept, slug, name, f"names the red flag {part.slug!r}, which does not exist")
            if concept in ("questions", "red_flags") and isinstance(part, FlagFired | LevelReached | Compare):
                yield _error(concept, slug, name, f"may not use '{part}'")


def _asking(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    topics = {topic.slug: topic for topic in kb.topics}
    by_topic: dict[str, set[str]] = {}
    for question in kb.questions:
        by_topic.setdefault(question.topic, set()).add(str(conditions.get(("questions", question.slug), "always")))
        condition = conditions.get(("questions", question.slug))
        if condition is None:
            continue
        if any(isinstance(part, Not) for part in condition.walk()):
            yield _error("questions", question.slug, "applies_when", "has a 'not': a tick would un-ask a question")
        own = {other.slug for other in kb.questions if other.topic == question.topic}
        for name in sorted(condition.findings()):
            if question_of(name) in own:
                yield _error("questions", question.slug, "applies_when", f"rests on {name!r} of its own page")
    for slug, forms in by_topic.items():
        if len(forms) > 1:
            yield _error(
                "topics",
                slug,
                "",
                "its questions apply under different conditions; give each a page of its own",
            )
    for slug in topics.keys() - by_topic.keys():
        yield _error("topics", slug, "", "has no question")
    for slug, number in Counter(question.topic for question in kb.questions).items():
        if number > 3:
            yield _error("topics", slug, "", f"has {number} questions; a page holds at most three")


def _options(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    for question in kb.questions:
        if not question.options:
            yield _error("questions", question.slug, "options", "has no options")
        exclusive = [option.slug for option in question.options if option.exclusive]
        if question.kind == "single" and exclusive:
            yield _error("questions", question.slug, "options", "is a single choice: no option needs to be exclusive")
        if question.kind == "multi" and not exclusive:
            yield _error("questions", question.slug, "options", "needs an exclusive option such as 'none of these'")
        rates = [option.base_rate for option in question.options if option.base_rate is not None]
        for option in question.options:
            if option.base_rate is not None and not 0 < option.base_rate < 1:
                yield _error("questions", question.slug, option.slug, "base rate must lie between 0 and 1")
            if (
                question.kind == "multi"
                and not option.exclusive
                and not question.record_only
                and option.base_rate is None
            ):
                yield _error("questions", question.slug, option.slug, "has no base rate")
        if question.kind == "single" and not question.record_only and rates and not 0.9 <= sum(rates) <= 1.1:
            yield _warning("questions", question.slug, "options", f"base rates add up to {sum(rates):.2f}, not 1")


def used_findings(kb: KnowledgeBase, conditions: _Conditions) -> frozenset[str]:
    """Findings that something rests on: evidence, a red flag, caution, drink rule, relief or what to ask."""
    in_conditions = {name for condition in conditions.values() for name in condition.findings()}
    in_evidence = {row.finding for cause in kb.causes for row in cause.evidence}
    return frozenset(in_conditions | in_evidence)


def _unused(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    used = used_findings(kb, conditions)
    for question in kb.questions:
        if question.record_only:
            continue
        names = [finding(question.slug, option.slug) for option in question.options]
        if not used.intersection(names):
            yield _error("questions", question.slug, "", "nothing rests on it")
        for option, name in zip(question.options, names, strict=True):
            if question.kind == "multi" and not option.exclusive and name not in used:
                yield _error("questions", question.slug, option.slug, "nothing rests on this option")


def _unreached(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    return (_error(*fault) for fault in unreached(kb, conditions))


def _evidence(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    rates = {finding(q.slug, o.slug): o.base_rate for q in kb.questions for o in q.options}
    for cause in kb.causes:
        if not cause.evidence:
            yield _error("causes", cause.slug, "evidence", "has no evidence: it could never be found")
        for name, times in Counter(row.finding for row in cause.evidence).items():
            if times > 1:
                yield _error("causes", cause.slug, "evidence", f"names {name} {times} times")
        for row in cause.evidence:
            if not row.source.strip():
                yield _error("causes", cause.slug, row.finding, "names neither a source nor 'judgement'")
            if row.how_often is None and row.lr_present is None:
                yield _error("causes", cause.slug, row.finding, "has neither how often nor a likelihood ratio")
            if row.how_often is not None and not 0 <= row.how_often <= 1:
                yield _error("causes", cause.slug, row.finding, "how often must lie between 0 and 1")
            if any(ratio is not None and ratio <= 0 for ratio in (row.lr_present, row.lr_absent)):
                yield _error("causes", cause.slug, row.finding, "a likelihood ratio must be above 0")
            if row.finding in rates and rates[row.finding] is None:
                yield _error("causes", cause.slug, row.finding, "rests on an option without a base rate")
        for group in cause.groups:
            if group.cap_for < 1 or not 0 < group.cap_against <= 1:
                yield _error(
                    "causes",
                    cause.slug,
                    f"groups.{group.slug}",
                    "caps are ratios: at least 1 for, at most 1 against",
                )
        if not 0 < cause.prior_per_1000 < 500:
            yield _error("causes", cause.slug, "prior_per_1000", "must lie between 0 and 500")


def _dangers(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    for flag in kb.red_flags:
        condition = conditions.get(("red_flags", flag.slug))
        if condition is None:
            continue
        if not condition.positives():
            yield _error("red_flags", flag.slug, "condition", "needs at least one finding that was reported")
        for part in condition.walk():
            if isinstance(part, Not):
                for name in sorted(part.findings() - DISCOUNTING):
                    yield _error(
                        "red_flags",
                        flag.slug,
                        "condition",
                        f"'not' may not name {name}: it is no discounting option",
                    )
        if flag.urgency.at_least(Urgency.SAME_DAY):
            yield from _unreachable(flag.slug, condition, conditions)


def _unreachable(slug: str, condition: Condition, conditions: _Conditions) -> Iterator[Problem]:
    """Every finding of a rule must be asked about when the rule's other findings are reported."""
    told: set[str] = set()
    for branch in condition.branches():
        for name in sorted(branch.positives()):
            applies = conditions.get(("questions", question_of(name)))
            if applies is None or name in told:
                continue
            others = {other for other in branch.positives() if question_of(other) != question_of(name)}
            if others and not applies.holds(Facts(true=frozenset(others))):
                told.add(name)
                yield _warning(
                    "red_flags",
                    slug,
                    "condition",
                    f"{name} may not be asked when the other findings are there",
                )


def _texts(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    for concept, rows in _concepts(kb):
        for row in rows:
            for path, text in _strings(row):
                for name in _PLACEHOLDER.findall(text):
                    if name not in PLACEHOLDERS:
                        yield _error(concept, row.slug, path, f"unknown placeholder {{{name}}}")  # type: ignore[attr-defined]
                if concept in _FREE_OF_NUMBERS and _NUMBER.search(text) and not path.endswith(("source", "sources")):
                    yield _error(concept, row.slug, path, "holds a telephone number; use a placeholder")  # type: ignore[attr-defined]


def _strings(row: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(row, str):
        yield path, row
    elif isinstance(row, tuple):
        for item in row:
            yield from _strings(item, path)
    elif isinstance(row, msgspec.Struct):
        for name in row.__struct_fields__:
            yield from _strings(getattr(row, name), f"{path}.{name}".lstrip("."))


def _complete(kb: KnowledgeBase, conditions: _Conditions) -> Iterator[Problem]:
    for cause in kb.causes:
        for name in ("summary", "electrolytes_text", "see_sooner"):
            if not getattr(cause, name):
                yield _error("causes", cause.slug, name, "is empty")
        if not cause.sources:
            yield _error("causes", cause.slug, "sources", "has no source")
    for flag in kb.red_flags:
        if not flag.advice:
            yield _error("red_flags", flag.slug, "advice", "is empty")
        if not flag.sources:
            yield _error("red_flags", flag.slug, "sources", "has no source")
    if kb.drink_rules and not any(
        str(conditions.get(("drink_rules", rule.slug))) == "always" for rule in kb.drink_rules
    ):
        yield _error("drink_rules", "", "", "the last rule must hold always")
    if kb.questions and not kb.places:
        yield _error("places", "", "", "there is no place: nobody could be told whom to call")
    carried = {tag for cause in kb.causes for line in cause.self_care for tag in line.tags}
    for concept in ("foods", "drinks", "drink_rules", "drink_modifiers", "relief"):
        carried.update(tag for row in getattr(kb, concept) for tag in row.tags)
    for tag in kb.advice_tags:
        if kb.causes and tag.slug not in carried and tag.slug != "all":
            yield _warning("advice_tags", tag.slug, "", "no advice carries it, so blocking it does nothing")
