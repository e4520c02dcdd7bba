"""How old a reader must be: the Flesch-Kincaid grade of 1975 plus five, the age at which British pupils enter it.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59. Words and sentences are counted as the library
textstat counts them, and the tests hold both against each other over all texts. The library looks syllables up in a
dictionary that it fetches from the net; here they are groups of vowels, put right where the spelling tells. A few
words say nothing useful, so short texts have no reading age.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

FEWEST_WORDS = 20
YEARS = 5  # at grade 0
AIM = 11  # all texts of a concept together
OLDEST = 12  # any one text

# What people read of each concept. Names that only a doctor uses and notes to editors are not prose.
READ: Mapping[str, tuple[str, ...]] = {
    "questions": ("text", "help", "why", "options.label", "options.meaning"),
    "symptoms": ("name", "summary", "can_mean", "electrolytes"),
    "causes": ("name", "summary", "covers", "electrolytes_text", "self_care.text", "clinician", "see_sooner"),
    "red_flags": ("name", "advice", "why", "while_waiting"),
    "cautions": ("name", "instead", "why"),
    "electrolytes": ("role", "blood", "low", "high", "intake", "upper", "sweat", "best_evidence"),
    "foods": ("notes",),
    "drinks": ("best_for", "caution", "basis"),
    "drink_rules": ("title", "text", "reason"),
    "drink_modifiers": ("text",),
    "relief": ("name", "how", "helps", "evidence", "who_must_not"),
    "comparisons": ("feature", "cells", "personal_text"),
    "faqs": ("question", "answer"),
    "claims": ("claim", "finding"),
    "glossary": ("meaning",),
}

_PLACEHOLDER = re.compile(r"\{\w+\}")
_INSIDE_A_NUMBER = re.compile(r"(?<=\d)[., ](?=\d)")
_LINE_END = re.compile(r"[.!?]?\s*\n+")
_NEITHER_WORD_NOR_STOP = re.compile(r"[^\w\s'.!?]+")
_SENTENCE_END = re.compile(r"[.!?]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:(?:[^aeiouyl]|[aeiouyl]l)e|(?:[^aeiouytdl]|[aeiouyl]l)ed"
    r"|(?:[^aeiouyscgzxlh]|[aeiouyl]l|[^cs]h|(?<!e)ach)es)$"
)
_SILENT_INSIDE = re.compile(r"[^aeiouyl]e(?=(?:ly|ments?|ful|less|ness|ty|thing|times?|where|one|day|body)$)")
_SPOKEN_APART = re.compile(
    r"ium|(?<![ctsgx])i[ao]|(?<![qg])ua|[aeiouy]ing|uid|[^aeiou]ie(?:r|t|st)$|sms?$|ires?$|ired$|^hours?$|^our$"
    r"|react|area|n't$|rrhoea"
)


def texts(concept: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a row that people read, each with the name of its field; a list gives one for each entry."""
    for field in READ.get(concept, ()):
        name, _, part = field.partition(".")
        value = row.get(name) or ()
        entries: Iterable[Any] = (value,) if isinstance(value, str) else value
        for entry in entries:
            if text := entry.get(part, "") if part else entry:
                yield field, text


def terms_of(glossary: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The words that the glossary explains."""
    return tuple(term for row in glossary for term in (row["term"], *row.get("also", ())))


def reading_age(text: str, terms: Iterable[str] = ()) -> float | None:
    """In years; None for a text that is too short to tell. ``terms`` can be looked up and count as short words."""
    plain = prose(text, terms)
    words = plain.replace(".", " ").replace("!", " ").replace("?", " ").split()
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(len(part.split()) > 2 for part in _SENTENCE_END.split(plain))
    grade = 0.39 * len(words) / max(1, sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return round(max(grade, 0) + YEARS, 1)


def prose(text: str, terms: Iterable[str] = ()) -> str:
    """Words and full stops only: places of names filled, each word of a term a short one, joined words apart."""
    filled = _PLACEHOLDER.sub("doctor", text.replace("’", "'"))
    known = _any_of(tuple(terms))
    if known:
        filled = known.sub(lambda found: " ".join("leg" for _ in re.findall(r"\w+", found[0])), filled)
    lines = _LINE_END.sub(". ", _INSIDE_A_NUMBER.sub("", filled.strip()))
    return " ".join(_NEITHER_WORD_NOR_STOP.sub(" ", lines).split())


@lru_cache(maxsize=8)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Terms as they stand in a text, the longest first, in the plural too; capitals count in short ones (Ca, ORS)."""
    longest_first = sorted((term for term in terms if term), key=len, reverse=True)
    written = (re.escape(term) if len(term) < 4 else f"(?i:{re.escape(term)})" for term in longest_first)
    return re.compile(rf"\b(?:{'|'.join(written)})(?:e?s)?\b") if longest_first else None


def syllables(word: str) -> int:
    word = word.lower()
    found = len(_VOWELS.findall(word))
    if found > 1 and _SILENT.search(word):
        found -= 1
    return max(1, found - len(_SILENT_INSIDE.findall(word)) + len(_SPOKEN_APART.findall(word)))
