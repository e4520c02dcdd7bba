"""Search over the whole library: an index in memory, built once for a release."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from legsapp.engine.knowledge import Symptom

from .library import Library, first_sentence
from .library_meta import Meta
from .library_words import KINDS
from .words import Text

MOST_QUERY = 80
MOST_WORDS = 8
MOST_FOUND = 24
MOST_ENDINGS = 40  # how many words a prefix may stand for
TITLE_WORDS = 4  # each word of a longer title says less
IN_TITLE, IN_NAMES, IN_SUMMARY, IN_BODY = 10.0, 6.0, 3.0, 1.0
FIRST = ("symptom", "cause", "electrolyte", "relief", "faq", "drink", "page", "claim", "term", "food")
_APOSTROPHE = re.compile(r"['\u2019]")
_WORD = re.compile(r"[a-z0-9]+")
_COMMON_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from", "get", "has", "have"}
    | {"how", "i", "if", "in", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "so", "than"}
    | {"that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "was", "what", "when", "which"}
    | {"who", "why", "will", "with", "you", "your", "leg"}
)


def folded(text: str) -> list[str]:
    """Lower-case words without accents; a plural counts as its singular."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text.casefold()))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_singular(word) for word in _WORD.findall(plain)]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    title: str
    url: str
    text: str
    names: str = ""
    body: str = ""

    @property
    def kind_words(self) -> Text:
        return KINDS[self.kind]


class SearchIndex:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        weights: dict[str, dict[int, float]] = defaultdict(dict)
        for at, entry in enumerate(self.entries):
            in_title = IN_TITLE * min(1.0, TITLE_WORDS / max(1, len(folded(entry.title))))
            for text, weight in (
                (entry.body, IN_BODY),
                (entry.text, IN_SUMMARY),
                (entry.names, IN_NAMES),
                (entry.title, in_title),
            ):
                for word in folded(text):
                    weights[word][at] = max(weight, weights[word].get(at, 0.0))
        self.weights: Mapping[str, Mapping[int, float]] = dict(weights)
        self.vocabulary = sorted(weights)

    def find(self, query: str, most: int = MOST_FOUND) -> tuple[Entry, ...]:
        """Entries that hold most of the words, best first; the last letters of a word may be missing."""
        words = list(dict.fromkeys(folded(query[:MOST_QUERY])))[:MOST_WORDS]
        words = [word for word in words if word not in _COMMON_WORDS] or words
        total: dict[int, float] = defaultdict(float)
        matched: dict[int, int] = defaultdict(int)
        for word in words:
            best: dict[int, float] = {}
            for known, exact in self._known(word):
                for at, weight in self.weights[known].items():
                    best[at] = max(weight * (1.0 if exact else 0.6), best.get(at, 0.0))
            rarity = log(1 + len(self.entries) / max(1, len(best)))
            for at, weight in best.items():
                total[at] += weight * rarity
                matched[at] += 1
        needed = max(matched.values(), default=0)
        ranked = sorted(
            (at for at in total if matched[at] == needed),
            key=lambda at: (-total[at], FIRST.index(self.entries[at].kind), self.entries[at].title),
        )
        return tuple(self.entries[at] for at in ranked[:most])

    def _known(self, word: str) -> Iterator[tuple[str, bool]]:
        at = bisect_left(self.vocabulary, word)
        for known in self.vocabulary[at : at + MOST_ENDINGS]:
            if not known.startswith(word) or (len(word) < 2 and known != word):
                break
            yield known, known == word


@lru_cache(maxsize=2)
def search_index(library: Library) -> SearchIndex:
    return SearchIndex(_entries(library))


def _entries(library: Library) -> Iterator[Entry]:
    kb, fill = library.model.kb, library.fill
    for row in kb.symptoms:
        yield Entry(
            "symptom",
            row.name,
            reverse("symptom", args=(row.slug,)),
            first_sentence(fill(row.summary)),
            row.medical_name,
            fill(f"{row.summary} {row.can_mean}"),
        )
    for cause in kb.causes:
        yield Entry(
            "cause",
            cause.name,
            reverse("cause", args=(cause.slug,)),
            first_sentence(fill(cause.summary)),
            f"{cause.medical_name} {cause.covers}",
            fill(cause.summary),
        )
    for row in kb.electrolytes:
        yield Entry(
            "electrolyte",
            row.name,
            reverse("electrolyte", args=(row.slug,)),
            first_sentence(fill(row.role)),
            row.symbol,
            fill(f"{row.role} {row.low} {row.high}"),
        )
    for row in kb.drinks:
        yield Entry(
            "drink",
            row.name,
            f"{reverse('drinks')}#{row.slug}",
            first_sentence(fill(row.best_for)),
            row.category,
            fill(row.caution),
        )
    for row in kb.foods:
        yield Entry("food", row.name, f"{reverse('foods')}?{urlencode({'q': row.name})}", row.serving, row.group)
    for row in kb.relief:
        yield Entry(
            "relief",
            row.name,
            f"{reverse('relief')}#{row.slug}",
            first_sentence(fill(row.helps)),
            "",
            fill(f"{row.how} {row.evidence}"),
        )
    for row in kb.claims:
        yield Entry(
            "claim",
            fill(row.claim),
            f"{reverse('claims')}#{row.slug}",
            first_sentence(fill(row.finding)),
            "",
            fill(row.finding),
        )
    for row in kb.faqs:
        yield Entry(
            "faq",
            fill(row.question),
            f"{reverse('faq')}#{row.slug}",
            first_sentence(fill(row.answer)),
            "",
            fill(row.answer),
        )
    for row in kb.glossary:
        yield Entry(
            "term",
            row.term,
            f"{reverse('glossary')}#{row.slug}",
            first_sentence(fill(row.meaning)),
            " ".join(row.also),
            fill(row.meaning),
        )
    for name, title, text in _pages():
        yield Entry("page", title, reverse(name), text)


def _pages() -> tuple[tuple[str, str, str], ...]:
    return (
        ("drinks", _("Drinks side by side"), _("Water, sports drinks, milk, juice and rehydration drinks compared.")),
        ("calculator", _("Sweat calculator"), _("How much you sweat, and how much is too much to drink.")),
        ("foods", _("Foods"), _("Potassium, magnesium, calcium and sodium in everyday servings.")),
        ("relief", _("What may ease it"), _("What to try, how sure the proof is, and who must not.")),
        ("claims", _("What people say"), _("Everyday sayings held against trials.")),
        ("sources", _("Sources"), _("Where everything on this site comes from.")),
        ("start", _("The leg check"), _("A short guided check: what may be behind it and what to do.")),
    )


class SearchPage:
    def __init__(self, library: Library, query: str) -> None:
        self.library = library
        self.query = " ".join(query.split())[:MOST_QUERY]

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Search"),
            _("Search symptoms, causes, drinks, foods and everything else on this site."),
            reverse("search"),
            medical=False,
            index=False,
        )

    @property
    def found(self) -> tuple[Entry, ...]:
        return search_index(self.library).find(self.query) if self.query else ()

    @property
    def suggestions(self) -> tuple[tuple[str, str], ...]:
        """Symptoms to begin with, those that most people have: address and name."""
        options = self.library.model.options

        def share(row: Symptom) -> float:
            option = options.get(row.findings[0]) if row.findings else None
            return option.base_rate or 0 if option else 0

        first = sorted(self.library.symptoms.values(), key=lambda row: (-share(row), row.name))[:8]
        return tuple((reverse("symptom", args=(row.slug,)), row.name) for row in first)
