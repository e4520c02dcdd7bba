"""Drinks side by side, and the sweat calculator in every system of units."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.sweat import (
    KG_PER_LB,
    KG_PER_OZ,
    LB_PER_STONE,
    ML_PER_UK_FL_OZ,
    ML_PER_US_FL_OZ,
    SweatError,
    SweatInput,
    estimated,
    measured,
)
from legsapp.publishing import live

UNITS = ("metric", "us", "uk")
NAMES = (
    "way", "units", "before", "before_st", "after", "after_st", "drink", "urine", "food", "hours", "minutes", "weight",
    "weight_st", "effort", "heat",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A worked example; the change of weight is positive for a gain."""

    name: str
    before_kg: float
    after_kg: float
    drink_l: float
    food_kg: float
    urine_l: float
    hours: float
    sweat_l: float
    rate: float
    change: float
    kind: str


EXAMPLES = (
    Example("runner on a hot day", 70, 69.2, 0.5, 0, 0, 1, 1.3, 1.3, -1.14, "fine"),
    Example("cyclist", 68.039, 67.359, 0.71, 0, 0.2, 1.5, 1.19, 0.793, -1.0, "fine"),
    Example("walker who drank a lot", 60, 60.8, 3, 0, 0.3, 4, 1.9, 0.475, 1.33, "gain"),
    Example("roofer on a hot day", 82, 80.4, 2.5, 0.2, 0.4, 6, 3.9, 0.65, -1.95, "near"),
)


@pytest.fixture(scope="module", autouse=True)
def held(shipped: KnowledgeBase) -> Iterator[live.Snapshot]:
    with live.holding(shipped) as snapshot:
        yield snapshot


