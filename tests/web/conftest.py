"""What the tests of the web share: the small content live, and a person at a browser. None may touch the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from legsapp.publishing import live

from .browser import Browser


@pytest.fixture(autouse=True)
def static_folder() -> None:
    """WhiteNoise warns when the folder is missing."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def browser(tiny_live: live.Snapshot) -> Browser:
    return Browser(Client())


@pytest.fixture
def shipped_live(shipped) -> Iterator[live.Snapshot]:
    """The content as it is shipped, as the live release, without a database."""
    with live.holding(shipped, number=7) as snapshot:
        yield snapshot
