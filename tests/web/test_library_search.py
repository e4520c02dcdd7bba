"""Search: the words that people use find the page that answers."""

from collections.abc import Iterator

import pytest
from django.test import Client

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from legsapp.web.presenters.library import library_of
from legsapp.web.presenters.library_search import MOST_QUERY, SearchPage, folded, search_index


@pytest.fixture(scope="module")
def held(shipped: KnowledgeBase) -> Iterator[live.Snapshot]:
    with live.holding(shipped) as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("heavy legs", "/symptoms/heavy_legs/"),
        ("magnesium", "/electrolytes/magnesium/"),
        ("night cramp", "/symptoms/night_cramps/"),
        ("NIGHT  cramps?", "/symptoms/night_cramps/"),
        ("deep vein thrombosis", "/causes/dvt/"),
        ("blood clot", "/causes/dvt/"),
        ("restless", "/symptoms/restless_legs/"),
        ("magnes", "/electrolytes/magnesium/"),
        ("coconut", "/drinks/#coconut_water"),
        ("banana", "/foods/?q=Banana"),
        ("sweat calculator", "/drinks/calculator/"),
    ],
)
def test_words_find_their_page(held: live.Snapshot, query: str, url: str) -> None:
    found = [entry.url for entry in search_index(library_of(held.model)).find(query)]
    assert url in found[:4], found[:6]


def test_every_entry_leads_somewhere_and_finds_itself(client: Client, held: live.Snapshot) -> None:
    index = search_index(library_of(held.model))
    assert {entry.url.partition("#")[0].partition("?")[0] for entry in index.entries}
    for entry in index.entries[:: len(index.entries) // 60]:
        assert client.get(entry.url.partition("#")[0]).status_code == 200
        assert entry in index.find(entry.title, most=200), entry.title


def test_the_search_page(client: Client, held: live.Snapshot) -> None:
    response = client.get("/search/", {"q": "cramp"})
    assert response.status_code == 200
    assert b"/symptoms/night_cramps/" in response.content
    assert "no-store" in response.headers["Cache-Control"]
    assert b'content="noindex"' in response.content


def test_nothing_found_is_said_kindly(client: Client, held: live.Snapshot) -> None:
    response = client.get("/search/", {"q": "zzqxj"})
    assert response.status_code == 200
    assert "Nothing for “zzqxj” yet" in response.content.decode()
    assert b"/symptoms/" in response.content


@pytest.mark.parametrize("query", ["<script>", "a" * 5000, "%00", "🦵", "the of and", " ", "'\"><b>"])
def test_any_query_is_answered(client: Client, held: live.Snapshot, query: str) -> None:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert b"<script>" not in response.content.partition(b"<main")[2]
    assert f'maxlength="{MOST_QUERY}"'.encode() in response.content


def test_htmx_gets_only_what_changes(client: Client, held: live.Snapshot) -> None:
    response = client.get("/search/", {"q": "cramp"}, headers={"hx-request": "true"})
    assert b"<html" not in response.content
    assert b"<h1" not in response.content
    assert b"/symptoms/night_cramps/" in response.content
    assert "HX-Request" in response.headers["Vary"]


def test_words_are_folded() -> None:
    assert folded("Legs\u2019 Cramps, naïve") == ["leg", "cramp", "naive"]
    assert folded("arteries biopsies less gas") == ["artery", "biopsy", "less", "gas"]


def test_it_suggests_what_most_people_have(held: live.Snapshot) -> None:
    names = [name for _, name in SearchPage(library_of(held.model), "").suggestions]
    assert names[0] == "Achy legs"
    assert "Leg cramps in pregnancy" not in names and "Bruised leg" not in names
