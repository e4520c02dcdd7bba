"""People made of the content's own figures."""

import msgspec
import pytest

from legsapp.engine.knowledge import KnowledgeBase, RedFlag, Urgency
from legsapp.engine.model import Model
from legsapp.publishing import simulation
from legsapp.publishing.people import People
from legsapp.publishing.simulation import Visit

MANY = 3000


@pytest.fixture(scope="module")
def model(tiny: KnowledgeBase) -> Model:
    return Model(tiny)


def told(model: Model, cause: str, question: str, number: int = MANY) -> list[tuple[str, ...]]:
    people = People(model)
    return [people.drawn(cause, 1, at)(model.questions[question]).options for at in range(number)]


def share(replies: list[tuple[str, ...]], option: str) -> float:
    return sum(option in reply for reply in replies) / len(replies)


def test_findings_come_as_often_as_the_content_says(model: Model) -> None:
    feel = told(model, "clot", "feel")
    assert share(feel, "swollen") == pytest.approx(0.8, abs=0.03)
    assert share(feel, "cramp") == pytest.approx(0.3, abs=0.03), "no figure of its own: as common as among everybody"
    swell_type = told(model, "clot", "swell_type")
    assert share(swell_type, "calf_big") == pytest.approx(1.8 * 0.1, abs=0.03), "a ratio times the base rate"


def test_a_single_choice_has_one_answer_and_the_rest_share_what_is_left(model: Model) -> None:
    age = told(model, "cramps", "age")
    assert {len(reply) for reply in age} == {1}
    assert share(age, "a40p") == pytest.approx(0.7, abs=0.03)
    assert share(age, "a18_39") == pytest.approx(0.3, abs=0.03)


def test_none_of_these_stands_alone_and_nothing_is_left_open(model: Model) -> None:
    feel = told(model, "cramps", "feel")
    assert all(reply for reply in feel)
    assert {reply for reply in feel if "none" in reply} == {("none",)}


def test_those_whom_the_check_is_not_for_are_not_drawn(tiny: KnowledgeBase) -> None:
    young = RedFlag(slug="rf_young", name="Young", urgency=Urgency.OUT_OF_SCOPE, condition="age.a18_39", advice="Ask.")
    model = Model(msgspec.structs.replace(tiny, red_flags=(*tiny.red_flags, young)))
    assert set(told(model, "cramps", "age", 200)) == {("a40p",)}


def test_the_same_seed_gives_the_same_people(model: Model) -> None:
    planned = simulation.plan(model.kb, 60)
    once = list(simulation.visits(model, planned, 7))
    assert once == list(simulation.visits(model, planned, 7))
    assert once != list(simulation.visits(model, planned, 8))


def test_half_are_drawn_by_how_common_and_half_alike(tiny: KnowledgeBase) -> None:
    causes = [msgspec.structs.replace(cause, contributor=False) for cause in tiny.causes]
    total = sum(cause.prior_per_1000 for cause in causes)
    planned = dict(simulation.plan(msgspec.structs.replace(tiny, causes=tuple(causes)), 1000))
    for cause in causes:
        assert planned[cause.slug] == pytest.approx(250 + 500 * cause.prior_per_1000 / total, abs=1)
    adding = msgspec.structs.replace(causes[0], contributor=True)
    rest = msgspec.structs.replace(tiny, causes=(adding, *causes[1:]))
    assert adding.slug not in dict(simulation.plan(rest, 1000)), "never ranked, so never to be found"


def visit(cause: str, *, shown: bool, result: bool = True, first: str = "cramps") -> Visit:
    return Visit(cause, result, shown, first, () if result else ("rf_chest",))


def test_the_means_weigh_causes_by_how_common_or_alike(model: Model) -> None:
    common, rare = model.causes["cramps"].prior_per_1000, model.causes["clot"].prior_per_1000
    found = simulation.summary(
        model,
        [
            *(visit("cramps", shown=True) for _ in range(4)),
            *(visit("clot", shown=at == 0) for at in range(4)),
        ],
    )
    assert found.each_alike(lambda met: met.results) == pytest.approx((1 + 0.25) / 2)
    assert found.by_how_common(lambda met: met.results) == pytest.approx((common + 0.25 * rare) / (common + rare))
    [weak] = found.weak
    assert (weak.cause.slug, weak.instead) == ("clot", (("cramps", 3),))


def test_emergencies_stand_apart_from_results(model: Model) -> None:
    found = simulation.summary(
        model, [visit("clot", shown=True), visit("clot", shown=False, result=False), visit("clot", shown=False)]
    )
    [met] = found.met
    assert (met.results.hits, met.results.of) == (1, 2)
    assert (met.everybody.hits, met.everybody.of) == (1, 3)
    assert found.ended == pytest.approx(1 / 3)
    assert found.ended_by == {"rf_chest": pytest.approx(1 / 3)}


def test_a_few_results_say_nothing_when_the_danger_is_ruled_out(model: Model) -> None:
    caught = [visit("clot", shown=True, result=False) for _ in range(20)]
    few, many = ([visit("clot", shown=False) for _ in range(number)] for number in (2, simulation.ENOUGH))
    assert simulation.summary(model, [*caught, *few]).weak == ()
    assert [met.cause.slug for met in simulation.summary(model, [*caught, *many]).weak] == ["clot"]


def test_a_cause_that_the_questions_cannot_tell_is_listed(tiny: KnowledgeBase) -> None:
    model = Model(tiny)
    clear = simulation.summary(model, simulation.visits(model, simulation.plan(tiny, 80), 1))
    assert "clot" not in {met.cause.slug for met in clear.weak}
    mute = tuple(msgspec.structs.replace(cause, evidence=()) for cause in tiny.causes)
    model = Model(msgspec.structs.replace(tiny, causes=mute))
    dull = simulation.summary(model, simulation.visits(model, simulation.plan(model.kb, 80), 1))
    assert {met.cause.slug for met in dull.weak} == {"clot", "cramps"}
