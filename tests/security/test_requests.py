"""Requests that mean harm, or are only strange: refused plainly, and nothing changes."""

import html
import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given, settings
from hypothesis import strategies as st

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from legsapp.web import answer_cookie
from legsapp.web.middleware import HEADERS
from tests.web.browser import Browser, see

PUBLIC = (
    "/",
    "/check/",
    "/check/1/",
    "/check/answers/",
    "/results/",
    "/clear/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/symptoms/",
    "/causes/",
    "/electrolytes/",
    "/foods/",
    "/drinks/",
    "/drinks/calculator/",
    "/relief/",
    "/claims/",
    "/faq/",
    "/glossary/",
    "/sources/",
    "/search/?q=leg",
    "/robots.txt",
    "/sitemap.xml",
    "/livez",
    "/readyz",
    "/nowhere/",
)
NASTY = st.text("<>\"'&`/={}%\\ ax\u2028\x00", min_size=1, max_size=40)
AWAY = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example")


@pytest.fixture(scope="module")
def held(tiny: KnowledgeBase) -> Iterator[live.Snapshot]:
    """The small content for all examples of a property."""
    with live.holding(tiny) as snapshot:
        yield snapshot


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLPattern):
            yield item
        elif item.app_name != "admin":
            yield from routes(item)


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: values for name, *values in parts}


# Headers --------------------------------------------------------------------------------------------------


def require_strict(response: object) -> None:
    told = response.headers  # type: ignore[attr-defined]
    policy = directives(told["Content-Security-Policy"])
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert not re.search(r"unsafe|\*|http:|https:", told["Content-Security-Policy"])
    for name, value in HEADERS.items():
        assert told[name] == value, name
    assert "Access-Control-Allow-Origin" not in told
    assert "Server" not in told


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_carries_the_strict_headers(tiny_live: live.Snapshot, path: str) -> None:
    require_strict(Client().get(path))


def test_every_address_is_in_the_list_of_pages() -> None:
    """So that a new page cannot be forgotten above."""
    plain = {f"/{item.pattern}" for item in routes() if "<" not in str(item.pattern)}
    listed = {path.partition("?")[0] for path in PUBLIC}
    elsewhere = ("/place/", "/results/", "/keep/", "/preview/")  # sent by POST, or for those with answers, or staff
    assert {path for path in plain - listed if not path.startswith(elsewhere)} == set()


def test_pages_of_an_answered_check_carry_them(tiny_live: live.Snapshot) -> None:
    browser = Browser(Client())
    require_strict(browser.give("feel.swollen", "swell_type.pits"))
    require_strict(browser.post("/check/1/", {}))
    require_strict(browser.get("/check/answers/"))


def test_the_admin_carries_them(admin_client: Client, tiny_rows: KnowledgeBase) -> None:
    for path in ("/admin/", "/admin/legsapp/cause/", "/admin/legsapp/cause/add/", "/admin/legsapp/release/publish/"):
        response = admin_client.get(path)
        assert response.status_code == 200
        require_strict(response)
        inline = re.findall(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>", response.content.decode())
        assert [tag for tag in inline if "application/json" not in tag] == []
    require_strict(Client().get("/admin/login/"))


@pytest.mark.parametrize("path", ["/", "/check/1/", "/check/", "/results/", "/check/answers/", "/clear/"])
def test_pages_of_a_person_are_never_stored(tiny_live: live.Snapshot, path: str) -> None:
    assert "no-store" in Client().get(path).headers["Cache-Control"]


# Methods and hosts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "PROPFIND", "BREW"])
@pytest.mark.parametrize(
    "path", ["/", "/check/1/", "/results/", "/causes/", "/livez", "/admin/", "/static/css/site.css"]
)
def test_odd_methods_are_refused(tiny_live: live.Snapshot, method: str, path: str) -> None:
    response = Client().generic(method, path)
    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert response.headers["Allow"]
    require_strict(response)


@pytest.mark.parametrize("path", ["/causes/", "/about/", "/results/", "/check/answers/", "/search/", "/livez"])
def test_a_page_that_takes_no_form_refuses_one(tiny_live: live.Snapshot, path: str) -> None:
    assert Client().post(path).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "x\r\nSet-Cookie: a=b", "[", "@"])
def test_a_strange_host_name_is_refused(tiny_live: live.Snapshot, host: str) -> None:
    response = Client().get("/robots.txt", headers={"host": host})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "evil" not in response.content.decode()
    assert "Set-Cookie" not in response.headers


# Leading away, injecting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", AWAY)
def test_signing_in_leads_to_this_site_only(client: Client, django_user_model: type, db: None, way: str) -> None:
    django_user_model.objects.create_superuser("ada", password="a long password")  # type: ignore[attr-defined]
    data = {"username": "ada", "password": "a long password", "next": way}
    response = client.post(f"/admin/login/?next={way}", data)
    assert response.status_code == HTTPStatus.FOUND
    assert response.headers["Location"].startswith("/admin/")


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/check", "/\\evil.example", "//evil.example/%2e%2e"])
def test_a_path_with_two_slashes_leads_nowhere_else(tiny_live: live.Snapshot, path: str) -> None:
    response = Client().get("/", PATH_INFO=path)
    where = response.headers.get("Location", "")
    assert response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.MOVED_PERMANENTLY)
    assert not where.startswith(("//", "/\\", "http"))


