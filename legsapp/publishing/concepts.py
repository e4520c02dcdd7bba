"""Which struct is kept in which rows. Field names agree, so that this table is all there is to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from django.db.models import DateField, Field, ForeignKey, ManyToManyField, Model

from legsapp import models
from legsapp.engine import knowledge

AnyModel = type[Model]


@dataclass(frozen=True)
class Shape:
    """A struct and the model that keeps it."""

    struct: type[knowledge.Struct]
    model: AnyModel
    computed: frozenset[str] = frozenset()  # struct fields that no row keeps
    columns_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # one tuple kept in several columns
    parts: Mapping[str, "Part"] = field(default_factory=dict)  # tuples of structs kept as child rows

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Struct fields with a column or a link table of the same name, in the order of the struct."""
        special = {*self.computed, *self.columns_of, *self.parts}
        return tuple(item.name for item in msgspec.structs.fields(self.struct) if item.name not in special)

    def _stored(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.fields if name not in self.links and name not in self.references)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """Columns that a struct holds as an ISO date, empty where the row has none."""
        return tuple(name for name in self.columns if isinstance(self._stored(name), DateField))

    @cached_property
    def references(self) -> dict[str, AnyModel]:
        """Fields that name one row of another model."""
        return {
            name: stored.related_model for name in self.fields if isinstance(stored := self._stored(name), ForeignKey)
        }

    @cached_property
    def links(self) -> dict[str, AnyModel]:
        """Fields that name many rows of another model."""
        return {
            name: stored.related_model
            for name in self.fields
            if isinstance(stored := self._stored(name), ManyToManyField)
        }

    def link_table(self, name: str) -> tuple[AnyModel, str, str]:
        """The table of a link with its two columns, ours first. Its rows stand in the order of the tuple."""
        stored = self._stored(name)
        return stored.remote_field.through, f"{stored.m2m_field_name()}_id", f"{stored.m2m_reverse_field_name()}_id"

    def column(self, name: str) -> "Field[Any, Any]":
        stored: Field[Any, Any] = self._stored(name)
        return stored


@dataclass(frozen=True)
class Part(Shape):
    """Rows that belong to a row."""

    parent: str = ""
    ordered: bool = False


@dataclass(frozen=True)
class Concept(Shape):
    """A field of the KnowledgeBase, and the file that it is shipped in."""

    name: str = ""


CONCEPTS: tuple[Concept, ...] = (
    Concept(name="sources", struct=knowledge.Source, model=models.Source),
    Concept(name="topics", struct=knowledge.Topic, model=models.Topic, computed=frozenset({"questions"})),
    Concept(
        name="questions",
        struct=knowledge.Question,
        model=models.Question,
        parts={
            "options": Part(struct=knowledge.Option, model=models.Option, parent="question", ordered=True),
        },
    ),
    Concept(name="symptoms", struct=knowledge.Symptom, model=models.Symptom),
    Concept(name="advice_tags", struct=knowledge.AdviceTag, model=models.AdviceTag),
    Concept(
        name="causes",
        struct=knowledge.Cause,
        model=models.Cause,
        parts={
            "self_care": Part(struct=knowledge.Line, model=models.SelfCareLine, parent="cause", ordered=True),
            "evidence": Part(struct=knowledge.Evidence, model=models.EvidenceRow, parent="cause"),
            "groups": Part(struct=knowledge.Group, model=models.EvidenceGroup, parent="cause"),
        },
    ),
    Concept(name="red_flags", struct=knowledge.RedFlag, model=models.RedFlag),
    Concept(name="cautions", struct=knowledge.Caution, model=models.Caution),
    Concept(name="electrolytes", struct=knowledge.Electrolyte, model=models.Electrolyte),
    Concept(name="foods", struct=knowledge.Food, model=models.Food),
    Concept(name="drinks", struct=knowledge.Drink, model=models.Drink),
    Concept(name="drink_rules", struct=knowledge.DrinkRule, model=models.DrinkRule),
    Concept(name="drink_modifiers", struct=knowledge.DrinkModifier, model=models.DrinkModifier),
    Concept(name="relief", struct=knowledge.Relief, model=models.Relief),
    Concept(
        name="comparisons",
        struct=knowledge.ComparisonRow,
        model=models.ComparisonRow,
        columns_of={"cells": ("first", "second", "third")},
    ),
    Concept(name="faqs", struct=knowledge.Faq, model=models.Faq),
    Concept(name="claims", struct=knowledge.ClaimCheck, model=models.ClaimCheck),
    Concept(name="glossary", struct=knowledge.GlossaryTerm, model=models.GlossaryTerm),
    Concept(name="places", struct=knowledge.Place, model=models.Place),
    Concept(name="scenarios", struct=knowledge.Scenario, model=models.Scenario),
)


def shapes() -> tuple[Shape, ...]:
    """Every concept, each followed by its parts."""
    return tuple(shape for concept in CONCEPTS for shape in (concept, *concept.parts.values()))


BY_NAME: Mapping[str, Concept] = {concept.name: concept for concept in CONCEPTS}
BY_MODEL: Mapping[AnyModel, Concept] = {concept.model: concept for concept in CONCEPTS}
