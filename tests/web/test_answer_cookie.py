"""The cookie that holds the answers: sealed, ended in a day, and never a reason to fail."""

import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st

from legsapp.engine.answers import Answers
from legsapp.publishing import live
from legsapp.web import answer_cookie
from legsapp.web.answer_cookie import TooLarge, Unreadable, Visit, seal, unseal

from .browser import Browser, see

slugs = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12)
replies = st.lists(st.tuples(slugs, st.lists(slugs, max_size=5, unique=True), st.booleans()), max_size=30)
CANARY = "feel.cramp"
VISIT = Visit(Answers.from_findings(["emergency.none", CANARY, "age.a40p"]), "other")


@given(replies, st.sampled_from(["me", "other"]))
def test_round_trip(plain: list[tuple[str, list[str], bool]], who: answer_cookie.Who) -> None:
    visit = Visit(Answers.from_plain([list(item) for item in plain]), who)
    assert unseal(seal(visit)) == visit


@given(st.text(max_size=300))
def test_any_text_is_refused_kindly(text: str) -> None:
    with pytest.raises(Unreadable):
        unseal(text)


@given(st.data())
def test_any_change_is_noticed(data: st.DataObject) -> None:
    token = seal(VISIT)
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("ABCDEFabcdef0123456789-_").filter(lambda letter: letter != token[at]))
    mangled = token[:at] + other + token[at + 1 :]
    try:
        assert unseal(mangled) == VISIT  # the last letters of base64 may carry bits that mean nothing
        assert at >= len(token) - 2
    except Unreadable:
        pass


def test_nothing_can_be_read_without_the_key() -> None:
    token = seal(VISIT)
    assert "cramp" not in token
    with override_settings(SECRET_KEY="another key, " * 5), pytest.raises(Unreadable):
        unseal(token)


def test_an_older_key_still_opens() -> None:
    with override_settings(SECRET_KEY="the old key, " * 5):
        token = seal(VISIT)
    with override_settings(SECRET_KEY="the new key, " * 5, SECRET_KEY_FALLBACKS=["the old key, " * 5]):
        assert unseal(token) == VISIT


def test_it_is_refused_after_a_day() -> None:
    start = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        token = seal(VISIT)
    with time_machine.travel(start + timedelta(hours=23, minutes=59), tick=False):
        assert unseal(token) == VISIT
    for moment in (start + timedelta(hours=24, seconds=1), start - timedelta(days=2)):
        with time_machine.travel(moment, tick=False), pytest.raises(Unreadable):
            unseal(token)


def test_it_stays_small() -> None:
    many = [f"question_{number}.option_{number}" for number in range(60)]
    assert len(seal(Visit(Answers.from_findings(many)))) < 1500
    luck = random.Random(1)
    noise = ["".join(luck.choices("abcdefghijklmnopqrstuvwxyz", k=20)) + ".x" for _ in range(600)]
    with pytest.raises(TooLarge):
        seal(Visit(Answers.from_findings(noise)))


def test_all_options_of_the_shipped_content_fit(shipped: live.KnowledgeBase) -> None:
    ticked = [
        f"{question.slug}.{option.slug}"
        for question in shipped.questions
        for option in question.options
        if not option.exclusive
    ]
    assert len(seal(Visit(Answers.from_findings(ticked)))) < answer_cookie.MAX_BYTES


@pytest.mark.parametrize("path", ["/check/", "/check/1/", "/check/3/", "/check/answers/", "/results/"])
@pytest.mark.parametrize("value", ["x", "gAAAAA", "%00", "a" * 3899, "a" * 100_000, "é", "....", "null"])
def test_a_mangled_cookie_starts_again(tiny_live: live.Snapshot, path: str, value: str) -> None:
    client = Client()
    client.cookies["answers"] = value
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert response.cookies["answers"]["max-age"] == 0
    assert "please start again" in client.get("/").content.decode()


def test_a_mangled_cookie_on_the_start_page_and_in_a_post(tiny_live: live.Snapshot) -> None:
    client = Client()
    client.cookies["answers"] = "mangled"
    assert client.post("/check/1/", {"emergency": "none"}).headers["Location"] == "/"
    client.cookies["answers"] = "mangled"
    response = client.get("/")
    assert response.status_code == 200
    assert "please start again" in response.content.decode()
    assert response.cookies["answers"]["max-age"] == 0


def test_its_attributes(tiny_live: live.Snapshot) -> None:
    cookie = Client().post("/check/1/", {"emergency": "none"}).cookies["answers"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert not cookie["max-age"] and not cookie["expires"] and not cookie["secure"]


def test_over_tls_it_is_bound_to_the_host(tiny_live: live.Snapshot) -> None:
    client = Client()
    response = client.post("/check/1/", {"emergency": "none"}, secure=True)
    cookie = response.cookies["__Host-answers"]
    assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
    assert see(client.get("/check/1/", secure=True)).ticked() == {"emergency.none"}
    gone = client.post("/clear/", secure=True).cookies["__Host-answers"]
    assert gone["secure"] and gone["max-age"] == 0


def test_get_never_changes_it(browser: Browser) -> None:
    browser.give(CANARY)
    before = browser.client.cookies["answers"].value
    for path in ("/", "/check/", "/check/1/", "/check/answers/", "/results/", "/clear/"):
        browser.get(path)
    assert browser.client.cookies["answers"].value == before