@pytest.mark.parametrize("text", ["a\r\nSet-Cookie: evil=1", "a\nX-Evil: 1", "a%0d%0aX-Evil:%201", "a\x00b"])
def test_no_header_can_be_injected(tiny_live: live.Snapshot, text: str) -> None:
    client = Client()
    slug = tiny_live.model.kb.places[0].slug
    for response in (
        client.post("/place/", {"place": slug, "next": f"/{text}"}),
        client.get("/search/", {"q": text}),
        client.post("/check/", {"who": text}),
        client.get("/check/1/", {"from": text}),
    ):
        assert "X-Evil" not in response.headers
        assert "evil" not in response.cookies
        assert all("\n" not in value and "\r" not in value for value in response.headers.values())


@given(NASTY)
@settings(max_examples=25, deadline=None)
def test_what_was_typed_comes_back_as_text(held: live.Snapshot, text: str) -> None:
    for response in (
        Client().get("/search/", {"q": text}),
        Client().get("/foods/", {"q": text}),
        Client().post("/drinks/calculator/", {"before": text, "after": text, "units": text}),
        Client().post("/check/1/", {"emergency": text, text: text}),
    ):
        assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        shown = response.content.decode()
        if "<" in text.strip() and len(text.strip()) > 4:
            assert text.strip() not in shown or html.escape(text.strip()) == text.strip()


# Forms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/check/", "/check/1/", "/place/", "/clear/", "/admin/login/"])
def test_a_form_from_elsewhere_is_refused(tiny_live: live.Snapshot, db: None, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/check/1/")
    token = client.cookies["form"].value
    assert client.post(path, {"emergency": "none"}).status_code == HTTPStatus.FORBIDDEN
    away = {"origin": "https://evil.example", "referer": "https://evil.example/"}
    posted = client.post(path, {"emergency": "none", "csrfmiddlewaretoken": token}, headers=away)
    assert posted.status_code == HTTPStatus.FORBIDDEN
    assert "answers" not in posted.cookies


def test_reading_changes_nothing(tiny_live: live.Snapshot) -> None:
    """Every page is read twice by somebody with answers; the test has no database, so none of them can write to it."""
    browser = Browser(Client())
    browser.give("feel.swollen", "swell_type.pits")
    before = browser.client.cookies["answers"].value
    for path in (*PUBLIC, "/check/2/", "/check/99/", *PUBLIC):
        response = browser.client.get(path)
        assert "answers" not in response.cookies, path
    assert browser.client.cookies["answers"].value == before


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_only_answers_of_the_release_are_kept(held: live.Snapshot, data: st.DataObject) -> None:
    """Whatever is sent to a page, the cookie holds slugs of that page's questions, as many as fit."""
    model = held.model
    slugs = [*model.questions, "unheard_of", "csrfmiddlewaretoken"]
    options = [*(name.partition(".")[2] for name in model.options), "bogus", "", "not_sure"]
    sent = data.draw(
        st.dictionaries(st.sampled_from(slugs), st.lists(st.sampled_from(options), max_size=3), max_size=4)
    )
    client = Client()
    client.post("/check/1/", {"emergency": "none"})
    client.post("/check/2/", sent)
    kept = answer_cookie.unseal(client.cookies["answers"].value).answers
    for slug, reply in kept.items():
        question = model.questions[slug]
        assert all(f"{slug}.{option}" in model.options for option in reply.options)
        assert question.kind == "multi" or len(reply.options) <= 1
        alone = {option.slug for option in question.options if option.exclusive}
        assert not (alone & set(reply.options)) or len(reply.options) == 1


def test_no_page_can_be_reached_before_its_turn(tiny_live: live.Snapshot) -> None:
    for path in ("/results/", "/check/answers/", "/check/2/", "/check/3/", "/check/50/"):
        response = Client().get(path)
        assert (response.status_code, response.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/check/1/"), path
        posted = Client().post(path, {"age": "a40p", "feel": "cramp"})
        assert posted.status_code in (HTTPStatus.SEE_OTHER, HTTPStatus.METHOD_NOT_ALLOWED)
        assert "answers" not in posted.cookies


def test_a_wrong_page_number_is_no_page(tiny_live: live.Snapshot) -> None:
    for number in ("0", "-1", "1e3", "x", "%00", "9" * 400):
        response = Client().get(f"/check/{number}/")
        assert response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.SEE_OTHER), number


def test_sending_a_page_twice_is_sending_it_once(tiny_live: live.Snapshot) -> None:
    browser = Browser(Client())
    replies = [browser.post("/check/1/", {"emergency": "none"}) for _ in range(3)]
    assert {reply.headers["Location"] for reply in replies} == {"/check/2/"}
    assert len(answer_cookie.unseal(browser.client.cookies["answers"].value).answers) == 1


def test_no_frame_may_hold_a_page(tiny_live: live.Snapshot) -> None:
    response = Client().get("/check/1/")
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_clearing_leaves_nothing_in_the_browser(tiny_live: live.Snapshot) -> None:
    browser = Browser(Client())
    browser.give("feel.cramp")
    response = browser.post("/clear/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.cookies["answers"].value == "" and response.cookies["answers"]["max-age"] == 0
    assert see(browser.get("/check/1/")).ticked() == set()
