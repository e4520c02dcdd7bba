"""The whole content as one file to carry about: a zip of the same YAML files, the same bytes for the same content."""

import io
import tempfile
import zipfile
from pathlib import Path

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import transfer

MOST_BYTES = 4 * 1024 * 1024  # as it is sent
MOST_UNPACKED = 24 * 1024 * 1024
MOST_FILES = 60
MOMENT = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier one; the bytes must not depend on the clock


def pack(kb: KnowledgeBase) -> bytes:
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(name)
        transfer.write_folder(folder, kb)
        for path in sorted(folder.glob("*.yaml")):
            entry = zipfile.ZipInfo(path.name, MOMENT)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unpack(packed: bytes) -> KnowledgeBase:
    """Raises TransferError for anything that is not such a file. Nothing is written but to a folder of its own."""
    if len(packed) > MOST_BYTES:
        raise transfer.TransferError([f"The file is larger than {MOST_BYTES // 1024 // 1024} MB."])
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive, tempfile.TemporaryDirectory() as name:
            for entry, content in _contents(archive):
                Path(name, entry).write_bytes(content)
            return transfer.read_folder(Path(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise transfer.TransferError([f"This is no zip file of content: {error}"]) from error


def _contents(archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    """File names and bytes, none of which says more than it holds."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise transfer.TransferError([f"There are more than {MOST_FILES} files in it."])
    found, left = [], MOST_UNPACKED
    for entry in entries:
        name = Path(entry.filename).name
        if not name.endswith(".yaml") or name.startswith("."):
            raise transfer.TransferError([f"{entry.filename}: only YAML files belong in it."])
        with archive.open(entry) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise transfer.TransferError(["There is more in it than any content of ours."])
        found.append((name, content))
    return found
