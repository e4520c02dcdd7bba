"""Files that this machine keeps for itself."""

import logging
import os
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all. A full disk costs the file, not the site."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        log.warning("%s could not be written: %s", path, error)
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