def sent(example: Example, units: str) -> dict[str, str]:
    """The example as somebody would write it in these units."""

    def weight(name: str, kg: float) -> dict[str, str]:
        if units == "metric":
            return {name: f"{kg:.4g}" if kg == round(kg, 1) else f"{kg:.3f}"}
        pounds = kg / KG_PER_LB
        if units == "us":
            return {name: f"{pounds:.4f}"}
        stone = int(pounds // LB_PER_STONE)
        return {f"{name}_st": str(stone), name: f"{pounds - stone * LB_PER_STONE:.4f}"}

    fluid = {"metric": 0.001, "us": ML_PER_US_FL_OZ / 1000, "uk": ML_PER_UK_FL_OZ / 1000}[units]
    food = 0.001 if units == "metric" else KG_PER_OZ
    return {
        "way": "measured", "units": units, **weight("before", example.before_kg), **weight("after", example.after_kg),
        "drink": f"{example.drink_l / fluid:.4f}", "urine": f"{example.urine_l / fluid:.4f}",
        "food": f"{example.food_kg / food:.4f}", "hours": str(int(example.hours)),
        "minutes": f"{(example.hours % 1) * 60:.0f}",
    }  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_worked_examples(example: Example) -> None:
    result = measured(
        SweatInput(
            example.before_kg, example.after_kg, example.drink_l, example.hours, example.food_kg, example.urine_l
        )
    )
    assert result.sweat_l == pytest.approx(example.sweat_l, abs=0.005)
    assert result.rate_l_per_h == pytest.approx(example.rate, abs=0.0005)
    assert result.weight_change_pct == pytest.approx(example.change, abs=0.005)
    assert result.ceiling_l_per_h <= min(0.8, result.rate_l_per_h)


@pytest.mark.parametrize("units", UNITS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_worked_examples_on_the_page(client: Client, example: Example, units: str) -> None:
    response = client.post("/drinks/calculator/", sent(example, units))
    text = " ".join(response.content.decode().split())
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert f'data-kind="{example.kind}"' in text
    litres = f"{example.sweat_l:.2f}".rstrip("0").rstrip(".")
    assert f"{litres} litres" in text
    assert f"{abs(example.change):.2f}".rstrip("0").rstrip(".") + " %" in text
    assert ("heavier" if example.change > 0 else "lighter") in text


def test_the_cyclist_in_the_units_of_the_cyclist(client: Client) -> None:
    response = client.post(
        "/drinks/calculator/",
        {"units": "us", "before": "150", "after": "148.5", "drink": "24", "urine": "6.7628", "hours": "1",
         "minutes": "30"},
    )  # fmt: skip
    text = response.content.decode()
    assert "40 fl oz (1.19 litres)" in text
    assert "1 % lighter" in text
    assert "26 fl oz (0.79 litres) an hour" in text


def test_the_sodium_of_a_litre_and_a_third() -> None:
    result = measured(SweatInput(70, 69.2, 0.5, 1))
    assert result.sodium_mg[1] == 1076
    assert (round(result.sodium_mg[0], -1), round(result.sodium_mg[2], -1)) == (540, 2120)
    assert result.salt_g[1] == 2.7


def test_whoever_drank_too_much_is_told_to_stop(client: Client) -> None:
    text = client.post("/drinks/calculator/", sent(EXAMPLES[2], "metric")).content.decode()
    assert "stop drinking for now" in text
    assert "sodium may be low" in text
    assert "emergency number" in text


@pytest.mark.parametrize(
    ("after", "kind"), [("70.2", "slight_gain"), ("70.4", "gain"), ("68.5", "beyond"), ("69.9", "fine")]
)
def test_every_change_of_weight_has_its_words(client: Client, after: str, kind: str) -> None:
    data = {"before": "70", "after": after, "drink": "900", "hours": "1"}
    assert f'data-kind="{kind}"' in client.post("/drinks/calculator/", data).content.decode()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"before": "700"}, "before", "30 kg to 250 kg"),
        ({"before": "abc"}, "before", "Write a number"),
        ({"before": "-70"}, "before", "Write a number"),
        ({"before": ""}, "before", "This one is needed"),
        ({"after": "50"}, "after", "differ by a tenth"),
        ({"drink": "20000"}, "drink", "up to 15 litres"),
        ({"drink": "9000"}, "drink", "over 3 litres of sweat an hour"),
        ({"after": "72", "drink": "0"}, "drink", "nothing was sweated"),
        ({"hours": "0", "minutes": "10"}, "hours", "quarter of an hour"),
        ({"hours": "30"}, "hours", "24 hours"),
        ({"food": "9000"}, "food", "up to 5 kg"),
        ({"units": "us", "before": "9"}, "before", "66 lb to 550 lb"),
        ({"hours": "1e9"}, "hours", "Write a number"),
        ({"drink": "NaN"}, "drink", "Write a number"),
    ],
)
def test_odd_figures_are_asked_back(client: Client, change: dict[str, str], field: str, words: str) -> None:
    data = {"way": "measured", "before": "70", "after": "69.2", "drink": "500", "hours": "1"} | change
    response = client.post("/drinks/calculator/", data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in text
    assert f'href="#measured-{field}"' in text
    assert words in text
    if change.get("before") == "700":
        assert 'value="700"' in text


def test_every_odd_figure_is_named_at_once(client: Client) -> None:
    text = client.post("/drinks/calculator/", {"before": "700", "drink": "x"}).content.decode()
    for field in ("before", "after", "drink", "hours"):
        assert f'href="#measured-{field}"' in text


def test_a_decimal_comma_is_read(client: Client) -> None:
    data = {"before": "70,0", "after": "69,2", "drink": "500", "hours": "1"}
    assert client.post("/drinks/calculator/", data).status_code == 200


@pytest.mark.parametrize("units", UNITS)
def test_an_estimate(client: Client, units: str) -> None:
    weight = {"metric": {"weight": "70"}, "us": {"weight": "154.3"}, "uk": {"weight_st": "11", "weight": "0.3"}}[units]
    data = {"way": "estimated", "units": units, "effort": "steady", "heat": "warm", "hours": "1", **weight}
    text = client.post("/drinks/calculator/", data).content.decode()
    assert 'data-kind="estimate"' in text
    assert "0.44 litres" in text
    assert "0.82 litres" in text


def test_an_estimate_needs_effort_and_heat(client: Client) -> None:
    response = client.post("/drinks/calculator/", {"way": "estimated", "weight": "70", "hours": "1"})
    assert response.status_code == 422
    assert b'href="#effort-light"' in response.content
    assert b'href="#heat-cool"' in response.content


def test_estimates_grow_with_weight_effort_and_heat_and_never_advise_more_than_is_sweated() -> None:
    efforts, heats = ("light", "steady", "hard"), ("cool", "warm", "hot")
    for weight in (30, 55, 90, 250):
        rates = [[estimated(weight, effort, heat, 1).rate_l_per_h[1] for heat in heats] for effort in efforts]
        assert all(row == sorted(row) for row in rates)
        assert [row[0] for row in rates] == sorted(row[0] for row in rates)
        for effort in efforts:
            for heat in heats:
                found = estimated(weight, effort, heat, 2)
                assert found.ceiling_l_per_h <= min(0.8, found.rate_l_per_h[0] + 0.005)
                assert found.rate_l_per_h[2] <= 3


@pytest.mark.parametrize("weight", [0, 29.9, 251, float("nan"), float("inf")])
def test_an_estimate_asks_back_an_odd_weight(weight: float) -> None:
    with pytest.raises(SweatError):
        estimated(weight, "light", "cool", 1)


@pytest.mark.django_db
def test_the_calculator_needs_no_cookie_and_asks_the_database_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as queries:
        response = strict.post("/drinks/calculator/", sent(EXAMPLES[0], "metric"))
    assert response.status_code == 200
    assert not response.cookies
    assert len(queries) == 0


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=14) | st.decimals(0, 99999, places=2).map(str)))
@settings(max_examples=120, deadline=None)
def test_whatever_is_sent_gets_an_answer(data: dict[str, str]) -> None:
    assert Client().post("/drinks/calculator/", data).status_code in (200, 422)


def test_the_empty_form_is_kept_by_caches_and_sets_nothing(client: Client) -> None:
    for units in ("", "?units=us", "?units=uk", "?units=zzz"):
        response = client.get(f"/drinks/calculator/{units}")
        assert response.status_code == 200
        assert response.headers["Cache-Control"].startswith("public")
        assert not response.cookies
    assert b"US fl oz" in client.get("/drinks/calculator/?units=us").content


def test_drinks_stand_beside_sweat(client: Client, held: live.Snapshot) -> None:
    text = client.get("/drinks/").content.decode()
    assert "A litre of sweat" in text
    assert "828 mg" in text
    for drink in held.model.kb.drinks:
        assert drink.name in text
    assert "Use nothing but drinking water" in text
