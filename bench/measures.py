"""Measures the shipped content and writes the figures into docs/measures.md: python -m bench.measures

Under each marker `<!-- manage.py COMMAND -->` of the document stands what that command prints; the rest stays.
"""

import os
import re
import sys
import tempfile
from io import StringIO

from .__main__ import prepare
from .servers import ROOT

TARGET = ROOT / "docs" / "measures.md"
BLOCK = re.compile(r"(<!-- manage\.py (\w+) -->\n```text\n).*?(```\n)", re.S)


def printed(command: str) -> str:
    """What a command says of the shipped files."""
    from django.core.management import call_command

    out = StringIO()
    call_command(command, "--folder", "fixtures", stdout=out)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def main() -> int:
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        text = BLOCK.sub(lambda found: found[1] + printed(found[2]) + found[3], TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
