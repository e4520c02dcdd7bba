"""The language of conditions: what it means, that it can be written back, and that mistakes are told plainly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legsapp.engine.conditions import All, Any, AtLeast, Condition, Facts, Has, Not
from legsapp.engine.knowledge import Urgency
from legsapp.engine.parsing import ConditionError, parse

names = st.sampled_from(["a.x", "a.y", "b.x", "b.y", "c.z"]).map(Has)
conditions: st.SearchStrategy[Condition] = st.recursive(
    names,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: All(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Any(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: AtLeast(2, tuple(items))),
        inner.map(Not),
    ),
    max_leaves=8,
)
facts = st.builds(
    Facts,
    true=st.frozensets(st.sampled_from(["a.x", "a.y", "b.x", "b.y", "c.z"])),
    settled=st.frozensets(st.sampled_from(["a", "b", "c"])),
)


@given(conditions, facts)
def test_what_is_written_back_means_the_same(condition: Condition, known: Facts) -> None:
    again = parse(str(condition))
    assert again.holds(known) == condition.holds(known)
    assert again.value(known) == condition.value(known)


@given(conditions, facts)
def test_what_is_certain_is_decided_so(condition: Condition, known: Facts) -> None:
    value = condition.value(known)
    if value is not None:
        assert condition.holds(known) is value


@given(conditions, facts)
def test_reasons_are_reported_findings(condition: Condition, known: Facts) -> None:
    assert set(condition.because(known)) <= known.true


def test_and_binds_tighter_than_or() -> None:
    condition = parse("a.x or b.x and b.y")
    assert condition.holds(Facts(true=frozenset({"a.x"})))
    assert not condition.holds(Facts(true=frozenset({"b.x"})))


def test_an_answer_nobody_gave_never_discounts_a_danger() -> None:
    condition = parse("swelling.one and not swell_type.longterm")
    assert condition.holds(Facts(true=frozenset({"swelling.one"})))
    assert condition.holds(Facts(true=frozenset({"swelling.one"}), settled=frozenset({"swell_type"})))
    assert not condition.holds(Facts(true=frozenset({"swelling.one", "swell_type.longterm"})))


def test_an_exception_counts_only_when_all_of_it_is_known() -> None:
    """A cramp is discounted only when nothing that would count against cramp is left open."""
    condition = parse("side.one and not (feel.cramp and not feel.ache)")
    assert condition.holds(Facts(true=frozenset({"side.one", "feel.cramp"})))
    settled = frozenset({"feel"})
    assert not condition.holds(Facts(true=frozenset({"side.one", "feel.cramp"}), settled=settled))


def test_flags_levels_and_figures() -> None:
    known = Facts(
        flags=frozenset({"rf_dvt"}), level=Urgency.SAME_DAY, variables={"exercise_min": 90.0, "weight_change_pct": -1.1}
    )
    assert parse("flag rf_dvt and level gp_soon").holds(known)
    assert not parse("level emergency").holds(known)
    assert parse("exercise_min >= 60 and exercise_min < 240").holds(known)
    assert not parse("weight_change_pct >= 0.5").holds(known)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("swelling.one and", "something is missing"),
        ("swelling", "is not a finding"),
        ("swelling.one skin.cord", "did not expect 'skin.cord'"),
        ("at least 3 of (a.x, b.y)", "names only 2"),
        ("level worst", "not a level"),
        ("exercise_min > 3", "cannot read"),
        ("(a.x", "missing at the end"),
        ("a.x and $", "cannot read"),
        ("exercise_min >= b.y", "not a number"),
    ],
)
def test_a_mistake_is_told_in_plain_words(text: str, told: str) -> None:
    with pytest.raises(ConditionError, match=told):
        parse(text)
