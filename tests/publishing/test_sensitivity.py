"""How far results rest on weights that nobody has published."""

from itertools import islice

import msgspec
import pytest

from legsapp.engine.knowledge import Cause, Evidence, KnowledgeBase
from legsapp.engine.model import Model
from legsapp.publishing import sensitivity
from legsapp.publishing.leverage import Lever, Screen, pull, strongest
from legsapp.publishing.sensitivity import STRONGER, WEAKER
from legsapp.publishing.walks import walk


@pytest.fixture(scope="module")
def model(tiny: KnowledgeBase) -> Model:
    return Model(tiny)


def weights(model: Model, cause: str, finding: str) -> tuple[int, int | None]:
    found = model.cause_table.weights[model.cause_table.position[cause]]
    return found.present[finding], found.absent.get(finding)


def test_published_figures_stay_and_judgement_moves(model: Model) -> None:
    rows = sensitivity.unpublished(model)
    assert ("clot", "swell_type.pits") in rows
    assert ("clot", "feel.swollen") not in rows and ("clot", "swell_type.calf_big") not in rows
    assert ("cramps", "age.a18_39") in rows, "it shares what a judged figure leaves"


def test_what_shares_the_rest_of_a_published_figure_stays_too(tiny: KnowledgeBase) -> None:
    [cramps] = [cause for cause in tiny.causes if cause.slug == "cramps"]
    rows = tuple(
        msgspec.structs.replace(row, source="wells") if row.finding == "age.a40p" else row for row in cramps.evidence
    )
    causes = tuple(msgspec.structs.replace(cause, evidence=rows) if cause is cramps else cause for cause in tiny.causes)
    moving = sensitivity.unpublished(Model(msgspec.structs.replace(tiny, causes=causes)))
    assert {name for cause, name in moving if cause == "cramps"} == {"feel.cramp", "conditions.ckd"}


@pytest.mark.parametrize("factor", [WEAKER, STRONGER])
def test_a_weight_that_is_moved_is_half_or_half_as_much_again(model: Model, factor: float) -> None:
    other = sensitivity.moved(model, {("clot", "feel.ache"): factor})
    present, absent = weights(model, "clot", "feel.ache")
    assert absent is not None
    assert weights(other, "clot", "feel.ache") == (round(present * factor), round(absent * factor))
    assert weights(other, "clot", "swell_type.pits") == weights(model, "clot", "swell_type.pits")


def test_nothing_moved_changes_nothing(shipped: KnowledgeBase) -> None:
    model = Model(shipped)
    same = sensitivity.moved(model, {})
    stories = shipped.scenarios[::40]
    before, after = ([walk(content, story) for story in stories] for content in (model, same))
    found = sensitivity.compare(before, after)
    assert (found.first.hits, found.first_three.hits, found.urgency.hits) == (0, 0, 0)
    for slug in ("nlc", "cvi", "dvt"):
        at = model.cause_table.position[slug]
        assert same.cause_table.weights[at].present == model.cause_table.weights[at].present
        assert same.cause_table.weights[at].absent == model.cause_table.weights[at].absent


def test_a_scenario_that_comes_out_otherwise_is_counted(model: Model) -> None:
    """With the figures for a clot turned weak, cramps lead where a clot did; red flags are left alone."""
    quiet = msgspec.structs.replace(model.kb, red_flags=tuple(f for f in model.kb.red_flags if f.slug != "rf_calf"))
    model = Model(quiet)
    other = Model(msgspec.structs.replace(quiet, causes=tuple(_dull(cause) for cause in quiet.causes)))
    before, after = ([walk(content, story) for story in quiet.scenarios] for content in (model, other))
    found = sensitivity.compare(before, after)
    assert (found.first.hits, found.first.of) == (1, 3)
    assert found.urgency.hits == 0


def _dull(cause: Cause) -> Cause:
    if cause.slug != "clot":
        return cause
    rows = tuple(Evidence(finding=row.finding, lr_present=0.01) for row in cause.evidence)
    return msgspec.structs.replace(cause, evidence=rows, groups=())


def test_by_chance_each_row_goes_its_own_way_and_the_seed_decides(model: Model) -> None:
    rows = tuple(("clot", f"feel.{number}") for number in range(100))
    moves = sensitivity.at_random(rows, 3)
    assert set(moves.values()) == {WEAKER, STRONGER}
    assert moves == sensitivity.at_random(rows, 3) != sensitivity.at_random(rows, 4)


@pytest.fixture(scope="module")
def some(shipped: KnowledgeBase) -> tuple[Model, list]:
    model = Model(shipped)
    calm = (story for story in shipped.scenarios if story.slug.startswith(("typ_", "near_")))
    return model, [walk(model, story).assessment for story in islice(calm, 0, None, 5)]


def test_the_screen_finds_the_weights_that_change_who_leads(some: tuple[Model, list]) -> None:
    model, found = some
    screen = Screen(model, sensitivity.unpublished(model))
    for item in found:
        screen.add(item)
    best = strongest(pull(model, row, found) for row in screen.most(3))[0]
    assert best.first, "what the screen puts first does change what leads"
    told = set(screen.most(100_000))
    idle = next(row for row in sensitivity.unpublished(model) if row not in told)
    assert pull(model, idle, found).first < best.first
    assert 0 < screen.idle < len(sensitivity.unpublished(model))


def test_what_leads_counts_before_the_first_three_and_urgency() -> None:
    levers = [Lever(("a", "x"), 1, 9, 9), Lever(("b", "x"), 2, 2, 0), Lever(("c", "x"), 2, 3, 0)]
    assert [lever.row[0] for lever in strongest(levers)] == ["c", "b", "a"]
