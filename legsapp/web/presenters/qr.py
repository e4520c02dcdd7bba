"""A short summary as text in a QR code, for whoever examines the person: no server, no address, nothing to load."""

import unicodedata
from collections.abc import Sequence

import segno

MOST_BYTES = 600
MOST_OF_ONE = 56
QUIET = 4  # modules of white round the code
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})

Field = tuple[str, Sequence[str]]


def plain(text: str) -> str:
    """ASCII alone, so that every scanner reads the same."""
    return unicodedata.normalize("NFKD", str(text).translate(PLAIN)).encode("ascii", "ignore").decode()


def clipped(text: str, most: int = MOST_OF_ONE) -> str:
    words = plain(text)
    if len(words) <= most:
        return words
    return words[: most - 2].rsplit(" ", 1)[0].rstrip(" ,;:(") + ".."


def summary(heading: str, fields: Sequence[Field], most: int = MOST_BYTES) -> str:
    """The fields a line each. Each gets its items in turn while there is room; what is left out is counted."""
    items = [(name, [clipped(item) for item in found]) for name, found in fields if found]
    counts = [0] * len(items)
    text = _written(heading, items, counts)
    grown = True
    while grown:
        grown = False
        for at, (_, found) in enumerate(items):
            if counts[at] == len(found):
                continue
            counts[at] += 1
            longer = _written(heading, items, counts)
            if len(longer) <= most:
                text, grown = longer, True
            else:
                counts[at] -= 1
    return text


def _written(heading: str, items: Sequence[tuple[str, list[str]]], counts: Sequence[int]) -> str:
    lines = [plain(heading)]
    for (name, found), count in zip(items, counts, strict=True):
        left = len(found) - count
        lines.append(f"{plain(name)}: " + "; ".join([*found[:count], *([f"+{left}"] if left else [])]))
    return "\n".join(lines)


def code(text: str) -> segno.QRCode:
    return segno.make(text, error="l", micro=False)


def drawn(text: str) -> str:
    """The code as inline SVG without a style attribute."""
    return code(text).svg_inline(border=QUIET, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff")
