"""YAML: what is written is read back the same, by our reader and by a stock one."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from legsapp.publishing import files

anything = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n :#-'\"{}[],&*?|>%@`")
words = st.text(anything, max_size=12) | st.lists(st.text(anything, max_size=9), max_size=30).map(" ".join)
scalars = (
    words | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6).map(lambda number: round(number, 4))
)
names = st.from_regex(r"k_[a-z_]{0,8}", fullmatch=True)
leaves = scalars | st.lists(scalars, min_size=1, max_size=4)
parts = st.dictionaries(names, leaves, min_size=1, max_size=4)
values = leaves | st.lists(parts, min_size=1, max_size=3)  # as deep as the content goes


def same(one: object, other: object) -> bool:
    """Equal, with tuples as lists and 2.0 as 2."""
    if isinstance(one, list | tuple) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return (
        one == other
        and isinstance(one, bool) == isinstance(other, bool)
        and isinstance(one, str) == isinstance(other, str)
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(names, values, min_size=1, max_size=5), min_size=1, max_size=3))
def test_what_is_written_is_read(items: list[dict[str, object]]) -> None:
    text = files.write(items)
    assert same(items, files.read(text)), text
    assert same(items, yaml.safe_load(text)), text
    assert files.write(files.read(text)) == text


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "2026-11-22", "12:30", "0123", "1_000", "~", "null", "1e5", ".5", "="]
)
def test_words_that_other_readers_take_for_something_else(word: str) -> None:
    assert yaml.safe_load(files.write([{"a": word, "b": [word]}])) == [{"a": word, "b": [word]}]


def test_bare_words_stay_words() -> None:
    assert files.read("- {a: no, b: on, c: 2026-11-22}") == [{"a": "no", "b": "on", "c": "2026-11-22"}]


def test_long_texts_are_folded_and_paragraphs_kept() -> None:
    long = "word " * 60 + "end"
    text = files.write([{"a": long, "b": "one\n\ntwo"}])
    assert max(map(len, text.splitlines())) <= files.WIDTH
    assert files.read(text) == [{"a": long, "b": "one\n\ntwo"}]
