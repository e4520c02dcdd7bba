"""The foods explorer: filters, order, and a day added up."""

from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.test import Client

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from legsapp.web.presenters.library import library_of
from legsapp.web.presenters.library_foods import LOW_POTASSIUM_MG, FoodsPage


@pytest.fixture(scope="module")
def held(shipped: KnowledgeBase) -> Iterator[live.Snapshot]:
    with live.holding(shipped) as snapshot:
        yield snapshot


def page(held: live.Snapshot, query: str) -> FoodsPage:
    return FoodsPage(library_of(held.model), QueryDict(query))


def test_without_filters_every_food_is_counted_and_some_are_shown(held: live.Snapshot) -> None:
    everything = page(held, "")
    assert everything.count == everything.total == len(held.model.kb.foods)
    assert everything.hidden == everything.count - len(everything.rows)
    assert page(held, "all=1").hidden == 0


def test_search_for_a_word(held: live.Snapshot) -> None:
    assert {food.slug for food in page(held, "q=BANANA").found} == {"banana"}
    assert page(held, "q=zzz").found == ()


@pytest.mark.parametrize("diet", ["vegan", "vegetarian"])
def test_by_diet(held: live.Snapshot, diet: str) -> None:
    found = page(held, f"diet={diet}").found
    assert found
    assert all(diet in food.diet for food in found)


@pytest.mark.parametrize("name", ["milk", "nuts", "peanut", "fish", "egg", "gluten", "soy", "sesame"])
def test_by_allergy_leaves_out_what_holds_or_may_hold_it(held: live.Snapshot, name: str) -> None:
    found = page(held, f"without={name}").found
    assert 0 < len(found) < len(held.model.kb.foods)
    assert not any(name in food.contains or food.may_contain == name for food in found)


def test_by_group_richness_and_low_potassium_together(held: live.Snapshot) -> None:
    assert {food.group for food in page(held, "group=Fruit").found} == {"Fruit"}
    rich = page(held, "rich=magnesium&sort=magnesium").found
    assert rich
    amounts = [food.magnesium_mg or 0 for food in rich]
    assert amounts == sorted(amounts, reverse=True)
    assert min(amounts) >= 0.095 * 420
    low = page(held, "low_potassium=1").found
    assert low
    assert all(food.potassium_mg is not None and food.potassium_mg <= LOW_POTASSIUM_MG for food in low)
    assert set(page(held, "group=Fruit&low_potassium=1").found) <= set(low)


@pytest.mark.parametrize("sort", ["name", "potassium", "magnesium", "calcium", "sodium", "low_sodium", "sugar"])
def test_every_order_keeps_every_food(held: live.Snapshot, sort: str) -> None:
    assert page(held, f"sort={sort}").count == len(held.model.kb.foods)


def test_a_day_is_added_up(held: live.Snapshot) -> None:
    day = page(held, "day=banana&day=almonds&day=banana&day=unknown")
    assert [food.slug for food in day.day] == ["banana", "almonds"]
    foods = library_of(held.model).foods
    mg = (foods["banana"].potassium_mg or 0) + (foods["almonds"].potassium_mg or 0)
    (potassium,) = (total for total in day.totals if total.name == "Potassium")
    assert potassium.percent == round(100 * mg / 4700)
    assert day.meta.index is False


def test_a_food_is_taken_out_of_the_day(held: live.Snapshot) -> None:
    assert [food.slug for food in page(held, "day=banana&day=almonds&out=banana").day] == ["almonds"]


def test_the_form_carries_what_its_list_does_not_show(client: Client, held: live.Snapshot) -> None:
    """A day outlives a search, and "show all" outlives a tick."""
    text = client.get("/foods/", {"q": "banana", "day": ["almonds", "banana"], "all": "1"}).content.decode()
    for field in (
        'type="hidden" name="day" value="almonds"',
        'name="day" value="banana" checked',
        'name="all" value="1"',
    ):
        assert text.count(field) == 1, field
    assert 'type="hidden" name="day" value="banana"' not in text


@pytest.mark.parametrize(
    "query", ["", "q=x&rich=uranium&diet=&sort=zzz&group=<b>&without=air&day=../..&all=2", "q=%00"]
)
def test_the_page_answers_any_query(client: Client, held: live.Snapshot, query: str) -> None:
    response = client.get(f"/foods/?{query}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("public")


def test_every_food_names_its_entry_in_the_food_table(client: Client, held: live.Snapshot) -> None:
    text = client.get("/foods/?all=1").content.decode()
    for food in held.model.kb.foods:
        assert not food.fdc_id or f"USDA {food.fdc_id}" in text


def test_htmx_gets_only_the_list_and_caches_tell_the_two_apart(client: Client, held: live.Snapshot) -> None:
    whole = client.get("/foods/", {"q": "banana"})
    part = client.get("/foods/", {"q": "banana"}, headers={"hx-request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"Banana" in part.content
    assert "HX-Request" in part.headers["Vary"]
    assert part.headers["ETag"] != whole.headers["ETag"]
