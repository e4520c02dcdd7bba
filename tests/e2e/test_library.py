"""The foods explorer in a browser: a day is built in sight, and the list stays where it is."""

from playwright.sync_api import Page, expect

TOP = "slug => document.querySelector(`#day-${slug}`).getBoundingClientRect().top"


def add(page: Page, slug: str) -> None:
    with page.expect_response(lambda reply: f"day={slug}" in reply.url):
        page.locator(f"#day-{slug}").click()
    expect(page.locator(f"#day-{slug}")).to_be_checked()


def test_a_food_that_is_ticked_stays_where_it_is(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/foods/")
    page.locator("#day-brazil_nuts").scroll_into_view_if_needed()
    before = page.evaluate(TOP, "brazil_nuts")
    add(page, "brazil_nuts")
    expect(page.locator(".day h2")).to_have_text("Your day: 1 food")
    expect(page.locator(".day h2")).to_be_in_viewport()
    assert page.evaluate(TOP, "brazil_nuts") == before
    expect(page.locator("#day-brazil_nuts")).to_be_focused()


def test_a_day_outlives_a_search_and_a_food_can_be_taken_out(page: Page) -> None:
    page.goto("/foods/?all=1")
    add(page, "almonds")
    add(page, "banana")
    with page.expect_response("**q=milk**"):
        page.locator("#q").press_sequentially("milk")
    expect(page.locator("#day-almonds")).to_have_count(0)
    expect(page.locator(".day h2")).to_have_text("Your day: 2 foods")
    page.locator(".day summary").click()
    page.locator(".day button[value=almonds]").click()
    expect(page.locator(".day button[value=almonds]")).to_have_count(0)
    expect(page.locator(".day button[value=banana]")).to_be_visible()
    expect(page.locator(".day h2")).to_have_text("Your day: 1 food")
