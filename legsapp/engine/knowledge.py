"""What is known: frozen structs that together make one KnowledgeBase.

Every concept has a slug, its natural key. Texts may hold placeholders such as ``{emergency}`` that are
filled from the person's Place. Conditions are text in the small language of ``conditions``.
Figures: ``base_rate`` and ``how_often`` are probabilities (0-1), priors are per 1000 adults with leg trouble.
"""

from typing import Literal

import msgspec

from .vocabulary import PLACEHOLDERS, SECTIONS, Concern, Grade, Kind, Section, Urgency, Verdict

__all__ = [
    "PLACEHOLDERS",
    "SCHEMA",
    "SECTIONS",
    "Grade",
    "Kind",
    "KnowledgeBase",
    "Section",
    "Urgency",
    "Verdict",
]

SCHEMA = 1


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every piece of knowledge: immutable, strict about its fields."""


class Source(Struct, frozen=True, kw_only=True):
    slug: str
    title: str
    authors: str = ""
    year: int | None = None
    publisher: str = ""  # journal or body, with volume and pages
    doi: str = ""
    url: str = ""  # only a publisher, journal, PubMed, Cochrane or public body; else empty
    kind: Literal["study", "review", "guideline", "official", "book", "data", "judgement"] = "study"
    checked: str = ""  # ISO date; empty when the page itself was not opened


class Topic(Struct, frozen=True, kw_only=True):
    """One page of the questionnaire: a question, or up to three short ones that belong together."""

    slug: str
    section: Section
    position: int
    title: str
    core: bool = False  # asked of everybody it applies to, in the order of position
    questions: tuple[str, ...] = ()  # filled when compiled: question slugs in order


class Option(Struct, frozen=True, kw_only=True):
    """A finding: one thing a person can tell us."""

    slug: str
    label: str
    meaning: str = ""  # what the words mean, in one plain sentence
    heading: str = ""  # a subheading shown before this option in a long list; repeats end a run
    exclusive: bool = False  # "none of these": cannot be ticked with others
    base_rate: float | None = None  # how common among adults with leg trouble; None for exclusive ones
    base_rate_source: str = "judgement"
    replaces: tuple[str, ...] = ()  # finding ids of older banks, "question.option"
    term: str = ""  # a clinician's word for it, shorter than the label: how the sheet says that it was denied
    concern: Concern = "general"


class Question(Struct, frozen=True, kw_only=True):
    slug: str
    topic: str
    position: int
    kind: Kind
    text: str
    help: str = ""
    why: str = ""  # why we ask
    applies_when: str = ""  # a condition; empty: always. Never a "not", never a question of its own topic
    skippable: bool = True
    record_only: bool = False  # kept for the summary; nothing is computed from it
    sources: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


class Symptom(Struct, frozen=True, kw_only=True):
    """A name people use for what they feel."""

    slug: str
    name: str
    medical_name: str = ""
    summary: str = ""
    can_mean: str = ""
    electrolytes: str = ""  # whether electrolytes matter for it
    findings: tuple[str, ...] = ()  # "question.option" that mean it
    sources: tuple[str, ...] = ()


class Line(Struct, frozen=True, kw_only=True):
    """One line of advice and the advice tags that a caution can block it by."""

    text: str
    tags: tuple[str, ...] = ()


class Evidence(Struct, frozen=True, kw_only=True):
    """How often people with the cause report a finding. Both likelihood ratios follow from it and the base rate."""

    finding: str  # "question.option"
    how_often: float | None = None
    lr_present: float | None = None  # a published ratio that fits this setting; wins over how_often
    lr_absent: float | None = None
    source: str = "judgement"
    note: str = ""


class Group(Struct, frozen=True, kw_only=True):
    """Correlated findings of one cause, counted together and capped (likelihood ratios)."""

    slug: str
    findings: tuple[str, ...]
    cap_for: float
    cap_against: float
    note: str = ""


class Cause(Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    medical_name: str
    icd10: str = ""
    group: str = ""  # muscle, circulation, nerve, joint, bone, skin, whole_body, medicine, infection, pregnancy
    summary: str = ""
    covers: str = ""  # what a merged name covers
    common: Literal["common", "uncommon", "rare"] = "uncommon"
    prior_per_1000: float = 1.0
    prior_note: str = ""
    contributor: bool = False  # adds to leg trouble rather than being a disease; shown beside the causes
    urgency: Urgency = Urgency.GP_ROUTINE
    electrolytes: Verdict = Verdict.NO
    electrolytes_text: str = ""
    electrolytes_grade: Grade = Grade.NONE
    food_aims: tuple[str, ...] = ()  # electrolytes whose food sources are worth naming for it
    self_care: tuple[Line, ...] = ()
    clinician: tuple[str, ...] = ()
    see_sooner: str = ""
    look_alikes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviewed_on: str = ""
    review_by: str = ""
    evidence: tuple[Evidence, ...] = ()
    groups: tuple[Group, ...] = ()


class RedFlag(Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    urgency: Urgency
    condition: str
    advice: str
    why: str = ""
    while_waiting: str = ""  # eat, drink, position and such while help comes
    pins: tuple[str, ...] = ()  # causes to rule out first
    sources: tuple[str, ...] = ()
    reviewed_on: str = ""
    review_by: str = ""


class AdviceTag(Struct, frozen=True, kw_only=True):
    slug: str
    name: str


class Caution(Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    condition: str
    blocks: tuple[str, ...]  # advice tags
    instead: str
    why: str = ""
    precedence: int = 100  # smaller is said first and wins where two disagree
    sources: tuple[str, ...] = ()


class Electrolyte(Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    symbol: str
    role: str
    blood: str = ""
    low: str = ""
    high: str = ""
    intake: str = ""
    upper: str = ""
    sweat: str = ""
    best_evidence: str = ""
    grade: Grade = Grade.WEAK
    daily_value_mg: int | None = None
    sources: tuple[str, ...] = ()


class Food(Struct, frozen=True, kw_only=True):
    """Amounts are per serving; None where the data base reports none."""

    slug: str
    name: str
    group: str
    serving: str
    serving_g: float
    potassium_mg: float | None = None
    magnesium_mg: float | None = None
    sodium_mg: float | None = None
    calcium_mg: float | None = None
    sugars_g: float | None = None
    energy_kcal: float | None = None
    diet: tuple[str, ...] = ()  # vegan, vegetarian
    contains: tuple[str, ...] = ()  # milk, nuts, peanut, fish, egg, gluten, soy, sesame
    may_contain: str = ""
    tags: tuple[str, ...] = ()  # advice tags
    notes: str = ""
    fdc_id: str = ""
    source: str = "usda_sr28"


class Drink(Struct, frozen=True, kw_only=True):
    """Amounts are per litre; None where not reported."""

    slug: str
    name: str
    category: str
    sodium_mmol: float | None = None
    sodium_mg: float | None = None
    potassium_mmol: float | None = None
    potassium_mg: float | None = None
    magnesium_mg: float | None = None
    calcium_mg: float | None = None
    sugars_g: float | None = None
    carbohydrate_g: float | None = None
    energy_kcal: float | None = None
    alcohol_g: float | None = None
    osmolality: str = ""
    best_for: str = ""
    caution: str = ""
    contains: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # advice tags
    basis: str = ""
    fdc_id: str = ""
    source: str = "usda_sr28"


class DrinkRule(Struct, frozen=True, kw_only=True):
    """Water or electrolytes: the first rule (by position) whose condition holds wins."""

    slug: str
    position: int
    condition: str
    recommendation: str  # stop_and_get_help, do_not_drink_more, personal_plan, ors, electrolyte_drink, ...
    title: str
    text: str
    reason: str
    verdict: Verdict | None = None  # None: the causes decide
    grade: Grade = Grade.WEAK
    tags: tuple[str, ...] = ()
    drinks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class DrinkModifier(Struct, frozen=True, kw_only=True):
    """A sentence added to a drink rule for a person."""

    slug: str
    condition: str
    applies_to: tuple[str, ...]  # recommendations; empty: all
    text: str
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Relief(Struct, frozen=True, kw_only=True):
    slug: str
    name: str
    kind: Literal["movement", "touch", "temperature", "position", "medicine", "supplement", "food_drink", "daily_life"]
    how: str
    helps: str
    grade: Grade
    evidence: str
    who_must_not: str
    causes: tuple[str, ...] = ()  # causes it is offered for; empty: none by itself
    condition: str = ""  # or offered when this holds
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class ComparisonRow(Struct, frozen=True, kw_only=True):
    slug: str
    table: Literal["fluids", "treatments"]
    position: int
    feature: str
    cells: tuple[str, ...]  # fluids: electrolyte drink, water; treatments: nutrition, lifestyle, medical
    personal: str = ""  # condition under which ``personal_text`` is added
    personal_text: str = ""
    sources: tuple[str, ...] = ()


class Faq(Struct, frozen=True, kw_only=True):
    slug: str
    position: int
    question: str
    answer: str
    sources: tuple[str, ...] = ()


class ClaimCheck(Struct, frozen=True, kw_only=True):
    slug: str
    position: int
    claim: str  # what people say
    verdict: Literal["supported", "partly", "not_shown", "wrong", "unsafe"]
    finding: str  # what trials found
    grade: Grade = Grade.WEAK
    sources: tuple[str, ...] = ()
    reviewed_on: str = ""
    review_by: str = ""


class GlossaryTerm(Struct, frozen=True, kw_only=True):
    slug: str
    term: str
    meaning: str
    also: tuple[str, ...] = ()


class Place(Struct, frozen=True, kw_only=True):
    """Where a person is: whom to call and what services are called there."""

    slug: str
    name: str
    position: int
    emergency: str
    emergency_other: str = ""  # text, relay or app, where the place has it
    urgent_line: str
    gp: str
    pharmacist: str
    hospital: str
    minor_injuries: str
    maternity: str
    midwife: str
    units: Literal["metric", "us", "uk"] = "metric"
    sources: tuple[str, ...] = ()


class Scenario(Struct, frozen=True, kw_only=True):
    """A short story and what must come of it: the tests that editors write."""

    slug: str
    story: str
    findings: tuple[str, ...]  # "question.option"; a question named without option was skipped
    urgency: Urgency  # expected, exact
    at_least: bool = False  # urgency may be higher
    at_most: bool = False  # urgency may be lower
    causes: tuple[str, ...] = ()  # one of these must be shown
    flags: tuple[str, ...] = ()  # all of these must fire
    not_flags: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()  # advice tags that must be blocked
    drink: str = ""  # expected recommendation
    kind: Literal["must_fire", "must_not", "story", "look_alike", "caution", "editor"] = "editor"


class KnowledgeBase(Struct, frozen=True, kw_only=True):
    schema: int = SCHEMA
    sources: tuple[Source, ...] = ()
    topics: tuple[Topic, ...] = ()
    questions: tuple[Question, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    causes: tuple[Cause, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    advice_tags: tuple[AdviceTag, ...] = ()
    cautions: tuple[Caution, ...] = ()
    electrolytes: tuple[Electrolyte, ...] = ()
    foods: tuple[Food, ...] = ()
    drinks: tuple[Drink, ...] = ()
    drink_rules: tuple[DrinkRule, ...] = ()
    drink_modifiers: tuple[DrinkModifier, ...] = ()
    relief: tuple[Relief, ...] = ()
    comparisons: tuple[ComparisonRow, ...] = ()
    faqs: tuple[Faq, ...] = ()
    claims: tuple[ClaimCheck, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    places: tuple[Place, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
