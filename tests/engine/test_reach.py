"""What can never come about is told before it is published."""

import msgspec
import pytest

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.lint import lint
from legsapp.publishing import gate, walks

NEVER = "can never hold"


def changed(kb: KnowledgeBase, concept: str, slug: str, **fields: object) -> KnowledgeBase:
    rows = tuple(msgspec.structs.replace(row, **fields) if row.slug == slug else row for row in getattr(kb, concept))
    return msgspec.structs.replace(kb, **{concept: rows})


def told(kb: KnowledgeBase) -> dict[str, str]:
    return {problem.where: problem.message for problem in lint(kb) if problem.severity == "error"}


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        ("age.a40p and age.a18_39", False),  # two answers to a single choice
        ("emergency.none and emergency.chest_pain", False),  # "none of these" beside one of them
        ("feel.cramp and not feel.cramp", False),
        ("(age.a40p or feel.cramp) and age.a18_39", True),
        ("at least 2 of (age.a40p, age.a18_39)", False),
        ("at least 2 of (age.a40p, age.a18_39, feel.cramp)", True),
        ("feel.cramp and not (feel.cramp and feel.ache)", True),
        ("flag rf_chest and level emergency", True),
    ],
)
def test_a_condition_that_contradicts_itself(tiny: KnowledgeBase, condition: str, possible: bool) -> None:
    slug = tiny.cautions[0].slug
    found = told(changed(tiny, "cautions", slug, condition=condition))
    assert (NEVER not in found.get(f"cautions.{slug}.condition", "")) == possible


def test_questions_that_wait_for_each_other_are_never_asked(tiny: KnowledgeBase) -> None:
    kb = changed(tiny, "questions", "feel", applies_when="swell_type.calf_big")
    assert NEVER not in str(told(tiny))
    found = told(changed(kb, "questions", "swell_type", applies_when="feel.swollen"))
    assert {where for where, message in found.items() if NEVER in message} >= {
        "questions.feel.applies_when", "questions.swell_type.applies_when", "red_flags.rf_calf.condition",
    }  # fmt: skip
    assert "nobody is ever asked" in found["causes.clot.evidence"]


def test_a_name_that_does_not_exist_is_told_once(tiny: KnowledgeBase) -> None:
    found = told(changed(tiny, "red_flags", "rf_calf", condition="swell_type.nil"))
    assert "does not exist" in found["red_flags.rf_calf.condition"]


def test_a_walk_that_is_too_long_is_a_warning_and_one_without_end_an_error(
    tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "LONGEST", 2)
    long = [problem for problem in gate._examine(tiny).problems if "pages to a result" in problem.message]
    assert {problem.severity for problem in long} == {"warning"}
    monkeypatch.setattr(walks, "MOST_PAGES", 1)
    assert "does not end" in gate._examine(tiny).blockers[0]
