"""The words of the library for the engine's closed sets and figures. Each is marked for translation."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from legsapp.engine.knowledge import Urgency, Verdict

from .words import Text

NEUTRAL_EMERGENCY: Text = _("your local emergency number")

CAUSE_GROUPS: Mapping[str, tuple[Text, Text]] = {
    "muscle": (_("Muscles and tendons"), _("Cramp, strain, soreness and tired muscle.")),
    "circulation": (_("Veins, arteries and lymph"), _("Blood or fluid that does not flow as it should.")),
    "nerve": (_("Nerves, spine and brain"), _("Tingling, numbness, shooting pain, weakness.")),
    "joint": (_("Joints"), _("Hips, knees, ankles and the tissue round them.")),
    "bone": (_("Bones"), _("Cracks, soft bone and deep bone pain.")),
    "skin": (_("Skin and what lies under it"), _("Lumps, bites and tender fat.")),
    "whole_body": (
        _("Blood salts, hormones and the whole body"),
        _("An illness elsewhere can show first in the legs."),
    ),
    "medicine": (_("Medicines"), _("Trouble that a tablet can bring, or stopping one.")),
    "infection": (_("Infections"), _("From a passing virus to the ones that cannot wait.")),
    "pregnancy": (_("Pregnancy"), _("Before a birth and in the weeks after it.")),
}
COMMON_HEADINGS: Mapping[str, Text] = {
    "common": _("Often behind it"),
    "uncommon": _("Less often"),
    "rare": _("Rare, but worth knowing"),
}
COMMON_TEXT: Mapping[str, Text] = {
    "common": _("Common: many people with leg trouble have it"),
    "uncommon": _("Less common: a few people with leg trouble have it"),
    "rare": _("Rare: very few people with leg trouble have it"),
}
URGENCY_SHORT: Mapping[Urgency, Text] = {
    Urgency.EMERGENCY: _("Emergency"),
    Urgency.SAME_DAY: _("Help today"),
    Urgency.GP_SOON: _("Within days"),
    Urgency.GP_ROUTINE: _("Within weeks"),
    Urgency.PHARMACIST: _("Pharmacist"),
    Urgency.SELF_CARE: _("Care at home"),
    Urgency.OUT_OF_SCOPE: _("Ask somebody who can examine you"),
}
VERDICT_SHORT: Mapping[Verdict, Text] = {
    Verdict.YES: _("Likely to help"),
    Verdict.MAYBE: _("May help a little"),
    Verdict.NO: _("Unlikely to help"),
    Verdict.FIND_OUT_FIRST: _("Test first"),
    Verdict.AVOID: _("Not now: may harm"),
}
VERDICT_LINE: Mapping[Verdict, Text] = {
    Verdict.YES: _("Electrolytes are likely to help here"),
    Verdict.MAYBE: _("Electrolytes may help a little"),
    Verdict.NO: _("Electrolytes are unlikely to help"),
    Verdict.FIND_OUT_FIRST: _("A test comes before any electrolytes"),
    Verdict.AVOID: _("Leave electrolyte drinks and tablets alone here"),
}

NEARLY_ALWAYS, OFTEN, SOMETIMES, NOW_AND_THEN, SELDOM = (
    _("nearly always"),
    _("often"),
    _("sometimes"),
    _("now and then"),
    _("seldom"),
)


def how_often_words(p: float) -> Text:
    for least, words in ((0.8, NEARLY_ALWAYS), (0.5, OFTEN), (0.2, SOMETIMES), (0.08, NOW_AND_THEN)):
        if p >= least:
            return words
    return SELDOM


PUT_DIFFERENTLY: Mapping[str, Text] = {"age": _("Age: %(answer)s"), "sex": _("Sex: %(answer)s")}
CLAIM_WORDS: Mapping[str, Text] = {
    "supported": _("Holds up"),
    "partly": _("True in part"),
    "not_shown": _("Not shown"),
    "wrong": _("Does not hold up"),
    "unsafe": _("Not safe"),
}
CLAIM_HEADINGS: Mapping[str, tuple[Text, Text]] = {
    "unsafe": (_("Not safe"), _("Kindly meant, and risky. Please leave these.")),
    "wrong": (_("Does not hold up"), _("Easy to believe, and tests say otherwise.")),
    "not_shown": (_("Not shown"), _("It may be so. Nobody has shown it yet.")),
    "partly": (_("True in part"), _("There is something in it, for some people or some days.")),
    "supported": (_("Holds up"), _("What people say and what was found agree.")),
}
RELIEF_ORDER = (
    "movement",
    "position",
    "touch",
    "temperature",
    "daily_life",
    "food_drink",
    "supplement",
    "medicine",
)
SOURCE_KINDS: Mapping[str, tuple[Text, Text]] = {
    "guideline": (_("Guidelines"), _("What expert bodies advise.")),
    "review": (_("Reviews"), _("Many studies read together.")),
    "study": (_("Studies"), _("Single pieces of research.")),
    "official": (_("Health services and public bodies"), _("Advice and facts that they publish.")),
    "book": (_("Books"), _("Reference works.")),
    "data": (_("Figures"), _("Food tables, labels and numbers.")),
    "judgement": (_("Judgement"), _("Where no study answers, we say what clinicians commonly hold.")),
}
DIETS: Mapping[str, Text] = {"vegetarian": _("Vegetarian"), "vegan": _("Vegan")}
ALLERGENS: Mapping[str, Text] = {
    "milk": _("Milk"),
    "nuts": _("Nuts"),
    "peanut": _("Peanut"),
    "fish": _("Fish"),
    "egg": _("Egg"),
    "gluten": _("Gluten"),
    "soy": _("Soya"),
    "sesame": _("Sesame"),
}
KINDS: Mapping[str, Text] = {
    "symptom": _("Symptom"),
    "cause": _("Cause"),
    "electrolyte": _("Electrolyte"),
    "drink": _("Drink"),
    "food": _("Food"),
    "relief": _("What may ease it"),
    "claim": _("What people say"),
    "faq": _("Question"),
    "term": _("Word explained"),
    "page": _("Page"),
}
