"""The sweat calculator: what came of it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _

from legsapp.engine.conditions import Facts
from legsapp.engine.knowledge import DrinkRule
from legsapp.engine.sweat import SweatResult

from .library import Library
from .library_meta import Crumb, Meta
from .sweat_form import (
    EFFORTS,
    HEATS,
    TOO_MUCH,
    UNITS,
    Asked,
    Box,
    CalculatorForm,
    Field,
    Units,
    Way,
    fields_of,
    figure,
    volume_words,
)
from .words import Text


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
            ended = gain % {"n": figure(change)} if change else gain
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
