"""Every question there is, on its page: accessible, narrow without sideways scrolling, and quiet."""

from .looking import Gallery, failing
from .states import States


def test_every_question_page(gallery: Gallery, states: States) -> None:
    seen = {topic: gallery[f"question: {topic}"] for topic in states.topics}
    assert len(seen) > 25
    assert {topic: dict(failing(one.axe)) for topic, one in seen.items() if any(failing(one.axe))} == {}
    assert {topic: dict(failing(one.sideways)) for topic, one in seen.items() if any(failing(one.sideways))} == {}
    assert {topic: one.complaints for topic, one in seen.items() if one.complaints} == {}
