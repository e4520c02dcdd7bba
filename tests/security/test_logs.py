"""Logs: structured, useful, and without a word of what somebody sent."""

import io
import json
import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.test import Client, override_settings

from legsapp.publishing import live
from legsapp.web.logs import JsonLines, StandardError
from legsapp.web.middleware import REQUEST_ID as HEADER

ADDRESS = "203.0.113.77"
CANARY = "canary8431"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the site logs, as the settings of the site format it."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(JsonLines())
    names = ("", "django")
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield heard
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def told(heard: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in heard.getvalue().splitlines()]


def test_a_request_is_one_line(tiny_live: live.Snapshot, lines: io.StringIO) -> None:
    response = Client(REMOTE_ADDR=ADDRESS).get("/check/1/?q=" + CANARY)
    (line,) = [line for line in told(lines) if line["logger"] == "legsapp.requests"]
    assert line.pop("time") and isinstance(line.pop("ms"), float)
    assert line == {
        "level": "info",
        "logger": "legsapp.requests",
        "message": "request",
        "id": response.headers[HEADER],
        "method": "GET",
        "path": "/check/<int:number>/",
        "status": 200,
        "release": tiny_live.number,
    }


def test_no_line_says_what_was_sent(tiny_live: live.Snapshot, lines: io.StringIO) -> None:
    client = Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False)
    client.cookies["answers"] = client.cookies["place"] = CANARY
    client.get(f"/search/?q={CANARY}")
    client.get(f"/{CANARY}/?{CANARY}")
    client.get("/check/84310/")
    client.post("/check/1/", {"emergency": CANARY})
    client.get("/", headers={"host": f"{CANARY}.example"})
    client.generic(CANARY.upper(), "/")
    Client(enforce_csrf_checks=True).post("/check/1/", {"emergency": CANARY}, headers={"referer": f"http://{CANARY}/"})
    with mock.patch("legsapp.web.views.check.Interview", side_effect=RuntimeError(CANARY)):
        client.cookies.clear()
        assert client.get("/check/").status_code == 500
    text = lines.getvalue()
    assert len(told(lines)) >= 8
    assert CANARY not in text.lower() and ADDRESS not in text and "84310" not in text


def test_a_fault_says_where_it_was(tiny_live: live.Snapshot, lines: io.StringIO) -> None:
    with mock.patch("legsapp.web.views.check.Interview", side_effect=RuntimeError(CANARY)):
        Client(raise_request_exception=False).get("/check/")
    fault = next(line for line in told(lines) if "error" in line)
    assert fault["error"] == "RuntimeError"
    assert any("views/check.py" in str(frame) for frame in fault["where"])  # type: ignore[union-attr]


def test_a_line_break_makes_no_second_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "one\ntwo %s", ("\r\nthree",), None)
    assert len(JsonLines().format(record).splitlines()) == 1


def record(message: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.INFO, "", 1, message, (), None)


def site_handler() -> logging.Handler:
    handler = StandardError()
    handler.setFormatter(JsonLines())
    return handler


def test_lines_of_many_threads_stay_whole(capfd: pytest.CaptureFixture[str]) -> None:
    handler, length = site_handler(), 3000
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: handler.handle(record(f"{n}:" + "x" * length)), range(400)))
    messages = [str(json.loads(line)["message"]) for line in capfd.readouterr().err.splitlines()]
    assert sorted(int(message.split(":")[0]) for message in messages) == list(range(400))


def test_a_line_waits_for_no_other_thread(capfd: pytest.CaptureFixture[str]) -> None:
    handler = site_handler()
    assert handler.lock is not None
    with ThreadPoolExecutor(1) as pool, handler.lock:
        assert pool.submit(handler.handle, record("at once")).result(timeout=10)
    assert "at once" in capfd.readouterr().err


def test_a_log_that_cannot_be_written_fails_no_request(capfd: pytest.CaptureFixture[str]) -> None:
    kept = os.dup(2)
    with open("/dev/full", "wb") as full:
        os.dup2(full.fileno(), 2)
    try:
        site_handler().handle(record("lost"))
    finally:
        os.dup2(kept, 2)
        os.close(kept)
    site_handler().handle(record("heard"))
    assert json.loads(capfd.readouterr().err.splitlines()[-1])["message"] == "heard"


def test_the_watchers_of_the_machine_are_not_logged(tiny_live: live.Snapshot, lines: io.StringIO) -> None:
    Client().get("/livez")
    Client().get("/readyz")
    assert told(lines) == []


@pytest.mark.parametrize("given", ["abcdef12-3456", "x", "a b c d e f g h", "é" * 9, "a" * 65])
def test_a_request_id_is_taken_from_the_proxy_alone(tiny_live: live.Snapshot, given: str) -> None:
    assert Client().get("/about/", headers={HEADER: given}).headers[HEADER] != given
    with override_settings(BEHIND_PROXY=True):
        kept = Client().get("/about/", headers={HEADER: given}).headers[HEADER]
    assert (kept == given) is (given == "abcdef12-3456")


def test_signing_in_and_publishing_are_on_record(admin_client: Client, tiny_rows: object, lines: io.StringIO) -> None:
    """Each try at signing in is a line; one name is told from another, and neither name nor password is written."""
    from legsapp.models import Release

    for name, password in ((CANARY, "wrong"), ("admin", CANARY), ("admin", "password")):
        Client().post("/admin/login/", {"username": name, "password": password})
    tries = [line for line in told(lines) if line["logger"] == "legsapp.admin.sign_in"]
    assert [line["message"] for line in tries] == ["sign-in failed", "sign-in failed", "signed in"]
    assert tries[0]["who"] != tries[1]["who"] == tries[2]["who"]
    assert CANARY not in lines.getvalue() and '"admin"' not in lines.getvalue()

    admin_client.post("/admin/legsapp/release/publish/", {"note": "First", "seen": "0"})
    release = Release.objects.get()
    assert (release.published_by, release.note) == ("admin", "First")
