"""The form of the sweat calculator, in the units that people use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor
from typing import Literal

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legsapp.engine.sweat import (
    KG_PER_LB,
    KG_PER_OZ,
    LB_PER_STONE,
    METS,
    ML_PER_UK_FL_OZ,
    ML_PER_US_FL_OZ,
    SHARE,
    SweatError,
    SweatEstimate,
    SweatInput,
    SweatResult,
    check_figure,
    estimated,
    measured,
)

from .words import Text

Units = Literal["metric", "us", "uk"]
Way = Literal["measured", "estimated"]
UNITS: Mapping[str, Text] = {
    "metric": gettext_lazy("kg and ml"),
    "us": gettext_lazy("lb and US fl oz"),
    "uk": gettext_lazy("stone, lb and UK fl oz"),
}
EFFORTS: Mapping[str, tuple[Text, Text]] = {
    "light": (gettext_lazy("Light"), gettext_lazy("A walk, housework, an easy shift. Talking is no trouble.")),
    "steady": (
        gettext_lazy("Steady"),
        gettext_lazy("A jog, a bike ride, a brisk hike, digging. Talking takes effort."),
    ),
    "hard": (gettext_lazy("Hard"), gettext_lazy("A race, a match, heavy labour. Only a few words at a time.")),
}
HEATS: Mapping[str, tuple[Text, Text]] = {
    "cool": (gettext_lazy("Cool"), gettext_lazy("A jacket feels right when standing still.")),
    "warm": (gettext_lazy("Warm"), gettext_lazy("A T-shirt day.")),
    "hot": (gettext_lazy("Hot or sticky"), gettext_lazy("Shade is welcome, or the kit is heavy.")),
}
TOO_MUCH = "do_not_drink_more"
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")

NOT_A_NUMBER = gettext_lazy("Write a number, such as %(example)s.")
NEEDED = gettext_lazy("This one is needed.")
CHOOSE = gettext_lazy("Choose one.")


@dataclass(frozen=True, slots=True)
class Part:
    """One box: its name in the form, its unit, and what one of the unit is in kg, litres or hours."""

    name: str
    unit: Text
    size: float
    example: str


@dataclass(frozen=True, slots=True)
class Field:
    """A figure that the engine knows, in one or two boxes."""

    slug: str
    label: Text
    parts: tuple[Part, ...]
    help: Text = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    part: Part
    value: str
    first: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it stands on the page."""

    field: Field
    boxes: tuple[Box, ...]
    error: Text

    @property
    def first(self) -> str:
        return self.boxes[0].part.name

    @property
    def is_group(self) -> bool:
        return len(self.boxes) > 1


def _fluid(name: str, units: str, example: str) -> tuple[Part, ...]:
    if units == "us":
        return (Part(name, gettext_lazy("US fl oz"), ML_PER_US_FL_OZ / 1000, "16"),)
    if units == "uk":
        return (Part(name, gettext_lazy("UK fl oz"), ML_PER_UK_FL_OZ / 1000, "20"),)
    return (Part(name, gettext_lazy("ml"), 0.001, example),)


def _weight(name: str, units: str) -> tuple[Part, ...]:
    if units == "us":
        return (Part(name, gettext_lazy("lb"), KG_PER_LB, "154"),)
    if units == "uk":
        return (
            Part(f"{name}_st", gettext_lazy("stone"), LB_PER_STONE * KG_PER_LB, "11"),
            Part(name, gettext_lazy("lb"), KG_PER_LB, "4"),
        )
    return (Part(name, gettext_lazy("kg"), 1.0, "70.5"),)


def _food(units: str) -> tuple[Part, ...]:
    if units == "metric":
        return (Part("food", gettext_lazy("g"), 0.001, "100"),)
    return (Part("food", gettext_lazy("oz"), KG_PER_OZ, "4"),)


_TIME = Field(
    "hours",
    gettext_lazy("How long it lasted"),
    (Part("hours", gettext_lazy("hours"), 1.0, "1"), Part("minutes", gettext_lazy("minutes"), 1 / 60, "30")),
)


def fields_of(units: str, way: str) -> tuple[Field, ...]:
    if way == "estimated":
        return (Field("weight_kg", gettext_lazy("Body weight"), _weight("weight", units)), _TIME)
    return (
        Field("before_kg", gettext_lazy("Weight before"), _weight("before", units)),
        Field("after_kg", gettext_lazy("Weight after"), _weight("after", units)),
        Field(
            "drink_l",
            gettext_lazy("How much was drunk meanwhile"),
            _fluid("drink", units, "500"),
            gettext_lazy("Write 0 for nothing."),
        ),
        _TIME,
        Field("food_kg", gettext_lazy("Food eaten meanwhile"), _food(units), optional=True),
        Field(
            "urine_l",
            gettext_lazy("Pee passed meanwhile"),
            _fluid("urine", units, "200"),
            gettext_lazy("A guess will do: once is about %(amount)s."),
            optional=True,
        ),
    )


