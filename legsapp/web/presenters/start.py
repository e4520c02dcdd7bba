"""The start page."""

from legsapp.engine import interview
from legsapp.engine.knowledge import Place
from legsapp.web.answer_cookie import Visit


class StartPage:
    def __init__(self, release: object, place: Place | None, visit: Visit) -> None:
        self.release, self.place, self.visit = release, place, visit

    @property
    def can_go_on(self) -> bool:
        return len(self.visit.answers) > 0

    @property
    def finished(self) -> bool:
        return self.can_go_on and interview.next_number(self.release.model, self.visit.answers) is None

    @property
    def pages_done(self) -> int:
        return len(interview.pages(self.release.model, self.visit.answers))
