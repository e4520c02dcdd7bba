"""The words of the interface for the engine's closed sets. Each is marked for translation."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legsapp.engine.knowledge import Grade, Section, Urgency, Verdict

Text = str | Promise

SECTION_NAMES: Mapping[Section, Text] = {
    "safety": _("Safety check"),
    "about": _("About you"),
    "legs": _("Your legs"),
    "health": _("Your health"),
    "details": _("A few details"),
}

# How urgent: what to do, in one sentence; who and when; the next step. May hold placeholders of the place.
URGENCY_HEADING: Mapping[Urgency, Text] = {
    Urgency.EMERGENCY: _("Call {emergency} now"),
    Urgency.SAME_DAY: _("Get medical help today"),
    Urgency.GP_SOON: _("See {gp} within a few days"),
    Urgency.GP_ROUTINE: _("Book a visit to {gp}"),
    Urgency.PHARMACIST: _("Ask {pharmacist} first"),
    Urgency.SELF_CARE: _("You can look after this yourself"),
    Urgency.OUT_OF_SCOPE: _("This check is not made for you"),
}
URGENCY_LEVEL: Mapping[Urgency, Text] = {
    Urgency.EMERGENCY: _("Emergency"),
    Urgency.SAME_DAY: _("Urgent: today"),
    Urgency.GP_SOON: _("Soon: within days"),
    Urgency.GP_ROUTINE: _("Not urgent: within weeks"),
    Urgency.PHARMACIST: _("Not urgent: a pharmacist can help"),
    Urgency.SELF_CARE: _("Not urgent: care at home"),
    Urgency.OUT_OF_SCOPE: _("Outside this check"),
}
URGENCY_TEXT: Mapping[Urgency, Text] = {
    Urgency.EMERGENCY: _("What you told us can be a sign of something that cannot wait. Do not drive yourself."),
    Urgency.SAME_DAY: _(
        "Someone should examine you today. Ring {urgent_line}, or see {gp} if you can be seen today. "
        "If neither works, go to {hospital}."
    ),
    Urgency.GP_SOON: _(
        "This is not an emergency, but it should not wait for weeks. Say what this page says when you book."
    ),
    Urgency.GP_ROUTINE: _(
        "Nothing you told us needs urgent help. It is worth an examination, at a time that suits you."
    ),
    Urgency.PHARMACIST: _("Nothing you told us needs urgent help. {pharmacist} can advise you without an appointment."),
    Urgency.SELF_CARE: _("Nothing you told us needs urgent help. The steps below are a good start."),
    Urgency.OUT_OF_SCOPE: _("It could miss something that matters for you. Please ask somebody who can examine you."),
}
NEXT_STEP: Mapping[Urgency, Text] = {
    Urgency.SAME_DAY: _("Ring {urgent_line} now, and have this page at hand."),
    Urgency.GP_SOON: _("Book a visit to {gp} today, for this week."),
    Urgency.GP_ROUTINE: _("Book a visit to {gp}, and take the sheet for the doctor with you."),
    Urgency.PHARMACIST: _("Take this page to {pharmacist} this week."),
    Urgency.SELF_CARE: _("Pick one or two steps from “What may ease it” and give them two weeks."),
    Urgency.OUT_OF_SCOPE: _("Ring {urgent_line} or see {gp}, and say what troubles your legs."),
}

UNCLEAR_STEP: Text = _(
    "Give it two weeks at most. If it still troubles you, see {gp}: somebody who examines you can find out more."
)

# What stands in place of those when questions that could raise the level were skipped: few of them, or too many.
SOME_LEVEL: Text = _("Not urgent, as far as we know")
SOME_HEADING: Mapping[Urgency, Text] = {
    Urgency.SELF_CARE: _("As far as we know, you can look after this yourself"),
}
LITTLE_LEVEL: Text = _("Too much left open")
LITTLE_HEADING: Text = _("We know too little to say how urgent this is")
LITTLE_TEXT: Text = _("Nothing you told us needs urgent help. But that is not an all-clear: too much was left open.")
LITTLE_STEP: Text = _(
    "Answer what you left open. If you cannot, see {gp} or ask {pharmacist}: "
    "somebody who looks at your legs can tell more."
)

VERDICT_HEADING: Mapping[Verdict, Text] = {
    Verdict.YES: _("Yes, they are likely to help you"),
    Verdict.MAYBE: _("They may help you a little"),
    Verdict.NO: _("No, they are unlikely to help you"),
    Verdict.FIND_OUT_FIRST: _("Find out the cause first"),
    Verdict.AVOID: _("No: leave them alone for now"),
}
VERDICT_UNKNOWN: Text = _("We can’t tell: you skipped what decides it")

GRADE_WORDS: Mapping[Grade, Text] = {
    Grade.STRONG: _("Strong evidence"),
    Grade.MODERATE: _("Fair evidence"),
    Grade.CONFLICTING: _("Mixed evidence"),
    Grade.WEAK: _("Weak evidence"),
    Grade.NONE: _("No good evidence"),
}
GRADE_BARS: Mapping[Grade, int] = {
    Grade.STRONG: 4,
    Grade.MODERATE: 3,
    Grade.CONFLICTING: 2,
    Grade.WEAK: 1,
    Grade.NONE: 0,
}

CHECK_FIRST: Text = _("To check first")  # in place of "to rule out" where nothing is urgent
FIT_WORDS: Mapping[str, Text] = {
    "rule_out": _("To rule out first"),
    "strong": _("Fits well"),
    "possible": _("Possible"),
    "less": _("Less likely"),
}
COMMON_WORDS: Mapping[str, Text] = {
    "common": _("Common"),
    "uncommon": _("Uncommon"),
    "rare": _("Rare"),
}
COMMON_CAUSE: Mapping[str, Text] = {
    "common": _("A common cause"),
    "uncommon": _("An uncommon cause"),
    "rare": _("A rare cause"),
}
RELIEF_KINDS: Mapping[str, Text] = {
    "movement": _("Movement"),
    "touch": _("Touch"),
    "temperature": _("Warmth and cold"),
    "position": _("Position"),
    "medicine": _("Medicine"),
    "supplement": _("Supplement"),
    "food_drink": _("Food and drink"),
    "daily_life": _("Daily life"),
}
NOT_ANSWERED: Text = _("Skipped, so not known")
NOT_SURE: Text = _("Not sure")
SECTION_ORDER: tuple[Section, ...] = ("safety", "about", "legs", "health", "details")
