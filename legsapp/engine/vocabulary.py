"""The closed vocabularies: how urgent, how sure, which verdict, which sections and placeholders."""

from enum import StrEnum
from typing import Literal


class Urgency(StrEnum):
    """How soon to get help; the members stand from most to least urgent. OUT_OF_SCOPE is an ending."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    GP_SOON = "gp_soon"
    GP_ROUTINE = "gp_routine"
    PHARMACIST = "pharmacist"
    SELF_CARE = "self_care"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def rank(self) -> int:
        """Larger is more urgent; OUT_OF_SCOPE is below all."""
        return _RANKS[self]

    @property
    def ends(self) -> bool:
        """True when no further question should stand between the person and the advice."""
        return self in (Urgency.EMERGENCY, Urgency.OUT_OF_SCOPE)

    def at_least(self, other: "Urgency") -> bool:
        return self.rank >= other.rank


_RANKS = {level: len(Urgency) - place for place, level in enumerate(Urgency)}


class Verdict(StrEnum):
    """Would electrolytes help?"""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    FIND_OUT_FIRST = "find_out_first"
    AVOID = "avoid"


class Grade(StrEnum):
    """How sure the evidence is; shown as four bars and two words."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    CONFLICTING = "conflicting"
    NONE = "none"


Section = Literal["safety", "about", "legs", "details", "health"]
SECTIONS: tuple[Section, ...] = ("safety", "about", "legs", "details", "health")

Kind = Literal["single", "multi"]
# Under what a clinician looks for a finding.
Concern = Literal["heart", "nerves", "vessels", "skin", "limb", "general"]
CONCERNS: tuple[Concern, ...] = ("heart", "nerves", "vessels", "skin", "limb", "general")
PLACEHOLDERS = (
    "emergency",  # the number to call, e.g. 999
    "urgent_line",  # who to ring today, e.g. NHS 111
    "gp",  # what the family doctor is called, e.g. GP
    "pharmacist",
    "hospital",  # e.g. A&E, the emergency room
    "minor_injuries",  # e.g. a minor injuries unit
    "maternity",  # e.g. maternity unit
    "midwife",
)
