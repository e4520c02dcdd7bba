"""Content that comes with a new version, beside what was imported last and what editors made of it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from legsapp.engine.knowledge import SCHEMA, KnowledgeBase
from legsapp.models import Shipment
from legsapp.publishing import bodies, transfer
from legsapp.publishing.differences import RowDifference, rows_between
from legsapp.publishing.resets import composed

FIRST = ("red_flags", "cautions")  # what keeps people safe is offered first


@dataclass(frozen=True, slots=True)
class Offer:
    """A row that the new version brings otherwise than the last one did."""

    news: RowDifference  # last imported -> new
    mine: RowDifference | None  # last imported -> yours; None when you left it as it was

    @property
    def key(self) -> str:
        return self.news.key

    @property
    def is_safety(self) -> bool:
        return self.news.concept in FIRST

    @property
    def is_advised(self) -> bool:
        """Ticked from the start: nothing of yours is lost, or safety rests on it."""
        return self.mine is None or self.is_safety


def note(kb: KnowledgeBase, by: str) -> None:
    """Remember what was taken over from the shipped files."""
    body = bodies.encode(kb)
    newest = Shipment.objects.values_list("sha256", flat=True).first()
    if newest != bodies.digest(body):
        Shipment.objects.create(schema=SCHEMA, body=body.decode(), sha256=bodies.digest(body), by=by)


def last() -> KnowledgeBase | None:
    newest = Shipment.objects.first()
    return bodies.decode(newest.body.encode(), newest.schema, newest.sha256) if newest else None


def offers(base: KnowledgeBase, mine: KnowledgeBase, new: KnowledgeBase) -> tuple[Offer, ...]:
    """What is new and not yours already; red flags and cautions first."""
    to_mine = {row.key: row for row in rows_between(base, mine)}
    still_differs = {row.key for row in rows_between(mine, new)}
    found = [Offer(row, to_mine.get(row.key)) for row in rows_between(base, new) if row.key in still_differs]
    rank = {concept: at for at, concept in enumerate(FIRST)}
    return tuple(sorted(found, key=lambda offer: rank.get(offer.news.concept, len(FIRST))))


def take(
    base: KnowledgeBase, mine: KnowledgeBase, new: KnowledgeBase, chosen: frozenset[str], by: str
) -> tuple[str, ...]:
    """Put the chosen rows into the draft. What was left out is not offered again, save what safety rests on."""
    offered = offers(base, mine, new)
    taken = frozenset(offer.key for offer in offered) & chosen
    refused = {offer.key for offer in offered if offer.is_safety} - taken
    if taken:
        transfer.write_rows(composed(mine, new, taken), by, "Taken from the shipped content")
    note(composed(new, base, refused), by)
    return tuple(sorted(taken))


def shipped(folder: Path) -> KnowledgeBase:
    return transfer.read_folder(folder)


def has_news(folder: Path, mine: KnowledgeBase) -> bool:
    """This version brings what nobody has taken or left yet. Its files are read once in a process."""
    noted = Shipment.objects.values_list("sha256", flat=True).first() or ""
    files = tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yaml")))
    base, new = last(), _beside(noted, folder, files)
    return base is not None and new is not None and bool(offers(base, mine, new))


@lru_cache(maxsize=1)
def _beside(noted: str, folder: Path, files: tuple[tuple[str, int, int], ...]) -> KnowledgeBase | None:
    """What the files say, where it is not what was noted; kept while their names, sizes and times stay."""
    try:
        new = shipped(folder)
    except transfer.TransferError:  # the page that offers them says what is wrong
        return None
    return new if bodies.digest(bodies.encode(new)) != noted else None
