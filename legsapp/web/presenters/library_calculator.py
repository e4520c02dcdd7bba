"""The sweat calculator: a form in the units that people use, and what came of it in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import floor
from types import MappingProxyType
from typing import Literal

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legsapp.engine.conditions import Facts
from legsapp.engine.knowledge import DrinkRule
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

from .library import Library
from .library_meta import Crumb, Meta
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


def _figure(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def volume_words(litres: float, units: str, *, down: bool = False) -> str:
    """Litres, after ounces where people count in those. ``down``: rounded down, for a limit."""
    shown = ngettext("%(n)s litre", "%(n)s litres", 1 if litres == 1 else 2) % {"n": _figure(litres)}
    if units == "metric":
        return shown
    ounces = litres * 1000 / (ML_PER_US_FL_OZ if units == "us" else ML_PER_UK_FL_OZ)
    return f"{floor(ounces + 1e-9) if down else round(ounces)} fl oz ({shown})"


def weight_words(kg: float, units: str) -> str:
    return f"{_figure(kg, 1)} kg" if units == "metric" else f"{_figure(kg / KG_PER_LB, 1)} lb"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: Text
    text: Text
    chosen: bool


class CalculatorPage:
    def __init__(self, library: Library, units: Units, form: CalculatorForm | None = None) -> None:
        self.library, self.units, self.form = library, units, form

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Sweat calculator"),
            _("How much you sweat in an hour, by weighing or by a rough estimate, and how much is too much to drink."),
            reverse("calculator"),
            (Crumb(_("Drinks"), reverse("drinks")),),
        )

    @property
    def unit_links(self) -> tuple[Choice, ...]:
        return tuple(Choice(slug, name, "", slug == self.units) for slug, name in UNITS.items())

    @property
    def measured_fields(self) -> tuple[Asked, ...]:
        return self._asked("measured")

    @property
    def estimated_fields(self) -> tuple[Asked, ...]:
        return self._asked("estimated")

    @property
    def efforts(self) -> tuple[Choice, ...]:
        return self._choices(EFFORTS, self.form.effort if self.form else "")

    @property
    def heats(self) -> tuple[Choice, ...]:
        return self._choices(HEATS, self.form.heat if self.form else "")

    @property
    def effort_error(self) -> Text:
        return self.form.errors.get("effort", "") if self.form else ""

    @property
    def heat_error(self) -> Text:
        return self.form.errors.get("heat", "") if self.form else ""

    @property
    def errors(self) -> tuple[tuple[str, Text, Text], ...]:
        """Where each error leads, what it is about, and what it says; in the order of the page."""
        if self.form is None:
            return ()
        asked = self.measured_fields if self.form.way == "measured" else self.estimated_fields
        found = [(f"{self.form.way}-{one.first}", one.field.label, one.error) for one in asked if one.error]
        if self.effort_error:
            found.append(("effort-light", _("How hard"), self.effort_error))
        if self.heat_error:
            found.append(("heat-cool", _("How warm"), self.heat_error))
        return tuple(found)

    @cached_property
    def outcome(self) -> "Outcome | None":
        if self.form is None or self.form.result is None:
            return None
        return Outcome(self.library, self.form)

    def _asked(self, way: Way) -> tuple[Asked, ...]:
        form = self.form if self.form is not None and self.form.way == way else None
        found = []
        for item in fields_of(self.units, way):
            boxes = tuple(
                Box(part, form.data.get(part.name, "")[:12] if form else "", at == 0)
                for at, part in enumerate(item.parts)
            )
            found.append(Asked(self._with_amount(item), boxes, form.errors.get(item.slug, "") if form else ""))
        return tuple(found)

    def _with_amount(self, item: Field) -> Field:
        if item.slug != "urine_l":
            return item
        amount = {"metric": "300 ml", "us": "10 fl oz", "uk": "10 fl oz"}[self.units]
        return Field(item.slug, item.label, item.parts, str(item.help) % {"amount": amount}, item.optional)

    @staticmethod
    def _choices(table: Mapping[str, tuple[Text, Text]], chosen: str) -> tuple[Choice, ...]:
        return tuple(Choice(slug, name, text, slug == chosen) for slug, (name, text) in table.items())


class Outcome:
    """What came of it, in words and in the units that were used."""

    def __init__(self, library: Library, form: CalculatorForm) -> None:
        self.library, self.form, self.units = library, form, form.units
        self.books = library.bibliography()

    @property
    def is_measured(self) -> bool:
        return isinstance(self.form.result, SweatResult)

    @property
    def kind(self) -> str:
        """gain, slight_gain, fine, near or beyond; an estimate cannot tell."""
        result = self.form.result
        if not isinstance(result, SweatResult):
            return "estimate"
        if result.drank_too_much:
            return "gain"
        if result.gained:
            return "slight_gain"
        if result.beyond_two_percent:
            return "beyond"
        return "near" if result.near_limit else "fine"

    @property
    def is_warning(self) -> bool:
        return self.kind in ("gain", "slight_gain")

    @property
    def says_signs(self) -> bool:
        """The danger signs, unless the text above has them: the drink rule's words do."""
        return self.is_warning and not (self.kind == "gain" and self._stop_rule is not None)

    @property
    def heading(self) -> str:
        return {
            "gain": _("More went in than came out: stop drinking for now"),
            "slight_gain": _("Weight went up a little: drink no more than thirst asks for"),
            "fine": _("The drinking and the sweating went well together"),
            "near": _("Near the usual limit of weight loss"),
            "beyond": _("Past the usual limit of weight loss"),
            "estimate": _("A rough guess, for people of this weight"),
        }[self.kind]

    @property
    def text(self) -> str:
        return {
            "gain": self._gain_text,
            "slight_gain": _("Food, wet kit or the scales can explain a little. Do not drink beyond thirst."),
            "fine": _("Next time, let thirst lead again. There is no need to drink back every drop at once."),
            "near": _("You are at the usual limit. Drink to thirst, with food."),
            "beyond": _(
                "More than 2 % of body weight went. Drink to thirst over the next hours, with a meal. Next time, drink "
                "when thirsty, slow down in heat, and rest in shade."
            ),
            "estimate": _(
                "People of the same weight differ a lot. Weighing before and after tells far more than this guess."
            ),
        }[self.kind]

    @property
    def _stop_rule(self) -> DrinkRule | None:
        rules = (rule for rule, _condition in self.library.model.drink_rules)
        return next((rule for rule in rules if rule.recommendation == TOO_MUCH), None)

    @property
    def _gain_text(self) -> str:
        rule = self._stop_rule
        if rule is None:
            return _("Drink nothing more until you have passed plenty of pee and feel thirsty.")
        return self.library.fill(rule.text)

    @property
    def figures(self) -> tuple[tuple[str, str, str], ...]:
        """Slug, name and words of each figure."""
        result = self.form.result
        if isinstance(result, SweatResult):
            lost = volume_words(result.sweat_l, self.units)
            rate = _("%(amount)s an hour") % {"amount": volume_words(result.rate_l_per_h, self.units)}
            change = abs(result.weight_change_pct)
            gain = _("%(n)s %% heavier") if result.gained else _("%(n)s %% lighter") if change else _("the same")
            ended = gain % {"n": _figure(change)} if change else gain
            return (
                ("lost", _("Sweated in all"), lost),
                ("rate", _("Sweat rate"), rate),
                ("change", _("Weight at the end"), ended),
            )
        low, _usual, high = result.sweat_l
        low_rate, _usual_rate, high_rate = result.rate_l_per_h
        between = _("%(low)s to %(high)s")
        return (
            (
                "lost",
                _("Sweated in all"),
                between
                % {
                    "low": volume_words(low, self.units),
                    "high": volume_words(high, self.units),
                },
            ),
            (
                "rate",
                _("Sweat rate an hour"),
                between
                % {
                    "low": volume_words(low_rate, self.units),
                    "high": volume_words(high_rate, self.units),
                },
            ),
        )

    @property
    def ceiling(self) -> str:
        return volume_words(self.form.result.ceiling_l_per_h, self.units, down=True)

    @property
    def sodium(self) -> tuple[str, str, str]:
        return tuple(f"{mg:,} mg" for mg in self.form.result.sodium_mg)  # type: ignore[return-value]

    @property
    def salt(self) -> tuple[str, str, str]:
        return tuple(f"{g} g" for g in self.form.result.salt_g)  # type: ignore[return-value]

    @cached_property
    def rule(self) -> DrinkRule | None:
        """What the drink rules say to somebody of whom only this is known."""
        if self.kind == "gain":
            return None
        variables = {"exercise_min": self.form.figures["hours"] * 60}
        if isinstance(self.form.result, SweatResult):
            variables["weight_change_pct"] = self.form.result.weight_change_pct
        true = frozenset({"sweat.hot"}) if self.form.heat == "hot" else frozenset()
        facts = Facts(true=true, variables=MappingProxyType(variables))
        return next((rule for rule, condition in self.library.model.drink_rules if condition.holds(facts)), None)

    @property
    def rule_text(self) -> str:
        return self.library.fill(self.rule.text) if self.rule else ""
