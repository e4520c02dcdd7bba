"""YAML as we write and read it: the same content always gives the same bytes, one change a small difference."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import yaml

WIDTH = 110
NEEDS_QUOTES = re.compile(r"^[\s!&*?|>@`'\"%#{}\[\],:~=<-]|:(\s|$)|\s#|\s$|[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
NOT_IN_FLOW = re.compile(r"[^\w\s.;()/+=<>€£µ°%~^-]")
NOT_FOLDABLE = re.compile(r"^\s|\s$|\s\s|[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
NOT_LITERAL = re.compile(r"^\s|\s$|[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]|\n[ ]| \n")


class Loader(yaml.CSafeLoader):
    """Reads ``no``, ``on`` and dates as the texts they are: only true, false, null and numbers are special."""


Loader.yaml_implicit_resolvers = {}
for _pattern, _tag, _first in (
    (r"^(?:true|false)$", "bool", "tf"),
    (r"^(?:null|~|)$", "null", ["n", "~", ""]),
    (r"^-?(?:0|[1-9][0-9]*)$", "int", "-0123456789"),
    (r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$", "float", "-0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))

ESCAPES = {code: f"\\u{code:04x}" for code in (0x7F, 0x85, 0x2028, 0x2029, 0xFEFF)}
_strict = yaml.SafeLoader("")  # other readers take more words for special; those are quoted


def read(text: str) -> Any:
    """The content of a file. Raises yaml.YAMLError, which says where."""
    return yaml.load(text, Loader)  # noqa: S506  (derived from the safe loader)


def write(items: list[Mapping[str, Any]]) -> str:
    """A list of mappings as text."""
    if not items:
        return "[]\n"
    return "\n".join("".join(f"{line}\n" for line in _item(item, 0, flow=False)) for item in items)


def _item(item: Any, depth: int, flow: bool = True) -> Iterator[str]:
    """One entry of a list, with its dash."""
    indent = " " * depth
    if not isinstance(item, Mapping):
        lines = list(_after(f"{indent}-", item, depth))
        yield from lines
        return
    if flow and (short := _flow(item)) is not None and len(indent) + 2 + len(short) <= WIDTH:
        yield f"{indent}- {short}"
        return
    for at, (key, value) in enumerate(item.items()):
        yield from _after(f"{indent}{'  ' if at else '- '}{key}:", value, depth + 2)


def _after(head: str, value: Any, depth: int) -> Iterator[str]:
    """``head`` and the value, on one line where it fits."""
    short = _flow(value) if isinstance(value, list | tuple) else _scalar(value)
    if short is not None and len(head) + 1 + len(short) <= WIDTH and not _has_mapping(value):
        yield f"{head} {short}"
    elif isinstance(value, list | tuple):
        yield head
        for item in value:
            yield from _item(item, depth + 2)
    else:
        yield from _long(head, str(value), " " * (depth + 2))


def _has_mapping(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)


def _long(head: str, text: str, indent: str) -> Iterator[str]:
    if "\n" in text and not NOT_LITERAL.search(text):
        yield f"{head} |-"
        yield from (f"{indent}{line}" if line else "" for line in text.split("\n"))
    elif "\n" not in text and not NOT_FOLDABLE.search(text):
        yield f"{head} >-"
        yield from textwrap.wrap(
            text,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        yield f"{head} {_quoted(text)}"


def _flow(value: Any) -> str | None:
    """On one line, or None where it would be hard to read."""
    if isinstance(value, Mapping):
        pairs = [(key, _flow(item)) for key, item in value.items()]
        if any(text is None for _, text in pairs):
            return None
        return "{" + ", ".join(f"{key}: {text}" for key, text in pairs) + "}"
    if isinstance(value, list | tuple):
        texts = [None if isinstance(item, Mapping | list | tuple) else _flow(item) for item in value]
        return None if any(text is None for text in texts) else "[" + ", ".join(map(str, texts)) + "]"
    text = _scalar(value)
    if text is not None and text[:1] != '"' and NOT_IN_FLOW.search(text):
        return _quoted(text)
    return text


def _scalar(value: Any) -> str | None:
    """A value on one line; None for a text of several lines."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else _decimal(value)
        case int():
            return str(value)
    text = str(value.value if isinstance(value, Enum) else value)
    if "\n" in text:
        return None
    return _quoted(text) if _is_special(text) else text


def _decimal(value: float) -> str:
    text = repr(value)
    if "e" in text:  # YAML wants a point before the exponent
        return format(value, ".20f").rstrip("0")
    return text


def _is_special(text: str) -> bool:
    if not text or NEEDS_QUOTES.search(text):
        return True
    tag = _strict.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag != "tag:yaml.org,2002:str")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(ESCAPES)
