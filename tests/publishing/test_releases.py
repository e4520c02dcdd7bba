"""Publish, roll back, compare; and the gate that stands before them."""

import pytest

from legsapp import models
from legsapp.engine.knowledge import SCHEMA
from legsapp.publishing import bodies, releases
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.differences import compare
from legsapp.publishing.gate import examine


def test_the_small_content_may_be_published(tiny_rows) -> None:
    examination = examine(compile_rows())
    assert examination.blockers == ()
    assert [outcome.faults for outcome in examination.outcomes] == [(), (), ()]


def test_a_release_holds_the_rows(tiny_rows) -> None:
    release = releases.publish("ada", "First")
    assert (release.number, release.published_by, release.note, release.schema) == (1, "ada", "First", SCHEMA)
    assert releases.open_release(releases.newest()) == compile_rows()


def test_releases_are_numbered_in_a_row(tiny_rows) -> None:
    assert [releases.publish("ada").number for _ in range(3)] == [1, 2, 3]


def test_an_emergency_that_drops_blocks_publishing(tiny_rows) -> None:
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    with pytest.raises(releases.Refused) as caught:
        releases.publish("ada")
    assert "chest" in str(caught.value)
    assert releases.newest() is None


def test_an_error_of_lint_blocks_publishing(tiny_rows) -> None:
    models.RedFlag.objects.filter(slug="rf_calf").update(condition="swell_type.no_such_thing")
    with pytest.raises(releases.Refused, match="no_such_thing"):
        releases.publish("ada")


def test_a_condition_that_cannot_be_read_blocks_publishing(tiny_rows) -> None:
    models.RedFlag.objects.filter(slug="rf_calf").update(condition="and and (")
    with pytest.raises(releases.Refused, match="rf_calf"):
        releases.publish("ada")


def test_another_scenario_that_fails_is_told_and_does_not_block(tiny_rows) -> None:
    models.Scenario.objects.filter(slug="cramp_ckd").update(drink="ors")
    examination = examine(compile_rows())
    assert examination.blockers == ()
    assert ["drink advice" in fault for outcome in examination.outcomes for fault in outcome.faults] == [True]


def test_rolling_back_is_a_new_release_with_the_old_body(tiny_rows) -> None:
    first = releases.publish("ada")
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    second = releases.publish("ada")
    third = releases.rollback(1, "bea")
    assert (third.number, third.body, third.sha256) == (3, first.body, first.sha256)
    assert second.body != third.body
    assert models.Cause.objects.get(slug="clot").name == "Clot", "the draft stays as it is"


def test_rolling_back_to_nothing(tiny_rows) -> None:
    with pytest.raises(releases.PublishError, match="no release 7"):
        releases.rollback(7, "ada")


def test_a_publisher_who_was_overtaken_is_told(tiny_rows) -> None:
    releases.publish("ada", seen=0)
    with pytest.raises(releases.Overtaken):
        releases.publish("bea", seen=0)
    assert releases.newest().number == 1


def test_a_body_that_was_changed_is_refused(tiny_rows) -> None:
    release = releases.publish("ada")
    body = release.body.encode()
    with pytest.raises(bodies.BodyError, match="SHA-256"):
        bodies.decode(body.replace(b"Muscle", b"muscle"), release.schema, release.sha256)
    with pytest.raises(bodies.BodyError, match="newer"):
        bodies.decode(body, SCHEMA + 1, release.sha256)
    with pytest.raises(bodies.BodyError):
        bodies.decode(b"[]", SCHEMA, bodies.digest(b"[]"))


def test_differences_are_told_field_by_field(tiny_rows) -> None:
    before = compile_rows()
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    models.EvidenceRow.objects.filter(cause__slug="clot", finding__slug="ache").update(how_often=0.5)
    models.GlossaryTerm.objects.create(slug="artery", term="Artery", meaning="A tube.")
    found = {change.where: (change.before, change.after) for change in compare(before, compile_rows())}
    assert found["causes.clot.name"] == ("Blood clot in the leg", "Clot")
    assert found["causes.clot.evidence.feel.ache.how_often"] == (0.7, 0.5)
    assert found["glossary.artery"][0] is None
    assert len(found) == 3
    assert compare(before, before) == ()
