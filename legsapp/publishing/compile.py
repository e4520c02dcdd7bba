"""Rows -> KnowledgeBase, in a number of queries that does not grow with the content."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.db.models import Model

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.models import Option
from legsapp.publishing.concepts import CONCEPTS, AnyModel, Part, Shape, shapes

Keys = Mapping[AnyModel, Mapping[int, str]]
Links = Mapping[tuple[AnyModel, str], Mapping[int, list[int]]]


class ContentError(ValueError):
    """The rows do not make a KnowledgeBase; says where."""


Plain = dict[str, list[dict[str, Any]]]


def compile_rows() -> KnowledgeBase:
    """The draft: everything that the rows say now."""
    return knowledge_of(plain_rows())


def knowledge_of(plain: Plain) -> KnowledgeBase:
    try:
        return with_questions(msgspec.convert(plain, KnowledgeBase))
    except msgspec.ValidationError as error:
        raise ContentError(str(error)) from error


def plain_rows() -> Plain:
    """All rows by concept, as dictionaries with the fields of their structs. Works while they make no sense yet."""
    rows = {shape.model: list(shape.model._default_manager.all()) for shape in shapes()}
    keys = _keys(rows)
    links = {(shape.model, name): _linked(shape, name) for shape in shapes() for name in shape.links}
    plain: Plain = {}
    for concept in CONCEPTS:
        parts = {name: _by_parent(part, rows, keys, links) for name, part in concept.parts.items()}
        plain[concept.name] = [
            _plain(concept, row, keys, links) | {name: children[row.pk] for name, children in parts.items()}
            for row in rows[concept.model]
        ]
    return plain


def _keys(rows: Mapping[AnyModel, list[Any]]) -> Keys:
    """What each row is called: its slug, or question.option."""
    keys = {
        model: {row.pk: row.slug for row in found}
        for model, found in rows.items()
        if hasattr(model, "natural_key") and model is not Option
    }
    questions = keys[Option._meta.get_field("question").related_model]
    keys[Option] = {row.pk: f"{questions[row.question_id]}.{row.slug}" for row in rows[Option]}
    return keys


def _linked(shape: Shape, name: str) -> dict[int, list[int]]:
    table, ours, theirs = shape.link_table(name)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in table._default_manager.order_by("pk").values_list(ours, theirs):
        found[one].append(other)
    return found


def _plain(shape: Shape, row: Model, keys: Keys, links: Links) -> dict[str, Any]:
    """A row as its struct's fields."""
    plain = {name: _value(getattr(row, name)) for name in shape.columns}
    plain |= {name: plain[name] or "" for name in shape.dates}
    for name, columns in shape.columns_of.items():
        values = [_value(getattr(row, column)) for column in columns]
        while values and not values[-1]:
            values.pop()
        plain[name] = values
    for name, model in shape.references.items():
        plain[name] = keys[model][getattr(row, f"{name}_id")]
    for name, model in shape.links.items():
        plain[name] = [keys[model][pk] for pk in links[shape.model, name].get(row.pk, ())]
    return plain


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _by_parent(
    part: Part, rows: Mapping[AnyModel, list[Any]], keys: Keys, links: Links
) -> defaultdict[int, list[dict[str, Any]]]:
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows[part.model]:
        found[getattr(row, f"{part.parent}_id")].append(_plain(part, row, keys, links))
    return found


def with_questions(kb: KnowledgeBase) -> KnowledgeBase:
    """Tell each topic its questions, in the order of their position."""
    by_topic: defaultdict[str, list[str]] = defaultdict(list)
    for question in sorted(kb.questions, key=lambda question: (question.position, question.slug)):
        by_topic[question.topic].append(question.slug)
    topics = (msgspec.structs.replace(topic, questions=tuple(by_topic[topic.slug])) for topic in kb.topics)
    return msgspec.structs.replace(kb, topics=tuple(topics))
