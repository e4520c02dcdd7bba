"""Reading ages, and the numbers of the content health page."""

from datetime import date

import msgspec
import pytest

from legsapp import models
from legsapp.engine.knowledge import Urgency
from legsapp.publishing import health
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.gate import examine
from legsapp.publishing.reading import prose, reading_age, syllables, texts

EASY = "The cat sat on the mat. It was warm. The dog ran up to it. The cat hid. Then they both had a nap in the sun."
HARD = (
    "Thromboembolic complications necessitate immediate anticoagulation, notwithstanding relative contraindications, "
    "because untreated proximal thrombosis frequently precipitates potentially catastrophic pulmonary embolisation."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("leg", 1),
        ("muscle", 2),
        ("ache", 1),
        ("swollen", 2),
        ("electrolyte", 4),
        ("table", 2),
        ("walked", 1),
        ("the", 1),
        ("while", 1),
        ("muscles", 2),
        ("reaches", 2),
        ("rarely", 2),
        ("sodium", 3),
        ("lying", 2),
        ("spasm", 2),
        ("doesn't", 2),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_easy_words_need_no_age_and_hard_ones_do() -> None:
    assert reading_age(EASY) < 8
    assert reading_age(f"{HARD} {HARD}") > 20
    assert reading_age("Too short to tell.") is None
    assert reading_age(f"{EASY} Call {{emergency}} now.") is not None


def test_a_term_that_readers_can_look_up_is_as_easy_as_a_short_word() -> None:
    hard = f"{EASY} Peripheral neuropathies need an ENG. You can eat."
    easy = hard.replace("Peripheral neuropathies", "big legs").replace("ENG", "x")
    assert reading_age(hard, ["peripheral neuropathy", "ENG"]) > reading_age(easy)
    assert reading_age(hard, ["Peripheral neuropathies", "ENG"]) == reading_age(easy)
    assert prose("An ENG, or two ENGs: you can eng.", ["ENG"]) == "An leg or two leg you can eng."


def test_prose_is_words_and_full_stops() -> None:
    text = "Ring {urgent_line} – now! One-leg swelling\n\nTake 1.5 litres (100 000 doesn’t fit)"
    assert prose(text) == "Ring doctor now! One leg swelling. Take 15 litres 100000 doesn't fit"


def test_texts_are_what_people_read() -> None:
    question = {
        "slug": "feel",
        "text": "How is it?",
        "help": "",
        "options": [{"slug": "ache", "label": "It aches", "meaning": "Dull."}],
    }
    assert [*texts("questions", question)] == [
        ("text", "How is it?"),
        ("options.label", "It aches"),
        ("options.meaning", "Dull."),
    ]
    assert [*texts("causes", {"clinician": ("Looks.", "Feels."), "prior_note": "A guess."})] == [
        ("clinician", "Looks."),
        ("clinician", "Feels."),
    ]
    assert [*texts("scenarios", {"story": "For editors."})] == []


def test_the_hardest_texts_are_listed(tiny_rows) -> None:
    models.Relief.objects.update(how=f"{HARD} {HARD}")
    ages, hardest = health.reading_ages(compile_rows())
    row = models.Relief.objects.first()
    assert [where for _, where in hardest] == [f"relief.{row.slug}: how"]
    assert max(ages) >= hardest[0][0]


def test_the_numbers_add_up(tiny_rows) -> None:
    kb = compile_rows()
    outcomes = examine(kb).outcomes
    passes = health.passes(outcomes)
    assert sum(item.total for item in passes) == len(kb.scenarios)
    matrix = health.confusion(outcomes)
    assert [name for name, _ in matrix] == [urgency.value for urgency in Urgency]
    assert sum(sum(row) for _, row in matrix) == len(kb.scenarios)
    assert {item.slug: item.rows for item in health.coverage(kb)} == {
        cause.slug: len(cause.evidence) for cause in kb.causes
    }


def test_overdue_reviews_are_listed_red_flags_first(tiny_rows) -> None:
    models.Cause.objects.filter(slug="clot").update(review_by=date(2020, 1, 1))
    models.RedFlag.objects.filter(slug="rf_calf").update(review_by=date(2021, 1, 1))
    kb = compile_rows()
    found = health.overdue(kb, date(2026, 11, 22))
    assert [item.slug for item in found][:2] == ["rf_calf", "clot"]
    assert health.overdue(kb, date(2019, 1, 1)) == ()
    assert any(flag.slug == "rf_calf" for flag in kb.red_flags), "overdue, and there all the same"


def test_sources_without_an_address(tiny_rows) -> None:
    kb = compile_rows()
    bare = msgspec.structs.replace(
        kb, sources=tuple(msgspec.structs.replace(source, doi="", url="") for source in kb.sources)
    )
    expected = {source.slug for source in kb.sources if source.kind != "judgement"}
    assert {slug for slug, _ in health.without_address(bare)} == expected


def test_the_page_opens_with_and_without_outcomes(admin_client, tiny_rows) -> None:
    page = admin_client.get("/admin/health/")
    assert page.status_code == 200
    assert page.content.count(b"<svg") >= 3
    assert b" style=" not in page.content
    models.RedFlag.objects.filter(slug="rf_calf").update(condition="swell_type.nil")
    assert b"has errors" in admin_client.get("/admin/health/").content
