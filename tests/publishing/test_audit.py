"""How well the content does on its own scenarios."""

from collections.abc import Iterable

import msgspec
import pytest

from legsapp.engine.knowledge import Evidence, KnowledgeBase, RedFlag, Scenario, Urgency
from legsapp.engine.model import Model
from legsapp.publishing import audit
from legsapp.publishing.audit import Share, Studied
from legsapp.publishing.walks import after, walk


@pytest.fixture(scope="module")
def stories(tiny: KnowledgeBase) -> dict[str, Scenario]:
    return {scenario.slug: scenario for scenario in tiny.scenarios}


def but(scenario: Scenario, **changes: object) -> Scenario:
    return msgspec.structs.replace(scenario, **changes)


def study(kb: KnowledgeBase, *scenarios: Scenario) -> tuple[Studied, ...]:
    model = Model(kb)
    return tuple(audit.study(model, scenario) for scenario in scenarios)


def test_urgency_counts_levels_in_both_directions(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    calf = stories["calf"]  # comes out as same-day
    found = audit.levels(
        study(
            tiny,
            calf,
            but(calf, urgency=Urgency.GP_SOON),
            but(calf, urgency=Urgency.GP_ROUTINE),
            but(calf, urgency=Urgency.EMERGENCY),
        )
    )
    assert found.between(0, 0) == Share(1, 4)
    assert found.between(1, 1) == Share(1, 4)
    assert found.between(2, audit.FARTHEST) == Share(1, 4)
    assert found.between(-1, -1) == Share(1, 4)
    assert found.between(0, 1).value == 0.5


def test_at_least_and_at_most_are_kept_to(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    calf = stories["calf"]
    told = study(
        tiny,
        but(calf, urgency=Urgency.SELF_CARE, at_least=True),
        but(calf, urgency=Urgency.SELF_CARE, at_most=True),
    )
    assert audit.levels(told).between(0, 0) == Share(1, 2)
    assert audit.levels(audit.exactly_told(told)).total == 0


def test_what_is_far_too_low_is_named(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    cramps = stories["cramp_ckd"]  # comes out as self-care
    told = study(
        tiny,
        but(cramps, slug="a", urgency=Urgency.PHARMACIST, at_least=False),
        but(cramps, slug="b", urgency=Urgency.GP_ROUTINE, at_least=False),
        but(cramps, slug="c", urgency=Urgency.GP_ROUTINE, at_most=True),
    )
    assert audit.far_too_low(told) == ("b",)


def test_who_is_out_of_scope_is_never_one_level_away(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    young = RedFlag(
        slug="rf_young", name="Too young", urgency=Urgency.OUT_OF_SCOPE, condition="age.a18_39", advice="Ask."
    )
    kb = msgspec.structs.replace(tiny, red_flags=(*tiny.red_flags, young))
    told = but(stories["cramp_ckd"], findings=("age.a18_39",), urgency=Urgency.SELF_CARE, at_least=False)
    assert audit.far_too_low(study(kb, told)) == (told.slug,)


def test_self_care_that_was_sent_to_somebody(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    told = study(tiny, but(stories["calf"], urgency=Urgency.SELF_CARE), stories["cramp_ckd"])
    assert audit.over_triaged(told) == Share(1, 2)


def with_cause(kb: KnowledgeBase, slug: str, **changes: object) -> KnowledgeBase:
    causes = (msgspec.structs.replace(cause, **(changes if cause.slug == slug else {})) for cause in kb.causes)
    return msgspec.structs.replace(kb, causes=tuple(causes))


def test_an_emergency_shows_only_what_to_rule_out(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    chest = stories["chest"]
    painful = with_cause(tiny, "cramps", evidence=(Evidence(finding="emergency.chest_pain", how_often=0.9),))
    told = study(painful, chest, but(chest, causes=("cramps",)), stories["calf"])
    assert "cramps" in {item.cause.slug for item in told[0].found.shown}, "it fits, and the result does not say so"
    found = audit.causes_found(told)
    assert found.ruled_out == Share(1, 2)
    assert found.shown == found.first == Share(1, 1)


def test_what_adds_to_the_trouble_is_shown_and_never_first(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    adding = with_cause(tiny, "cramps", contributor=True)
    told = study(adding, but(stories["cramp_ckd"], causes=("cramps",)))
    assert told[0].outcome.faults == ()
    found = audit.causes_found(told)
    assert (found.shown, found.first) == (Share(1, 1), Share(0, 1))


def test_a_caution_that_blocks_everything_blocks_each_thing(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    [caution] = tiny.cautions
    kb = msgspec.structs.replace(tiny, cautions=(msgspec.structs.replace(caution, blocks=("all",)),))
    assert study(kb, stories["cramp_ckd"])[0].outcome.faults == ()
    kb = msgspec.structs.replace(tiny, cautions=(msgspec.structs.replace(caution, blocks=("stretch",)),))
    assert study(kb, stories["cramp_ckd"])[0].outcome.faults == ("does not block: salt_up",)


def test_a_cause_that_is_not_found_is_told_with_what_led(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    chest, calf = stories["chest"], stories["calf"]
    told = study(tiny, but(chest, causes=("cramps",)), but(calf, causes=("cramps",)), calf)
    assert [(item.expected, item.instead, item.times) for item in audit.confusions(told)] == [("cramps", "clot", 2)]
    worst, best = audit.recalls(told)
    assert (worst.cause, worst.share) == ("cramps", Share(1, 2))  # second in the result, and not in the emergency
    assert (best.cause, best.share) == ("clot", Share(1, 1))


def test_calibration_counts_what_was_said_of_each_cause(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    cramps = but(stories["cramp_ckd"], causes=("cramps",))
    [right] = study(tiny, cramps)
    word = right.found.shown[0].fit
    assert audit.calibration([right])[word] == Share(1, 1)
    assert audit.calibration(study(tiny, cramps, but(cramps, causes=("clot",))))[word] == Share(1, 2)


def test_what_had_been_answered_after_some_pages(tiny: KnowledgeBase, stories: dict[str, Scenario]) -> None:
    model = Model(tiny)
    done = walk(model, stories["calf"])
    answers = done.assessment.answers
    assert after(model, answers, 0).replies == {}
    assert list(after(model, answers, 2).replies) == ["emergency", "age"]
    assert after(model, answers, done.pages) == answers


@pytest.fixture(scope="module")
def some(shipped: KnowledgeBase) -> tuple[Studied, ...]:
    """Stories of causes, with both endings among them."""
    return study(shipped, *[scenario for scenario in shipped.scenarios if scenario.slug.startswith("typ_")][:40])


def test_each_page_buys_something_and_the_last_all(some: tuple[Studied, ...]) -> None:
    table = audit.bought(some)
    assert [row.pages for row in table] == list(range(6, 6 + 2 * len(table), 2))
    assert table[0].final.value < 1 and table[0].ended.hits == 0
    assert table[-1].final.value == table[-1].ended.value == 1
    assert table[-1].shown == audit.causes_found(some).shown
    assert _rises(row.ended.hits for row in table)


def test_pages_to_a_result_leave_emergencies_out(some: tuple[Studied, ...]) -> None:
    found = audit.lengths(some)
    ended = [one for one in some if one.found.urgency is Urgency.EMERGENCY]
    assert found is not None and ended
    assert found.walks == len(some) - len(ended)
    assert found.median <= found.p95 <= found.most
    assert audit.lengths(ended) is None


def _rises(numbers: Iterable[int]) -> bool:
    told = list(numbers)
    return told == sorted(told)
