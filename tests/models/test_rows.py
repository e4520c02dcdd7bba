"""Rows: valid by themselves, strict where it matters, and a column for every field of every struct."""

import msgspec
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import models as django_models

from legsapp import models
from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing.concepts import CONCEPTS, Shape, shapes
from tests import factories

FACTORIES = [
    factories.SourceFactory,
    factories.TopicFactory,
    factories.QuestionFactory,
    factories.OptionFactory,
    factories.CauseFactory,
    factories.EvidenceFactory,
    factories.RedFlagFactory,
    factories.AdviceTagFactory,
    factories.ScenarioFactory,
]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_a_factory_makes_valid_rows(factory) -> None:
    factory().full_clean()


@pytest.mark.django_db
def test_traits_make_valid_rows() -> None:
    for row in (
        factories.OptionFactory(none_of_these=True),
        factories.RedFlagFactory(emergency=True),
        factories.ScenarioFactory(must_be_caught=True),
    ):
        row.full_clean()
    assert factories.QuestionFactory(answerable=True).options.count() == 2


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.struct.__name__)
def test_every_field_of_a_struct_is_kept(shape: Shape) -> None:
    names = {field.name for field in msgspec.structs.fields(shape.struct)}
    kept = {*shape.columns, *shape.references, *shape.links, *shape.columns_of, *shape.parts, *shape.computed}
    assert names == kept


def test_every_concept_is_kept() -> None:
    names = {field.name for field in msgspec.structs.fields(KnowledgeBase)} - {"schema"}
    assert names == {concept.name for concept in CONCEPTS}


def test_choices_agree_with_the_structs() -> None:
    """What the admin offers for a field is what its struct takes."""
    for shape in shapes():
        hints = msgspec.inspect.type_info(shape.struct).fields
        for hint in hints:
            if hint.name not in shape.columns:
                continue
            column = shape.column(hint.name)
            if isinstance(column, django_models.CharField) and column.choices and hint.name != "group":
                offered = {value for value, _ in column.choices}
                assert offered == _taken(hint.type), f"{shape.struct.__name__}.{hint.name}"


def _taken(kind: msgspec.inspect.Type) -> set[str]:
    if isinstance(kind, msgspec.inspect.UnionType):
        return set().union(*map(_taken, kind.types))
    if isinstance(kind, msgspec.inspect.EnumType):
        return {member.value for member in kind.cls}
    return set(getattr(kind, "values", ()))


@pytest.mark.parametrize("slug", ["Night cramp", "9lives", "a-b", "", "Ä"])
def test_a_slug_is_plain(slug: str) -> None:
    with pytest.raises(ValidationError) as caught:
        models.Source(slug=slug, title="x").clean_fields()
    assert "slug" in caught.value.message_dict


def test_a_condition_that_cannot_be_read_is_told_at_its_field() -> None:
    flag = models.RedFlag(slug="rf_x", name="x", urgency="emergency", condition="swelling.one and (", advice="x")
    with pytest.raises(ValidationError) as caught:
        flag.clean_fields()
    assert list(caught.value.message_dict) == ["condition"]


def test_lines_are_kept_one_on_each_line() -> None:
    field = models.Food._meta.get_field("diet")
    assert field.to_python(" vegan \r\n\r\nvegetarian\n") == ("vegan", "vegetarian")
    assert field.get_prep_value(("vegan", "vegetarian")) == "vegan\nvegetarian"
    form_field = field.formfield()
    assert form_field.prepare_value(("vegan", "halal")) == "vegan\nhalal"
    assert form_field.clean("vegan\nhalal") == ("vegan", "halal")
    assert not form_field.has_changed(("vegan",), "vegan\n")


@pytest.mark.django_db
def test_a_release_is_written_once() -> None:
    release = models.Release.objects.create(number=1, schema=1, body="{}", sha256="0" * 64, published_by="x")
    release.note = "changed"
    with pytest.raises(ValidationError):
        release.save()
    with pytest.raises(ValidationError):
        release.delete()
    for refused in (
        lambda: models.Release.objects.update(note="changed"),
        lambda: models.Release.objects.all().delete(),
        lambda: models.Release.objects.bulk_update([release], ["note"]),
    ):
        with pytest.raises(ValidationError):
            refused()
    assert models.Release.objects.get().note == ""


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
