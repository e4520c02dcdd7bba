"""Content to and from a folder of YAML files, one a concept, losslessly and all or nothing."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from legsapp.engine.knowledge import Evidence, Group, KnowledgeBase, Struct
from legsapp.publishing import files, history
from legsapp.publishing.compile import compile_rows, with_questions
from legsapp.publishing.concepts import CONCEPTS, AnyModel, Concept, Part, Shape, shapes

EVIDENCE = "evidence"
IN_EVIDENCE_FILE = ("evidence", "groups")


class TransferError(ValueError):
    """What is wrong with the files, every fault on a line of its own."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class _CauseEvidence(Struct, frozen=True, kw_only=True):
    """An entry of evidence.yaml: the numbers of one cause, apart from its words."""

    cause: str
    evidence: tuple[Evidence, ...] = ()
    groups: tuple[Group, ...] = ()


def load_folder(folder: Path, by: str = "files", note: str = "") -> KnowledgeBase:
    """Replace all content by what the files say. Raises TransferError, and then nothing has changed."""
    kb = read_folder(folder)
    write_rows(kb, by, note or f"Loaded from {folder.name}")
    return kb


def dump_folder(folder: Path) -> None:
    """Write the draft as files."""
    write_folder(folder, compile_rows())


# Files ---------------------------------------------------------------------------------------------------


def read_folder(folder: Path) -> KnowledgeBase:
    """The files as a KnowledgeBase, each entry checked against its struct."""
    faults: list[str] = []
    types: dict[str, type[Struct]] = {concept.name: concept.struct for concept in CONCEPTS}
    types[EVIDENCE] = _CauseEvidence
    found: dict[str, list[Any]] = {name: [] for name in types}
    for path in sorted(folder.glob("*.yaml")):
        name = _concept_of(path.stem, types)
        if name is None:
            faults.append(f"{path.name}: no concept is called {path.stem}")
            continue
        found[name].extend(_entries(path, types[name], faults))
    if not any(found.values()):
        faults.append(f"{folder}: no content there")
    for name, entries in found.items():
        key = "cause" if name == EVIDENCE else "slug"
        counts = Counter(getattr(entry, key) for entry in entries)
        faults.extend(f"{name}: {slug} is there {times} times" for slug, times in counts.items() if times > 1)
    _join_evidence(found, faults)
    if faults:
        raise TransferError(faults)
    return _whole(found)


def _concept_of(stem: str, names: Iterable[str]) -> str | None:
    """``causes`` for causes.yaml, causes_a.yaml and so on."""
    fitting = [name for name in names if stem == name or stem.startswith(f"{name}_")]
    return max(fitting, key=len, default=None)


