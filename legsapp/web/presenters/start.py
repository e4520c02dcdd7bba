"""The start page."""

from legsapp.engine.interview import Interview


class StartPage:
    def __init__(self, interview: Interview) -> None:
        self.interview = interview

    @property
    def can_go_on(self) -> bool:
        return self.pages_done > 0

    @property
    def finished(self) -> bool:
        return self.can_go_on and self.interview.next_page is None

    @property
    def pages_done(self) -> int:
        return len(self.interview.pages)
