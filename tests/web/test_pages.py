"""The checklist that every page passes, written once."""

import gzip

import pytest
from django.test import Client

from legsapp.publishing import live
from legsapp.web.middleware import MAX_BODY

from .browser import Browser, see

OWN = ("/", "/check/1/", "/clear/", "/keep/")  # a person's own pages
SHARED = ("/about/", "/privacy/", "/accessibility/")
ALL = (*OWN, *SHARED)
HTMX = {"HX-Request": "true"}
EMERGENCY = ("call <strong>", "call your local emergency number now")


@pytest.mark.parametrize("path", ALL)
def test_works_without_the_database(browser: Browser, path: str) -> None:
    response = browser.get(path)
    seen = see(response)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert sum(tag == "h1" for tag, _ in seen.attributes) == 1
    assert ("meta", {"name": "release", "content": "1"}) in seen.attributes


@pytest.mark.parametrize("path", [*ALL, "/check/", "/results/", "/check/answers/", "/place/", "/livez", "/readyz"])
@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options"])
def test_wrong_method(browser: Browser, path: str, method: str) -> None:
    response = getattr(browser.client, method)(path)
    assert response.status_code == 405
    assert response.headers["Allow"]
    assert any(words in response.content.decode() for words in EMERGENCY)


@pytest.mark.parametrize("path", ["/nowhere/", "/check/0/", "/check/one/", "/check/" + "9" * 5000 + "/", "/%00/"])
def test_unknown_page(browser: Browser, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 404
    assert "call <strong>" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/check/2/",
        "/check/9/",
        "/check/99999999999/",
        "/results/",
        "/results/sheet/",
        "/results/foods/",
        "/check/answers/",
    ],
)
def test_wrong_order_leads_to_the_next_question_with_a_message(browser: Browser, path: str) -> None:
    first = browser.client.get(path)
    assert (first.status_code, first.headers["Location"]) == (303, "/check/1/")
    assert 'role="status"' in browser.get("/check/1/").content.decode()
    assert 'class="notice"' not in browser.get("/check/1/").content.decode()


@pytest.mark.parametrize("path", [*ALL, "/livez", "/readyz", "/nowhere/", "/static/css/site.css"])
def test_headers(browser: Browser, path: str) -> None:
    headers = browser.client.head(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", OWN)
def test_own_pages_are_never_stored(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    assert "no-store" in headers["Cache-Control"]
    assert "HX-Request" in headers["Vary"]


@pytest.mark.parametrize("path", SHARED)
def test_shared_pages_set_no_cookie(browser: Browser, path: str) -> None:
    response = browser.get(path)
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ALL)
def test_nothing_inline_and_nothing_from_elsewhere(browser: Browser, path: str) -> None:
    for tag, found in see(browser.get(path)).attributes:
        assert "style" not in found
        assert not any(name.startswith(("on", "hx-")) for name in found)
        assert tag != "style"
        for name in ("src", "href", "action"):
            if tag != "a" and found.get(name):
                assert found[name].startswith(("/", "#")), (tag, found)  # type: ignore[union-attr]


def test_emergency_result_and_errors_carry_no_inline_style(browser: Browser) -> None:
    for response in (browser.give("emergency.chest_pain"), browser.post("/check/1/")):
        assert not any("style" in found for _, found in see(response).attributes)


@pytest.mark.parametrize("path", ["/", "/check/1/", "/clear/"])
def test_htmx_gets_the_same_truth_as_a_part(browser: Browser, path: str) -> None:
    whole, part = browser.get(path), browser.get(path, **HTMX)
    text = part.content.decode()
    assert text.startswith("<title>")
    assert "<html" not in text
    assert see(part).questions == see(whole).questions
    assert see(part).title == see(whole).title
    restored = browser.get(path, **HTMX, **{"HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode()


def test_pages_are_compressed(browser: Browser) -> None:
    response = browser.client.get("/check/1/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert b"data-topic" in gzip.decompress(response.content)


def test_too_much_is_refused_before_it_is_read(browser: Browser) -> None:
    response = browser.client.post("/check/1/", {"emergency": "x" * MAX_BODY})
    assert response.status_code == 413
    assert any(words in response.content.decode() for words in EMERGENCY)


def test_a_form_without_its_token(tiny_live: live.Snapshot) -> None:
    response = Client(enforce_csrf_checks=True).post("/check/1/", {"emergency": "none"})
    assert response.status_code == 403
    assert "Please send that again" in response.content.decode()
    assert any(words in response.content.decode() for words in EMERGENCY)


def test_without_any_release(client: Client) -> None:
    response = client.get("/check/1/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert EMERGENCY[1] in response.content.decode()
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 503