def _entries(path: Path, struct: type[Struct], faults: list[str]) -> list[Any]:
    try:
        items = files.read(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: {error}")
        return []
    if not isinstance(items, list):
        faults.append(f"{path.name}: must be a list")
        return []
    entries = []
    for number, item in enumerate(items, 1):
        try:
            entries.append(msgspec.convert(item, struct))
        except msgspec.ValidationError as error:
            name = item.get("slug", item.get("cause", "")) if isinstance(item, Mapping) else ""
            faults.append(f"{path.name}: entry {number} {name}: {error}")
    return entries


def _join_evidence(found: dict[str, list[Any]], faults: list[str]) -> None:
    numbers = {entry.cause: entry for entry in found.pop(EVIDENCE)}
    causes = []
    for cause in found["causes"]:
        if (entry := numbers.pop(cause.slug, None)) is not None:
            if cause.evidence or cause.groups:
                faults.append(f"causes: {cause.slug} has evidence in two files")
            cause = msgspec.structs.replace(cause, evidence=entry.evidence, groups=entry.groups)
        causes.append(cause)
    found["causes"] = causes
    faults.extend(f"evidence: no cause is called {slug}" for slug in numbers)


def _whole(found: Mapping[str, list[Any]]) -> KnowledgeBase:
    rows = {name: tuple(entries) for name, entries in found.items()}
    return with_questions(msgspec.structs.replace(KnowledgeBase(), **rows))


def write_folder(folder: Path, kb: KnowledgeBase) -> None:
    """One file a concept; a text file of ours that a concept was split into before is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, list[Mapping[str, Any]]] = {}
    for concept in CONCEPTS:
        texts[concept.name] = [_tidy(item, concept) for item in getattr(kb, concept.name)]
    texts[EVIDENCE] = [
        {"cause": cause["slug"]} | {name: cause.pop(name) for name in IN_EVIDENCE_FILE if name in cause}
        for cause in map(dict, texts["causes"])
        if any(name in cause for name in IN_EVIDENCE_FILE)
    ]
    texts["causes"] = [
        {key: value for key, value in cause.items() if key not in IN_EVIDENCE_FILE} for cause in texts["causes"]
    ]
    for name, items in texts.items():
        _replace(folder / f"{name}.yaml", files.write(items))
    for path in folder.glob("*.yaml"):
        if path.stem not in texts and _concept_of(path.stem, texts):
            path.unlink()


def _tidy(item: Struct, shape: Shape) -> dict[str, Any]:
    """What is said about an entry beyond its defaults, in the order of the struct."""
    tidy: dict[str, Any] = {}
    for info in msgspec.structs.fields(item):
        value = getattr(item, info.name)
        if info.name in shape.computed or (not info.required and value == info.default):
            continue
        if info.name in shape.parts:
            value = [_tidy(child, shape.parts[info.name]) for child in value]
        tidy[info.name] = value
    return tidy


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


# Rows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A struct on its way into a row."""

    item: Any
    key: str
    where: str
    extra: dict[str, Any] = field(default_factory=dict)


def write_rows(kb: KnowledgeBase, by: str = "files", note: str = "") -> None:
    """Replace all rows, in one transaction with the record of what that changes."""
    with history.recording(by, note):
        _Writer(kb).write()


class _Writer:
    """Writes a KnowledgeBase; collects every name that nothing answers to before it refuses."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.keys: dict[AnyModel, dict[str, int]] = {}
        self.written: dict[AnyModel, list[tuple[Entry, int]]] = {}
        self.faults: list[str] = []
        self.known: dict[AnyModel, dict[str, int]] = {}

    def write(self) -> None:
        self.known = self._known()
        for shape in reversed(shapes()):
            shape.model._default_manager.all().delete()
        for concept in CONCEPTS:
            self._concept(concept)
        for shape in shapes():
            for name, model in shape.links.items():
                self._link(shape, name, model)
        if self.faults:
            raise TransferError(self.faults)

    def _known(self) -> dict[AnyModel, dict[str, int]]:
        """Rows that are there already keep their number, so that pages which editors have open stay theirs."""
        return {concept.model: dict(concept.model._default_manager.values_list("slug", "pk")) for concept in CONCEPTS}

    def _concept(self, concept: Concept) -> None:
        items = getattr(self.kb, concept.name)
        self._create(concept, [Entry(item, item.slug, f"{concept.name}: {item.slug}") for item in items])
        for name, part in concept.parts.items():
            self._create(part, [entry for item in items for entry in self._children(concept, part, name, item)])

    def _children(self, concept: Concept, part: Part, name: str, item: Any) -> Iterator[Entry]:
        parent = self.keys[concept.model][item.slug]
        for position, child in enumerate(getattr(item, name)):
            own = getattr(child, "slug", getattr(child, "finding", str(position)))
            key = f"{item.slug}.{own}"
            extra = {f"{part.parent}_id": parent} | ({"position": position} if part.ordered else {})
            yield Entry(child, key, f"{concept.name}: {item.slug}: {name}: {own}", extra)

    def _create(self, shape: Shape, entries: list[Entry]) -> None:
        counts = Counter(entry.key for entry in entries)
        self.faults.extend(f"{key} is there {times} times" for key, times in counts.items() if times > 1)
        known = self.known.get(shape.model, {})
        rows = [shape.model(pk=known.get(entry.key), **self._values(shape, entry)) for entry in entries]
        if self.faults:
            raise TransferError(self.faults)
        created = shape.model._default_manager.bulk_create(rows, batch_size=200)
        self.keys[shape.model] = {entry.key: row.pk for entry, row in zip(entries, created, strict=True)}
        self.written[shape.model] = [(entry, row.pk) for entry, row in zip(entries, created, strict=True)]

    def _values(self, shape: Shape, entry: Entry) -> dict[str, Any]:
        item = entry.item
        values = {name: self._value(shape, name, getattr(item, name), entry.where) for name in shape.columns}
        for name, columns in shape.columns_of.items():
            cells = getattr(item, name)
            if len(cells) > len(columns):
                self.faults.append(f"{entry.where}: {name}: more than {len(columns)}")
            values |= dict(zip(columns, cells, strict=False))
        for name, model in shape.references.items():
            values[f"{name}_id"] = self._find(model, getattr(item, name), f"{entry.where}: {name}")
        return values | entry.extra

    def _value(self, shape: Shape, name: str, value: Any, where: str) -> Any:
        column = shape.column(name)
        if name in shape.dates:
            try:
                return date.fromisoformat(value) if value else None
            except ValueError:
                self.faults.append(f"{where}: {name}: {value!r} is no date such as 2026-11-22")
                return None
        if isinstance(value, str) and column.max_length and len(value) > column.max_length:
            self.faults.append(f"{where}: {name}: longer than {column.max_length} characters")
        if isinstance(value, tuple) and any(not text.strip() or "\n" in text for text in value):
            self.faults.append(f"{where}: {name}: an item is empty or longer than a line")
        return value

    def _find(self, model: AnyModel, key: str, where: str) -> int:
        found = self.keys[model].get(key)
        if found is None:
            self.faults.append(f"{where}: no {model._meta.verbose_name} is called {key!r}")
        return found or 0

    def _link(self, shape: Shape, name: str, model: AnyModel) -> None:
        table, ours, theirs = shape.link_table(name)
        rows = []
        for entry, pk in self.written[shape.model]:
            for key in dict.fromkeys(getattr(entry.item, name)):
                found = self._find(model, key, f"{entry.where}: {name}")
                rows.append(table(**{ours: pk, theirs: found}))
        if not self.faults:
            table._default_manager.bulk_create(rows, batch_size=400)
