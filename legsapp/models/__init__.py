"""The rows that editors keep, one module a concept."""

from legsapp.models.advice_tags import AdviceTag
from legsapp.models.causes import Cause, EvidenceGroup, EvidenceRow, SelfCareLine
from legsapp.models.cautions import Caution
from legsapp.models.changes import Change
from legsapp.models.claims import ClaimCheck
from legsapp.models.comparisons import ComparisonRow
from legsapp.models.drink_rules import DrinkModifier, DrinkRule
from legsapp.models.drinks import Drink
from legsapp.models.electrolytes import Electrolyte
from legsapp.models.faqs import Faq
from legsapp.models.foods import Food
from legsapp.models.glossary import GlossaryTerm
from legsapp.models.places import Place
from legsapp.models.questions import Option, Question
from legsapp.models.red_flags import RedFlag
from legsapp.models.releases import Release
from legsapp.models.relief import Relief
from legsapp.models.scenarios import Scenario
from legsapp.models.shipments import Shipment
from legsapp.models.sign_ins import SignInFailure
from legsapp.models.site_states import SiteState
from legsapp.models.sources import Source
from legsapp.models.symptoms import Symptom
from legsapp.models.topics import Topic

__all__ = [
    "AdviceTag",
    "Cause",
    "Caution",
    "Change",
    "ClaimCheck",
    "ComparisonRow",
    "Drink",
    "DrinkModifier",
    "DrinkRule",
    "Electrolyte",
    "EvidenceGroup",
    "EvidenceRow",
    "Faq",
    "Food",
    "GlossaryTerm",
    "Option",
    "Place",
    "Question",
    "RedFlag",
    "Release",
    "Relief",
    "Scenario",
    "SelfCareLine",
    "Shipment",
    "SignInFailure",
    "SiteState",
    "Source",
    "Symptom",
    "Topic",
]
