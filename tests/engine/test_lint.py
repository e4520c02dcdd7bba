"""What may not be published, said by lint."""

import msgspec

from legsapp.engine.knowledge import Evidence, KnowledgeBase
from legsapp.engine.lint import errors, lint


def test_evidence_rests_on_a_source_or_says_that_it_is_judgement(tiny: KnowledgeBase) -> None:
    assert errors(lint(tiny)) == ()
    [clot] = [cause for cause in tiny.causes if cause.slug == "clot"]
    silent = Evidence(finding="conditions.ckd", how_often=0.2, source="")
    told = msgspec.structs.replace(silent, source="judgement")
    for row, wrong in ((silent, True), (told, False)):
        changed = msgspec.structs.replace(clot, evidence=(*clot.evidence, row))
        causes = tuple(changed if cause is clot else cause for cause in tiny.causes)
        found = errors(lint(msgspec.structs.replace(tiny, causes=causes)))
        assert any("neither a source nor" in item.message for item in found) is wrong
