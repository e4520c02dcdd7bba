"""The library: every page for everything there is, the same for everybody, and asked again by release."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from legsapp.web.presenters.library import first_sentence, is_overdue, library_of
from legsapp.web.presenters.library_meta import shortened
from legsapp.web.views.crawlers import paths

FIXED = (
    "/symptoms/", "/causes/", "/electrolytes/", "/drinks/", "/drinks/calculator/", "/foods/", "/relief/", "/claims/",
    "/faq/", "/glossary/", "/sources/", "/search/",
)  # fmt: skip
UNKNOWN = ("/symptoms/no_such/", "/causes/no_such/", "/electrolytes/no_such/")


@pytest.fixture(scope="module")
def held(shipped: KnowledgeBase) -> Iterator[live.Snapshot]:
    with live.holding(shipped, 7) as snapshot:
        yield snapshot


class Reader(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    def links(self) -> list[str]:
        return [str(attrs["href"]) for name, attrs in self.tags if name == "a" and attrs.get("href")]


def library_paths(snapshot: live.Snapshot) -> list[str]:
    slugs = [path for path, _ in paths(snapshot.model) if path.startswith(("/symptoms/", "/causes/", "/electrolytes/"))]
    return sorted({*FIXED, *slugs})


@pytest.mark.django_db
def test_every_page_of_the_library(client: Client, held: live.Snapshot) -> None:
    everything = library_paths(held)
    assert len(everything) > 150
    anchors: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = {}
    for path in everything:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        text = response.content.decode()
        page = Reader(text)
        assert response.status_code == 200, path
        assert len(queries) == 0, path
        assert response.headers["Cache-Control"] == "public, max-age=300", path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert not response.cookies, path
        assert page.count("h1") == 1, path
        assert len(page.ids()) == len(set(page.ids())), path
        assert not any("style" in attrs or any(name.startswith("on") for name in attrs) for _, attrs in page.tags), path
        assert "{" not in re.sub(r"<(script|style).*?</\1>|content='\{.*?\}'", "", text, flags=re.S), path
        assert 'name="release" content="7"' in text, path
        assert 'name="description"' in text, path
        anchors[path] = set(page.ids())
        for link in page.links():
            if link.startswith(("/", "#")):
                target, _, fragment = link.partition("#")
                wanted.setdefault((target or path).partition("?")[0], set()).add(fragment)
    for target, fragments in wanted.items():
        if target in anchors:
            assert fragments - {""} <= anchors[target], target
        else:
            assert client.get(target).status_code in (200, 303), target


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/search/?q=cramp", "/foods/?q=a&day=banana&without=milk", "/drinks/calculator/?units=us"]
)
def test_a_query_asks_the_database_nothing(client: Client, held: live.Snapshot, path: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) == 0


def test_a_draft_is_never_kept(client: Client, held: live.Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = replace(held, origin="draft")
    monkeypatch.setattr(live, "current", lambda: draft)
    response = client.get("/causes/dvt/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_slug_is_not_found(client: Client, held: live.Snapshot, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", [*FIXED, "/causes/dvt/", "/symptoms/heavy_legs/", "/robots.txt", "/sitemap.xml"])
def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, held: live.Snapshot, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_new_release_has_new_tags_and_new_words(client: Client, shipped: KnowledgeBase, tiny: KnowledgeBase) -> None:
    with live.holding(shipped, 7):
        before = client.get("/glossary/")
    with live.holding(tiny, 8):
        after = client.get("/glossary/", headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert b'name="release" content="8"' in after.content


def test_a_page_from_memory_is_the_same_page(client: Client, held: live.Snapshot) -> None:
    first, second = client.get("/causes/eamc/"), client.get("/causes/eamc/")
    assert first.content == second.content
    assert first.headers["Content-Type"] == second.headers["Content-Type"]


def test_a_library_page_takes_only_reading(client: Client, held: live.Snapshot) -> None:
    assert client.post("/causes/").status_code == 405
    assert client.head("/causes/").status_code == 200


def test_the_page_does_not_change_with_the_place(held: live.Snapshot) -> None:
    plain, placed = Client(), Client()
    placed.cookies["place"] = "uk"
    assert plain.get("/causes/dvt/").content == placed.get("/causes/dvt/").content


def test_emergency_words_name_no_number_and_the_table_names_all(client: Client, held: live.Snapshot) -> None:
    text = client.get("/causes/dvt/").content.decode()
    assert "Call your local emergency number" in text
    for place in held.model.kb.places:
        assert place.name in text
        assert place.emergency in text


def test_what_goes_with_a_symptom(held: live.Snapshot) -> None:
    causes = library_of(held.model).causes_of_symptom
    assert causes["night_cramps"][0].slug == "nlc"
    assert "cvi" in {cause.slug for cause in causes["heavy_legs"]}
    assert {"dvt", "cellulitis"} <= {cause.slug for cause in causes["one_swollen_leg"]}
    assert all(causes.values())


def test_every_cause_says_what_speaks_for_it(held: live.Snapshot) -> None:
    library = library_of(held.model)
    without = [cause.slug for cause in held.model.kb.causes if not library.signs(cause) and not library.risks(cause)]
    assert without == []


def test_how_often_is_said_in_words(client: Client, held: live.Snapshot) -> None:
    text = client.get("/causes/nlc/").content.decode()
    assert "nearly always" in text
    main = text.partition("<main")[2].partition('id="electrolytes"')[0]
    assert "%" not in main


@pytest.mark.parametrize(("date", "overdue"), [("", False), ("2000-01-01", True), ("2999-01-01", False), ("?", True)])
def test_a_review_can_be_overdue(date: str, overdue: bool) -> None:
    assert is_overdue(date) is overdue


def test_an_overdue_review_is_marked(client: Client, tiny: KnowledgeBase) -> None:
    import msgspec

    late = msgspec.structs.replace(tiny.causes[0], reviewed_on="1999-01-01", review_by="2000-01-01")
    with live.holding(msgspec.structs.replace(tiny, causes=(late, *tiny.causes[1:]))):
        assert b"Review overdue" in client.get(f"/causes/{late.slug}/").content


@pytest.mark.parametrize("path", ["/causes/eamc/", "/faq/", "/symptoms/heavy_legs/", "/drinks/"])
def test_json_ld_is_readable_and_cannot_end_its_element(client: Client, held: live.Snapshot, path: str) -> None:
    text = client.get(path).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, flags=re.S)
    assert "<" not in data
    graph = json.loads(data)["@graph"]
    kinds = {node["@type"] for node in graph}
    assert "MedicalWebPage" in kinds
    if path == "/faq/":
        (faq,) = (node for node in graph if node["@type"] == "FAQPage")
        assert len(faq["mainEntity"]) == len(held.model.kb.faqs)
    if path == "/causes/eamc/":
        assert graph[0]["lastReviewed"] == held.model.causes["eamc"].reviewed_on


def test_the_sitemap_lists_the_library_and_nothing_personal(client: Client, held: live.Snapshot) -> None:
    text = client.get("/sitemap.xml").content.decode()
    found = re.findall(r"<loc>http://testserver(.*?)</loc>", text)
    assert len(found) == len(set(found))
    assert set(library_paths(held)) - {"/search/"} <= set(found)
    assert not any(path.startswith(("/check", "/results", "/clear", "/search")) for path in found)


def test_robots_are_kept_from_questions_and_results(client: Client, held: live.Snapshot) -> None:
    text = client.get("/robots.txt").content.decode()
    for path in ("/check/", "/results/", "/clear/", "/place/", "/search/", "/admin/"):
        assert f"Disallow: {path}\n" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.parametrize(
    ("text", "short"),
    [("One. Two.", "One."), ("One", "One"), ("One.\n\nTwo.", "One."), ("", "")],
)
def test_the_first_sentence(text: str, short: str) -> None:
    assert first_sentence(text) == short


def test_a_description_is_never_long() -> None:
    assert len(shortened("word " * 100)) <= 157
    assert shortened("Short.") == "Short."
    assert shortened(f"{'a' * 100}. {'b' * 100}") == f"{'a' * 100}."
