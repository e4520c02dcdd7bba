"""Before a row is deleted its editor reads which others name it."""

from legsapp import models
from legsapp.publishing.uses import Use, named_by


def keys(row) -> list[str]:
    return [f"{use.concept}.{use.slug}" for use in named_by(row)]


def test_rows_that_link_to_a_row_name_it_in_the_order_of_the_concepts(tiny_rows) -> None:
    assert keys(models.Cause.objects.get(slug="clot")) == [
        "causes.cramps", "red_flags.rf_chest", "scenarios.calf", "scenarios.chest",
    ]  # fmt: skip
    assert named_by(models.Cause.objects.get(slug="clot"))[0] == Use("causes", "cause", "cramps", "Muscle cramp")


def test_a_part_names_it_for_the_row_that_it_belongs_to(tiny_rows) -> None:
    """An advice tag stands on a line of self-care: the cause of that line is told, once."""
    tag = models.AdviceTag.objects.create(slug="tried_out", name="Tried out")
    cause = models.Cause.objects.get(slug="cramps")
    for line in (1, 2):
        models.SelfCareLine.objects.create(cause=cause, text=f"Do {line}.", position=90 + line).tags.set([tag])
    assert keys(tag) == ["causes.cramps"]


def test_a_row_that_names_itself_does_not_count(tiny_rows) -> None:
    cramps = models.Cause.objects.get(slug="cramps")
    before = keys(cramps)
    cramps.look_alikes.add(cramps)
    assert keys(cramps) == before


def test_what_nobody_names_has_no_use(tiny_rows) -> None:
    assert named_by(models.GlossaryTerm.objects.get(slug="vein")) == ()