@dataclass(slots=True)
class CalculatorForm:
    """What was sent, read strictly: ``figures`` in kg, litres and hours, or ``errors`` in words."""

    data: QueryDict
    way: Way
    units: Units
    figures: dict[str, float] = field(default_factory=dict)
    errors: dict[str, Text] = field(default_factory=dict)
    result: SweatResult | SweatEstimate | None = None

    @classmethod
    def sent(cls, data: QueryDict) -> "CalculatorForm":
        way: Way = "estimated" if data.get("way") == "estimated" else "measured"
        form = cls(data, way, units_of(data))
        for asked in fields_of(form.units, way):
            form._read(asked)
        if way == "estimated":
            for name, known in (("effort", METS), ("heat", SHARE)):
                if data.get(name) not in known:
                    form.errors[name] = CHOOSE
        if not form.errors:
            form._work_out()
        return form

    @property
    def effort(self) -> str:
        return self.data.get("effort", "")

    @property
    def heat(self) -> str:
        return self.data.get("heat", "")

    def _read(self, asked: Field) -> None:
        total, given = 0.0, False
        for part in asked.parts:
            text = self.data.get(part.name, "").strip()
            if not text:
                continue
            if not _NUMBER.fullmatch(text):
                self.errors[asked.slug] = NOT_A_NUMBER % {"example": part.example}
                return
            given = True
            total += float(text.replace(",", ".")) * part.size
        if not given and not asked.optional:
            self.errors[asked.slug] = NEEDED
            return
        try:
            check_figure(asked.slug, total)
        except SweatError as error:
            self.errors[asked.slug] = self._asked_back(error)
        else:
            self.figures[asked.slug] = total

    def _work_out(self) -> None:
        try:
            if self.way == "estimated":
                self.result = estimated(
                    self.figures["weight_kg"],
                    self.effort,
                    self.heat,
                    self.figures["hours"],  # type: ignore[arg-type]
                )
            else:
                self.result = measured(SweatInput(**self.figures))
        except SweatError as error:
            self.errors[error.field] = self._asked_back(error)

    def _asked_back(self, error: SweatError) -> Text:
        """An odd figure, asked back in words."""
        match error.code:
            case "short":
                return _("Can that be right? Under a quarter of an hour the scales cannot tell. Try a longer outing.")
            case "long":
                return _("Can that be right? We can work with up to 24 hours at a time.")
            case "weights":
                return _(
                    "The two weights differ by a tenth or more. That would be dangerous if true: please check both."
                )
            case "rate" if self._lost < 0:
                return _(
                    "By these figures nothing was sweated at all. Please check the two weights, and what was drunk."
                )
            case "rate":
                return _(
                    "That would be over 3 litres of sweat an hour, more than almost anybody reaches. "
                    "Please check the weights, the drinks and the time."
                )
        if error.field in ("before_kg", "after_kg", "weight_kg"):
            least, most = {"metric": ("30 kg", "250 kg"), "us": ("66 lb", "550 lb")}.get(
                self.units, ("4 st 10 lb", "39 st")
            )
            return _("Can that be right? We can work with a body weight from %(least)s to %(most)s.") % {
                "least": least,
                "most": most,
            }
        most = {"drink_l": 15, "food_kg": 5, "urine_l": 10}[error.field]
        shown = weight_words(most, self.units) if error.field == "food_kg" else volume_words(most, self.units)
        return _("Can that be right? We can work with up to %(most)s.") % {"most": shown}

    @property
    def _lost(self) -> float:
        get = self.figures.get
        return get("before_kg", 0) - get("after_kg", 0) + get("drink_l", 0) + get("food_kg", 0) - get("urine_l", 0)


def units_of(data: QueryDict, default: Units = "metric") -> Units:
    value = data.get("units", "")
    return value if value in UNITS else default  # type: ignore[return-value]


def figure(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def volume_words(litres: float, units: str, *, down: bool = False) -> str:
    """Litres, after ounces where people count in those. ``down``: rounded down, for a limit."""
    shown = ngettext("%(n)s litre", "%(n)s litres", 1 if litres == 1 else 2) % {"n": figure(litres)}
    if units == "metric":
        return shown
    ounces = litres * 1000 / (ML_PER_US_FL_OZ if units == "us" else ML_PER_UK_FL_OZ)
    return f"{floor(ounces + 1e-9) if down else round(ounces)} fl oz ({shown})"


def weight_words(kg: float, units: str) -> str:
    return f"{figure(kg, 1)} kg" if units == "metric" else f"{figure(kg / KG_PER_LB, 1)} lb"
