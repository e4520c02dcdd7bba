"""How old a reader must be: the Flesch-Kincaid grade of 1975 plus five, the age at which British pupils enter it.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59. Syllables are counted as groups of vowels
without a silent final e, which is right for about nine English words in ten. It says nothing useful about a few
words, so short texts have no reading age.
"""

import re

FEWEST_WORDS = 20
AIM = 11
WORTH_A_WARNING = 13

_PLACEHOLDER = re.compile(r"\{\w+\}")
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyscgzx]es)$")


def reading_age(text: str) -> float | None:
    """In years; None for a text that is too short to tell."""
    plain = _PLACEHOLDER.sub("doctor", text)
    words = _WORD.findall(plain)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(1 for part in _SENTENCE_END.split(plain) if _WORD.search(part))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return round(max(grade, 0) + 5, 1)


def syllables(word: str) -> int:
    word = word.lower()
    found = len(_VOWELS.findall(word))
    return max(1, found - 1 if found > 1 and _SILENT.search(word) else found)
