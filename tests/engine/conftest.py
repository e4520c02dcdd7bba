"""The content that ships, as the engine sees it."""

import pytest

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.model import Model


@pytest.fixture(scope="session")
def model(shipped: KnowledgeBase) -> Model:
    return Model(shipped)
