"""The pages of the admin in a real browser, stock ones included: accessible in light and dark, true to the policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page

from legsapp import models
from legsapp.publishing import live, releases, shipments, transfer
from tests.admin.forms import address
from tests.conftest import TINY
from tests.e2e.looking import AXE, IN_THE_DARK, RUN_AXE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
OURS = (
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
STOCK = (
    "/admin/legsapp/",
    "/admin/legsapp/cause/",
    "/admin/legsapp/cause/?q=no-such-cause",
    "/admin/legsapp/cause/add/",
    "/admin/legsapp/drink/add/",
    "/admin/legsapp/scenario/",
    "/admin/legsapp/change/",
    "/admin/row/causes/clot/",
    "/admin/row/questions/feel/",
    "/admin/row/topics/feel/",
    "/admin/password_change/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
)
QUIETLY = {"preload": False}  # asks the server for nothing
OF_COLOURS = {"runOnly": {"type": "rule", "values": IN_THE_DARK}}
NAME, PASSWORD = "pia", "a long password"


@pytest.fixture
def content(transactional_db, django_user_model, settings, tmp_path: Path) -> Iterator[list[str]]:
    """Two releases, a draft that differs, files of a newer version, and an account that may do everything. Gives the
    addresses to look at."""
    user = django_user_model.objects.create_superuser(NAME, password=PASSWORD)
    kb = transfer.load_folder(TINY)
    shipments.note(kb, "ada")
    settings.FIXTURES = tmp_path / "newer"
    flags = tuple(msgspec.structs.replace(flag, why=f"{flag.why} It is new.") for flag in kb.red_flags)
    transfer.write_folder(settings.FIXTURES, msgspec.structs.replace(kb, red_flags=flags))
    first = releases.publish("ada")
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    releases.publish("ada")
    models.RedFlag.objects.filter(slug="rf_calf").update(advice="Ring {urgent_line} now.")
    term, source = models.GlossaryTerm.objects.first(), models.Source.objects.get(slug="judgement")
    of_rows = (
        address(models.Release, "change", first.pk),
        address(models.Change, "change", models.Change.objects.first().pk),
        address(models.GlossaryTerm, "delete", term.pk),
        address(models.GlossaryTerm, "history", term.pk),
        address(models.Source, "delete", source.pk),
        f"/admin/auth/user/{user.pk}/change/",
        f"/admin/auth/user/{user.pk}/password/",
        f"/admin/auth/group/{Group.objects.first().pk}/change/",
    )
    with live.holding(kb):
        yield [*OURS, *STOCK, *of_rows]


@dataclass
class Desk:
    page: Page
    complaints: list[str]

    def faults(self) -> list[str]:
        """In light all of them; in the dark what colours change. The policy rightly refuses the checker's styles."""
        before = len(self.complaints)
        self.page.emulate_media(color_scheme="light")
        found = [f"light: {fault}" for fault in self.page.evaluate(RUN_AXE, QUIETLY)]
        self.page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for fault in self.page.evaluate(RUN_AXE, QUIETLY | OF_COLOURS)]
        del self.complaints[before:]
        return found


@pytest.fixture
def stranger(live_server, chromium_browser: Browser) -> Iterator[Desk]:
    """A browser in which nobody is signed in. No page that it shows may break the policy."""
    context = chromium_browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    context.add_init_script(AXE)
    desk = Desk(context.new_page(), [])
    desk.page.set_default_timeout(30_000)
    desk.page.on("console", lambda told: desk.complaints.append(told.text) if told.type == "error" else None)
    yield desk
    context.close()
    assert desk.complaints == []


@pytest.fixture
def desk(content, live_server, stranger: Desk) -> Desk:
    """Somebody signed in, by keyboard."""
    stranger.page.goto("/admin/")
    stranger.page.locator("[name=username]:focus").wait_for()  # what is typed before goes nowhere
    stranger.page.keyboard.type(NAME)
    stranger.page.keyboard.press("Tab")
    stranger.page.keyboard.type(PASSWORD)
    stranger.page.keyboard.press("Enter")
    stranger.page.wait_for_url(f"{live_server.url}/admin/")
    return stranger


def test_every_kind_of_page_is_accessible_and_keeps_to_the_policy(desk: Desk, content: list[str]) -> None:
    """No exception: what the stock admin leaves to be desired, our stylesheet and script mend.

    The list at the side is the same on every page: it is looked at on one of them, and then folded away.
    """
    desk.page.goto("/admin/legsapp/release/")
    assert desk.page.locator("#nav-sidebar").is_visible()
    wrong = desk.faults()
    desk.page.context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
    for path in content:
        reply = desk.page.goto(path)
        assert reply is not None and reply.status == 200, path
        wrong += [f"{path}: {fault}" for fault in desk.faults()]
    assert wrong == []


def test_who_signs_in_finds_an_accessible_page(transactional_db, stranger: Desk) -> None:
    page = stranger.page
    page.goto("/admin/login/")
    assert stranger.faults() == []
    page.get_by_label("Username:").fill("nobody")
    page.get_by_label("Password:").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    page.locator(".errornote").wait_for()
    assert stranger.faults() == []


def test_a_fault_is_told_where_it_was_typed(desk: Desk) -> None:
    desk.page.goto("/admin/row/red_flags/rf_calf/")
    desk.page.get_by_label("Condition:").fill("swell_type.nil")
    desk.page.get_by_role("button", name="Save", exact=True).first.click()
    assert "does not exist" in desk.page.locator(".field-condition .errorlist").inner_text()


def test_a_new_row_begins_at_its_first_field(desk: Desk) -> None:
    """Not at a button that saves it."""
    desk.page.goto("/admin/legsapp/food/add/", wait_until="networkidle")
    desk.page.locator(":focus").wait_for()
    assert desk.page.evaluate("document.activeElement.name") == "slug"


def test_a_row_that_is_added_says_what_its_boxes_are(desk: Desk) -> None:
    """Also those that a script makes: the search in a list of findings."""
    desk.page.goto("/admin/row/causes/clot/")
    desk.page.get_by_role("button", name="Add another Evidence").click()
    row = desk.page.locator("tr.dynamic-evidence").last
    row.get_by_label("How often").fill("0.5")
    row.locator(".field-finding [role=combobox]").click()
    desk.page.get_by_role("searchbox", name="Search: Finding", exact=True).fill("ache")
    desk.page.locator(".select2-results__option--highlighted", has_text="ache").wait_for()
