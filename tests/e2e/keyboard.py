"""A person who uses the keyboard alone: Tab, Space, arrows and Enter, and sees where they are."""

from dataclasses import dataclass

from playwright.sync_api import Page

from .person import MOST_PAGES, QUESTIONS, Choose, Person

MOST_TABS = 120
IS_FOCUS_VISIBLE = """() => {
  const seen = e => { const s = getComputedStyle(e);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
  const e = document.activeElement, around = e.closest('.option');
  return seen(e) || (around !== null && (seen(around) || [...around.children].some(seen)));
}"""


@dataclass
class Keyboard:
    page: Page

    def reach(self, selector: str) -> None:
        """Tab until this element has the focus, and see that it shows."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                assert self.page.evaluate(IS_FOCUS_VISIBLE), f"the focus on {selector} cannot be seen"
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    def press(self, selector: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Enter")

    def tick(self, *selectors: str) -> None:
        for selector in selectors:
            self.reach(selector)
            self.page.keyboard.press("Space")
            assert self.page.locator(selector).is_checked()

    def choose(self, name: str, downwards: int) -> None:
        """One of several: Tab leads into the group, arrows go through it."""
        self.reach(f"[name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(downwards):
            self.page.keyboard.press("ArrowDown")
        assert self.page.locator(f"[name={name}]").nth(downwards).is_checked()

    def answer(self, choose: Choose) -> None:
        """The questions of the page that is shown, in their order."""
        for question in self.page.evaluate(QUESTIONS):
            wanted = set(choose(question["slug"], question["options"]))
            for at, option in enumerate(question["options"]):
                if option["slug"] in wanted and option["single"]:
                    self.choose(question["slug"], at)
                elif option["slug"] in wanted:
                    self.tick(f"[id='{option['id']}']")

    def walk(self, choose: Choose) -> None:
        """From the first question to the result."""
        person = Person(self.page, choose)
        for _ in range(MOST_PAGES):
            if person.is_done:
                return
            self.answer(choose)
            before = self.page.url
            self.press("form[data-topic] .btn-main")
            self.page.wait_for_url(lambda url, before=before: url != before)
            person.settle()
        raise AssertionError("the walk does not end")
