"""People of the staff at browsers, on a real installation with real servers. They use the keyboard."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page

from bench.servers import Server, Site

PASSWORD = "a long password"
PATIENCE = 30_000  # ms for anything a page is waited for; far more than it takes, for machines that are busy
MOST_STOPS = 250  # places that the Tab key stops at on one page
ACCOUNTS = """
from django.contrib.auth.models import Group, User
for name, role in {people!r}.items():
    user = User.objects.create_user(name, password={password!r}, is_staff=True, first_name=name.capitalize())
    user.groups.set(Group.objects.filter(name=role))
"""


def make_accounts(site: Site, **people: str) -> None:
    """``make_accounts(site, edi="editor")``"""
    site.python(ACCOUNTS.format(people=people, password=PASSWORD))


@dataclass
class Colleague:
    page: Page
    complaints: list[str]

    @classmethod
    def signed_in(cls, browser: Browser, server: Server, name: str, **options: object) -> "Colleague":
        at = {"base_url": f"http://127.0.0.1:{server.port}", "reduced_motion": "reduce"}
        page = browser.new_context(**at, **options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        complaints: list[str] = []
        page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/admin/")
        page.locator("[name=username]:focus").wait_for()  # what is typed before goes nowhere
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"http://127.0.0.1:{server.port}/admin/")
        return cls(page, complaints)

    def reach(self, target: Locator) -> Locator:
        """Tab until the focus is there; where it never gets, somebody without a mouse is stuck."""
        target.wait_for()
        self._skip_what_repeats()
        for _ in range(MOST_STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def _skip_what_repeats(self) -> None:
        """On a fresh page the first stop leads past header and lists."""
        if self.page.evaluate("document.activeElement === document.body"):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.matches('.skip-to-content-link, .skip-link')"):
                self.page.keyboard.press("Enter")

    def press(self, target: Locator) -> None:
        """Enter on a link or button, and wait for the page that it leads to."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Replace what stands in a box."""
        self.reach(self.page.get_by_label(label, exact=True).filter(visible=True))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, words: str) -> None:
        """Of a list, option after option; letters find one only when they come fast enough."""
        box = self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Home")
        for _ in range(box.locator("option").count()):
            if box.locator("option:checked").inner_text().startswith(words):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} does not offer {words}")

    def search(self, box: Locator, words: str) -> None:
        """Find a row in a box that searches, and take the first one found."""
        self.reach(box)
        if box.get_attribute("role") == "combobox":
            self.page.keyboard.press("Enter")
            self.page.locator(".select2-container--open .select2-search__field:focus").wait_for()
        self.page.keyboard.type(words)
        found = self.page.locator(".select2-results__option--highlighted", has_text=words)
        found.wait_for()
        self.page.keyboard.press("Enter")

    def save(self) -> None:
        self.press(self.page.get_by_role("button", name="Save", exact=True).last)

    def told(self) -> str:
        """What the last step said."""
        return self.page.locator(".messagelist").inner_text()

    def leave(self) -> None:
        self.page.context.close()
