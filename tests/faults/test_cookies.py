"""Cookies that were cut, flipped, forged, aged or sealed under another key: a new start, never a fault."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from legsapp.engine.answers import Answers
from legsapp.publishing import live
from legsapp.web import answer_cookie
from legsapp.web.answer_cookie import Unreadable, Visit, seal, unseal
from tests.web.browser import Browser

VISIT = Visit(Answers.from_findings(["emergency.none", "age.a40p", "feel.cramp"]))
LETTERS = "ABCXYZabcxyz0189-_=%;\"' é\x00"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def mutated(number: int) -> Iterator[str]:
    """Real tokens with letters changed, cut out, put in, turned round, doubled or joined."""
    luck = random.Random(11)
    token = seal(VISIT)
    for _ in range(number):
        text = list(token)
        for _ in range(luck.randint(1, 6)):
            at = luck.randrange(len(text))
            match luck.randrange(5):
                case 0:
                    text[at] = luck.choice(LETTERS)
                case 1:
                    del text[at : at + luck.randint(1, 40)]
                case 2:
                    text[at:at] = luck.choices(LETTERS, k=luck.randint(1, 20))
                case 3:
                    text[at : at + 8] = reversed(text[at : at + 8])
                case _:
                    text += text[at:]
            text = text or ["x"]
        yield "".join(text)


def test_ten_thousand_mangled_cookies() -> None:
    read = 0
    for token in mutated(10_000):
        try:
            assert unseal(token) == VISIT, "what opens is what was sealed"
            read += 1
        except Unreadable:
            pass
    assert read < 200


def visit_with(number: int) -> None:
    client = Client()
    for at, token in enumerate(mutated(number)):
        client.cookies.clear()
        client.cookies["answers"] = token
        path = ("/check/", "/check/2/", "/results/", "/check/answers/", "/")[at % 5]
        response = client.get(path)
        assert response.status_code in (200, 303), token


def test_pages_with_mangled_cookies(tiny_live: live.Snapshot) -> None:
    visit_with(300)


@pytest.mark.faults
def test_pages_with_ten_thousand_mangled_cookies(tiny_live: live.Snapshot) -> None:
    visit_with(10_000)


@pytest.mark.parametrize(
    ("jump", "opens"),
    [
        (timedelta(seconds=30), True),
        (timedelta(hours=23), True),
        (timedelta(hours=25), False),
        (timedelta(days=400), False),
        (timedelta(seconds=-30), True),
        (timedelta(hours=-2), False),
        (timedelta(days=-400), False),
    ],
)
def test_the_clock_jumps(tiny_live: live.Snapshot, jump: timedelta, opens: bool) -> None:
    """Forward past a day, or back: the check starts again, told so; a minute either way harms nobody."""
    browser = Browser(Client())
    with time_machine.travel(NOON, tick=False):
        browser.give("feel.cramp")
    with time_machine.travel(NOON + jump, tick=False):
        response = browser.client.get("/results/")
        assert (response.status_code == 200) is opens
        if not opens:
            assert response.headers["Location"] == "/"
        assert browser.get("/").status_code == 200
        assert browser.get("/check/").status_code == 200


def test_answers_of_every_kind_of_old_release(tiny_live: live.Snapshot) -> None:
    """Questions and options that are gone, of another kind now, or reordered: counted where known, else ignored."""
    luck = random.Random(2)
    model = tiny_live.model
    names = [*model.options, "gone.once", "feel.gone", "age.gone", "emergency2.tear_pain"]
    for _ in range(150):
        answers = Answers.from_findings(luck.sample(names, luck.randint(1, len(names))))
        client = Client()
        client.cookies["answers"] = seal(Visit(answers))
        for path in ("/", "/check/", "/check/1/", "/check/answers/", "/results/"):
            assert client.get(path).status_code in (200, 303), answers
        posted = client.post("/check/1/", {"emergency": "none"})
        assert posted.status_code in (303, 422)


def test_no_answer_fits_no_more_than_a_cookie(tiny_live: live.Snapshot) -> None:
    """A cookie that would grow too large is refused kindly, and the one before it stays."""
    luck = random.Random(1)
    noise = ["".join(luck.choices("abcdefghijklmnopqrstuvwxyz", k=20)) + ".x" for _ in range(185)]
    many = Visit(Answers.from_findings(noise))
    client = Client()
    client.cookies["answers"] = token = seal(many)
    assert len(token) > answer_cookie.MAX_BYTES * 0.8
    while True:
        try:
            noise += ["".join(luck.choices("abcdefghijklmnopqrstuvwxyz", k=18)) + ".x"]
            client.cookies["answers"] = seal(Visit(Answers.from_findings(noise)))
        except answer_cookie.TooLarge:
            break
    response = client.post("/check/1/", {"emergency": "none"})
    assert response.status_code in (303, 413)
