"""Foods, drinks and evidence as tables to read in a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from legsapp.engine.knowledge import Drink, Evidence, Food, KnowledgeBase, Struct

NAMES = ("foods", "drinks", "evidence")
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run these


def as_csv(kb: KnowledgeBase, name: str) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows(_rows(kb, name))
    return written.getvalue()


def _rows(kb: KnowledgeBase, name: str) -> Iterator[list[str]]:
    if name == "evidence":
        columns = list(Evidence.__struct_fields__)
        yield ["cause", *columns]
        for cause in kb.causes:
            yield from ([cause.slug, *_cells(row, columns)] for row in cause.evidence)
        return
    columns = list((Food if name == "foods" else Drink).__struct_fields__)
    yield columns
    yield from (_cells(row, columns) for row in getattr(kb, name))


def _cells(row: Struct, columns: list[str]) -> list[str]:
    plain: Mapping[str, Any] = msgspec.structs.asdict(row)
    return [_cell(plain[name]) for name in columns]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = "; ".join(value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(RISKY) else text
