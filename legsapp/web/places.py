"""Where a person is: which number to call, and what services are called there.

Content texts hold placeholders such as ``{emergency}``; ``fill`` is the one place that replaces them.
"""

import re
from collections.abc import Callable

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from legsapp.engine.knowledge import PLACEHOLDERS, Place
from legsapp.engine.model import Model
from legsapp.engine.sweat import ML_PER_UK_FL_OZ, ML_PER_US_FL_OZ

from .cookies import read_cookie, set_cookie

NAME = "place"
_PLACEHOLDER = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")
_NUMBER = re.compile(r"\+?\d[\d ]*\d")
_EXAMPLES = re.compile(r"\([^)]*\)")

_AMOUNT = re.compile(r"(?<![\d.])(?P<amount>\d+(?:\.\d+)?) (?P<unit>ml|litres?)\b(?! of sweat)")
ML_PER_FL_OZ = {"us": ML_PER_US_FL_OZ, "uk": ML_PER_UK_FL_OZ}

Fill = Callable[[str], str]


def place_of(request: HttpRequest, model: Model) -> Place | None:
    """The place that was chosen, else the host's default, else the last one ("elsewhere" stands last)."""
    for slug in (read_cookie(request, NAME), settings.DEFAULT_PLACE, "elsewhere"):
        if slug and (place := model.places.get(slug)):
            return place
    return model.kb.places[-1] if model.kb.places else None


def set_place(response: HttpResponse, request: HttpRequest, place: Place) -> None:
    set_cookie(response, request, NAME, place.slug)


def fill(text: str, place: Place | None) -> str:
    """The text with its placeholders filled; a phrase that opens a sentence gets a capital."""
    if place is None or "{" not in text:
        return text

    def phrase(match: re.Match[str]) -> str:
        words = str(getattr(place, match[1]))
        if _SENTENCE_START.search(text, 0, match.start()):
            return words[:1].upper() + words[1:]
        return words

    return _PLACEHOLDER.sub(phrase, text)


def filler(place: Place | None, *, units: bool = False) -> Fill:
    """``units``: amounts to drink are said in the measures of the place as well."""
    if units and place is not None and place.units in ML_PER_FL_OZ:
        each = ML_PER_FL_OZ[place.units]
        return lambda text: _AMOUNT.sub(lambda found: _with_ounces(found, each), fill(text, place))
    return lambda text: fill(text, place)


def _with_ounces(found: re.Match[str], ml_per_oz: float) -> str:
    """The amount, and in brackets the same in fluid ounces: 75 ml (2.6 fl oz)."""
    ml = float(found["amount"]) * (1 if found["unit"] == "ml" else 1000)
    ounces = ml / ml_per_oz
    return f"{found[0]} ({ounces:.0f} fl oz)" if ounces >= 10 else f"{found[0]} ({ounces:.1f} fl oz)"


def dialled(words: str) -> str:
    """The first number in the words, as a telephone link needs it; examples in brackets do not count."""
    found = _NUMBER.search(_EXAMPLES.sub("", words))
    return found[0].replace(" ", "") if found else ""


def brief(place: Place | None) -> Place | None:
    """The place for running text: its emergency number without the examples in brackets, which are said once a page."""
    if place is None or "(" not in place.emergency:
        return place
    return msgspec.structs.replace(place, emergency=_EXAMPLES.sub("", place.emergency).strip())


def emergency_words(place: Place | None) -> str:
    """What to call in an emergency, short enough for a heading."""
    return place.emergency if place is not None and dialled(place.emergency) else gettext("the emergency number")
