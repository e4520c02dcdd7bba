"""docs/coverage.md: everything the two articles say has a row of the content and a page that shows it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import escape

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live

DOCUMENT = Path(__file__).parent.parent / "docs" / "coverage.md"
COLUMNS = ("Seed", "Item", "Where", "Row")
SEEDS = ("000 achy legs", "002 heavy legs")

Entry = dict[str, str]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    lines = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    assert tuple(rows[0]) == COLUMNS
    assert set(rows[1]) == {"---"}
    assert all(len(row) == len(COLUMNS) for row in rows), "a row with more or fewer cells"
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[2:]]


@pytest.fixture(scope="module")
def pages(shipped: KnowledgeBase, entries: list[Entry]) -> dict[str, tuple[int, str]]:
    """Every place that the document names, fetched once; a food is looked for as a reader would."""
    foods = {row.slug: row.name for row in shipped.foods}
    addresses = {entry["Where"] for entry in entries}
    addresses |= {address(entry, foods) for entry in entries}
    with live.holding(shipped):
        replies = {where: Client().get(where) for where in sorted(addresses)}
    return {where: (reply.status_code, reply.content.decode()) for where, reply in replies.items()}


def address(entry: Entry, foods: Mapping[str, str]) -> str:
    """The list of foods shows its first page; its search finds the rest."""
    concept, _, slug = entry["Row"].partition(":")
    if concept == "foods" and slug in foods and entry["Where"] == "/foods/":
        return f"/foods/?{urlencode({'q': foods[slug]})}"
    return entry["Where"]


def test_no_cell_is_empty(entries: list[Entry]) -> None:
    assert [entry for entry in entries if not all(entry.values())] == []


def test_both_articles_are_there_with_their_headings_tables_and_questions(entries: list[Entry]) -> None:
    assert {entry["Seed"] for entry in entries} == set(SEEDS)
    for seed in SEEDS:
        items = [entry["Item"] for entry in entries if entry["Seed"] == seed]
        for start in ("Heading: ", "Table", "FAQ: "):
            assert any(item.startswith(start) for item in items), (seed, start)


def test_every_row_is_in_the_shipped_content(shipped: KnowledgeBase, entries: list[Entry]) -> None:
    known = {
        f"{concept}:{row.slug}"
        for concept in shipped.__struct_fields__
        if concept != "schema"
        for row in getattr(shipped, concept)
    }
    assert sorted({entry["Row"] for entry in entries} - known) == []


def test_every_place_answers(pages: dict[str, tuple[int, str]]) -> None:
    assert len(pages) > 10
    assert {where: status for where, (status, _) in pages.items() if status != 200} == {}


def test_every_place_shows_its_row(
    shipped: KnowledgeBase, entries: list[Entry], pages: dict[str, tuple[int, str]]
) -> None:
    foods = {row.slug: row.name for row in shipped.foods}
    strays = []
    for entry in entries:
        concept, _, slug = entry["Row"].partition(":")
        row = next(row for row in getattr(shipped, concept) if row.slug == slug)
        if not shows(entry["Where"], pages[address(entry, foods)][1], row):
            strays.append((entry["Where"], entry["Row"]))
    assert strays == []


def shows(where: str, html: str, row: Any) -> bool:
    """A page shows a row when it is the row's own, has its anchor, or says its name."""
    if where.endswith(f"/{row.slug}/") or f'id="{row.slug}"' in html:
        return True
    name = getattr(row, "name", "") or getattr(row, "feature", "")
    return bool(name) and f">{escape(name)}<" in html
