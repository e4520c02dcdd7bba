"""What was asked and denied, in a clinician's words and by concern: the pertinent negatives of the sheet."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from legsapp.engine.knowledge import Option
from legsapp.engine.vocabulary import CONCERNS, Concern

from .words import Text

NAMES: Mapping[Concern, Text] = {
    "heart": _("Heart, lungs, brain"),
    "nerves": _("Nerves and back"),
    "vessels": _("Clots and vessels"),
    "skin": _("Infection and skin"),
    "limb": _("Bone, muscle, injury"),
    "general": _("General"),
}


def by_concern(denied: Iterable[tuple[Option, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Options with the words for them, as (concern, words); a concern of which nothing was denied is left out."""
    found: dict[Concern, dict[str, None]] = {}
    for option, words in denied:
        found.setdefault(option.concern, {})[words] = None
    return tuple((str(NAMES[concern]), tuple(found[concern])) for concern in CONCERNS if concern in found)
