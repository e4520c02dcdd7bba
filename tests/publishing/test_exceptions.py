"""What no scenario shows to work."""

from dataclasses import fields

import msgspec
import pytest

from legsapp.engine.knowledge import Cause, Evidence, KnowledgeBase, RedFlag, Scenario, Urgency
from legsapp.engine.model import Model
from legsapp.publishing.exceptions import Exceptions, exceptions, overtaken
from legsapp.publishing.gate import outcomes
from legsapp.publishing.walks import walk

NO_CALF_ALARM = Scenario(
    slug="near_calf",
    story="An ache, and no swelling.",
    findings=("emergency.none", "feel.ache"),
    urgency=Urgency.SELF_CARE,
    not_flags=("rf_calf",),
)


def found(kb: KnowledgeBase) -> Exceptions:
    model = Model(kb)
    return exceptions(model, [walk(model, scenario) for scenario in kb.scenarios])


def listed(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    told = found(kb)
    return {field.name: slugs for field in fields(told) if (slugs := getattr(told, field.name))}


@pytest.fixture(scope="module")
def whole(tiny: KnowledgeBase) -> KnowledgeBase:
    """The small content with the near miss that it lacks."""
    return msgspec.structs.replace(tiny, scenarios=(*tiny.scenarios, NO_CALF_ALARM))


def without(kb: KnowledgeBase, *slugs: str) -> KnowledgeBase:
    kept = tuple(scenario for scenario in kb.scenarios if scenario.slug not in slugs)
    return msgspec.structs.replace(kb, scenarios=kept)


def test_a_near_miss_that_is_missing_is_named(tiny: KnowledgeBase, whole: KnowledgeBase) -> None:
    assert listed(tiny) == {"flags_without_near_miss": ("rf_calf",)}
    assert listed(whole) == {}
    assert found(tiny).number == 1


def test_what_a_story_alone_shows_is_missed_without_it(whole: KnowledgeBase) -> None:
    assert listed(without(whole, "calf")) == {
        "never_asked": ("swell_type",),
        "flags_without_story": ("rf_calf",),
        "flags_without_near_miss": ("rf_chest",),
    }
    assert listed(without(whole, "cramp_ckd")) == {"cautions_without_story": ("g_ckd",)}


def test_a_story_must_name_the_flag_that_it_shows(whole: KnowledgeBase) -> None:
    silent = (msgspec.structs.replace(scenario, flags=()) for scenario in whole.scenarios)
    assert listed(msgspec.structs.replace(whole, scenarios=tuple(silent))) == {
        "flags_without_story": ("rf_chest", "rf_calf")
    }


def test_a_flag_that_fires_in_its_near_miss_has_none(whole: KnowledgeBase) -> None:
    fires = msgspec.structs.replace(NO_CALF_ALARM, findings=("feel.swollen", "swell_type.calf_big"))
    kb = without(whole, "near_calf")
    kb = msgspec.structs.replace(kb, scenarios=(*kb.scenarios, fires))
    assert listed(kb)["flags_without_near_miss"] == ("rf_calf",)


def test_a_cause_that_nothing_speaks_for_never_leads(whole: KnowledgeBase) -> None:
    pale = Cause(
        slug="pale",
        name="Pale",
        medical_name="Pallor",
        prior_per_1000=0.1,
        evidence=(Evidence(finding="feel.ache", how_often=0.5),),
    )
    kb = msgspec.structs.replace(whole, causes=(*whole.causes, pale))
    assert listed(kb) == {"never_first": ("pale",)}
    clear = msgspec.structs.replace(pale, prior_per_1000=20, evidence=(Evidence(finding="feel.ache", how_often=0.99),))
    assert listed(msgspec.structs.replace(kb, causes=(*whole.causes, clear))) == {}


@pytest.mark.parametrize(
    ("condition", "late"),
    [
        ("emergency.chest_pain", False),
        ("emergency.chest_pain and feel.cramp", True),
        ("emergency.chest_pain and (feel.cramp or conditions.ckd)", True),
        ("emergency.chest_pain and feel.cramp or conditions.ckd", False),
        ("feel.cramp and conditions.ckd", False),
    ],
)
def test_a_flag_that_an_emergency_always_overtakes(tiny: KnowledgeBase, condition: str, late: bool) -> None:
    flag = RedFlag(slug="rf_more", name="More", urgency=Urgency.EMERGENCY, condition=condition, advice="Call.")
    kb = msgspec.structs.replace(tiny, red_flags=(*tiny.red_flags, flag))
    assert overtaken(Model(kb), flag) is late
    assert found(kb).overtaken == (("rf_more",) if late else ())


@pytest.mark.slow
def test_the_shipped_content_has_no_exceptions(shipped: KnowledgeBase) -> None:
    model = Model(shipped)
    told = exceptions(model, [outcome.walk for outcome in outcomes(model)])
    assert {field.name: getattr(told, field.name) for field in fields(told) if field.name != "overtaken"} == {
        field.name: () for field in fields(told) if field.name != "overtaken"
    }
