"""Every page in every state: accessible in light and dark, narrow without sideways scrolling, and quiet."""

import pytest

from .looking import Gallery, failing
from .states import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_accessible_in_light_dark_and_narrow(gallery: Gallery, name: str) -> None:
    assert dict(failing(gallery[name].axe)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_scroll_sideways(gallery: Gallery, name: str) -> None:
    assert dict(failing(gallery[name].sideways)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_no_complaint_and_no_request_elsewhere(gallery: Gallery, name: str) -> None:
    assert gallery[name].complaints == []
