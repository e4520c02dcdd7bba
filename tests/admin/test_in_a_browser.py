"""Our pages of the admin in a real browser: signed in by keyboard, accessible, without a breach of the policy."""

import pytest
from playwright.sync_api import Browser

from legsapp import models
from legsapp.publishing import live, releases, transfer
from tests.conftest import TINY
from tests.e2e.looking import AXE, RUN_AXE

PAGES = (
    "/admin/",
    "/admin/legsapp/release/",
    "/admin/legsapp/release/publish/",
    "/admin/legsapp/release/reset/",
    "/admin/legsapp/release/compare/?before=1&after=2",
    "/admin/legsapp/release/1/rollback/",
    "/admin/legsapp/sitestate/add/",
    "/admin/transfer/",
    "/admin/shipped/",
    "/admin/health/",
    "/preview/",
)
STOCK = ("link-in-text-block", "color-contrast")  # of the stock admin's own frame and lists


@pytest.mark.e2e
@pytest.mark.slow
def test_our_pages_are_accessible_and_keep_to_the_policy(
    chromium_browser: Browser, transactional_db, live_server, django_user_model
) -> None:
    django_user_model.objects.create_superuser("pia", password="a long password")
    kb = transfer.load_folder(TINY)
    releases.publish("ada")
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    releases.publish("ada")
    models.RedFlag.objects.filter(slug="rf_calf").update(advice="Ring {urgent_line} now.")
    wrong: list[str] = []
    with live.holding(kb):
        context = chromium_browser.new_context(base_url=live_server.url)
        context.add_init_script(AXE)
        page = context.new_page()
        checker = context.new_page()  # the checker writes styles of its own, which the policy rightly refuses
        page.on("console", lambda told: wrong.append(f"{page.url}: {told.text}") if told.type == "error" else None)
        page.goto("/admin/")
        page.keyboard.type("pia")
        page.keyboard.press("Tab")
        page.keyboard.type("a long password")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/admin/")
        for path in PAGES:
            page.goto(path)
            checker.goto(path)
            found = [item for item in checker.evaluate(RUN_AXE, None) if not item.startswith(STOCK)]
            wrong += [f"{path}: {item}" for item in found]
        page.goto("/admin/legsapp/redflag/")
        page.get_by_role("link", name="One swollen calf").click()
        page.get_by_label("Condition:").fill("swell_type.nil")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Save", exact=True).first.click()
        assert "does not exist" in page.locator(".errorlist").first.inner_text()
        context.close()
    assert not wrong, "\n".join(wrong)
