"""Saving a row: faults at their field, a record of what changed, and nobody's work overwritten."""

import pytest

from legsapp import models
from legsapp.publishing import transfer
from legsapp.publishing.compile import compile_rows
from tests.admin.forms import address, as_shown, change
from tests.conftest import TINY


@pytest.fixture
def other(django_user_model):
    """A second editor, in a browser of their own."""
    from django.test import Client

    client = Client()
    client.force_login(django_user_model.objects.create_superuser("bea"))
    return client


FAULTS = {
    "a condition that names a missing option": (models.RedFlag, "rf_calf", "condition", "swell_type.nil", "nil"),
    "a not over something that is no discounting": (
        models.RedFlag, "rf_calf", "condition", "swell_type.calf_big and not emergency.none", "not",
    ),
    "a cause without source": (models.Cause, "clot", "sources", [], "Has no source"),
    "a telephone number": (models.RedFlag, "rf_calf", "advice", "Ring 999 now.", "telephone number"),
    "an unknown placeholder": (models.RedFlag, "rf_calf", "advice", "Ring {hotline} now.", "hotline"),
    "an empty summary": (models.Cause, "clot", "summary", "", "Is empty"),
    "asked of its own page": (models.Question, "swell_type", "applies_when", "swell_type.calf_big", "own page"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_field_and_nothing_is_saved(fault: str, admin_client, tiny_rows) -> None:
    model, slug, field, value, told = FAULTS[fault]
    before = compile_rows()
    count = models.Change.objects.count()
    reply = change(admin_client, model.objects.get(slug=slug), **{field: value})
    assert reply.status_code == 200
    assert told in str(reply.context["adminform"].form.errors[field])
    assert compile_rows() == before
    assert models.Change.objects.count() == count
    assert b"was changed successfully" not in admin_client.get("/admin/").content


def test_an_exclusive_option_misused_is_told(admin_client, tiny_rows) -> None:
    question = models.Question.objects.get(slug="feel")
    reply = change(admin_client, question, kind="single")
    assert reply.status_code == 200
    assert "no option needs to be exclusive" in str(reply.context["adminform"].form.non_field_errors())


def test_a_draft_may_be_unfinished_and_says_so(admin_client, tiny_rows) -> None:
    path = address(models.Cause, "add")
    source = models.Source.objects.get(slug="judgement")
    data = as_shown(admin_client, path) | {
        "slug": "strain", "name": "Strain", "medical_name": "Muscle strain", "summary": "A torn muscle.",
        "electrolytes_text": "No.", "see_sooner": "See {gp}.", "sources": [source.pk],
    }  # fmt: skip
    reply = admin_client.post(path, data, follow=True)
    assert b"has no evidence" in reply.content
    assert models.Cause.objects.filter(slug="strain").exists()


def test_hard_words_are_a_warning(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    hard = "Thromboembolic complications necessitate immediate anticoagulation, notwithstanding contraindications " * 3
    reply = change(admin_client, cause, summary=hard)
    assert reply.status_code == 302
    assert b"-year-olds" in admin_client.get("/admin/").content


def test_words_of_the_glossary_are_not_hard(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    words = "You may be given anticoagulation for some months. Anticoagulation stops new clots. " * 2
    change(admin_client, cause, summary=words)
    assert b"-year-olds" in admin_client.get("/admin/").content
    models.GlossaryTerm.objects.create(slug="thinner", term="Blood thinner", meaning="A.", also=["anticoagulation"])
    change(admin_client, cause, summary=f"{words}It helps.")
    assert b"-year-olds" not in admin_client.get("/admin/").content


def test_a_save_is_recorded_field_by_field(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    part = cause.evidence.get(finding__slug="ache")
    path = address(models.Cause, "change", cause.pk)
    data = as_shown(admin_client, path) | {"name": "Clot"}
    row = next(
        key
        for key, value in data.items()
        if key.startswith("evidence-") and key.endswith("-id") and str(value) == str(part.pk)
    )
    data[row.replace("-id", "-how_often")] = "0.5"
    assert admin_client.post(path, data).status_code == 302
    found = models.Change.objects.first()
    assert (found.by, found.concept, found.slug, found.action) == ("admin", "causes", "clot", "changed")
    assert sorted(found.fields) == [
        ["evidence.feel.ache.how_often", 0.7, 0.5], ["name", "Blood clot in the leg", "Clot"],
    ]  # fmt: skip
    page = admin_client.get(address(models.Change, "change", found.pk))
    assert b"Blood clot in the leg" in page.content
    assert b'name="_save"' not in page.content


def test_saving_without_a_change_leaves_no_record(admin_client, tiny_rows) -> None:
    count = models.Change.objects.count()
    assert change(admin_client, models.Cause.objects.get(slug="clot")).status_code == 302
    assert models.Change.objects.count() == count


def test_deleting_is_recorded_with_all_it_said(admin_client, tiny_rows) -> None:
    term = models.GlossaryTerm.objects.get(slug="vein")
    meaning = term.meaning
    admin_client.post(address(models.GlossaryTerm, "delete", term.pk), {"post": "yes"})
    found = models.Change.objects.first()
    assert (found.action, found.slug) == ("removed", "vein")
    assert ["meaning", meaning, None] in found.fields
    data = {
        "action": "delete_selected",
        "_selected_action": [row.pk for row in models.Faq.objects.all()],
        "post": "yes",
    }
    many = models.Faq.objects.count()
    admin_client.post(address(models.Faq, "changelist"), data)
    assert models.Change.objects.filter(concept="faqs", action="removed").count() == many


def test_loading_files_is_recorded_in_the_same_transaction(tiny_rows) -> None:
    assert set(models.Change.objects.values_list("action", flat=True)) == {"added"}
    count = models.Change.objects.count()
    transfer.load_folder(TINY)
    assert models.Change.objects.count() == count, "nothing differs"
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    transfer.load_folder(TINY, by="ada")
    found = models.Change.objects.first()
    assert (found.by, found.slug, found.fields) == ("ada", "clot", [["name", "Clot", "Blood clot in the leg"]])
    assert found.note


def test_loading_files_keeps_the_numbers_of_rows(tiny_rows) -> None:
    before = dict(models.Cause.objects.values_list("slug", "pk"))
    models.Cause.objects.get(slug="clot").delete()
    transfer.load_folder(TINY)
    after = dict(models.Cause.objects.values_list("slug", "pk"))
    assert after.keys() == before.keys()
    assert all(after[slug] == pk for slug, pk in before.items() if slug != "clot")


def test_the_history_of_a_row(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    change(admin_client, cause, name="Clot")
    page = admin_client.get(address(models.Cause, "history", cause.pk), follow=True)
    assert page.status_code == 200
    assert [row.slug for row in page.context["cl"].result_list] == ["clot", "clot"]


def test_the_second_of_two_editors_is_told_and_shown_the_difference(admin_client, other, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    path = address(models.Cause, "change", cause.pk)
    mine = as_shown(admin_client, path) | {"name": "My name"}
    assert change(other, cause, summary="Their summary.").status_code == 302
    reply = admin_client.post(path, mine)
    assert reply.status_code == 200
    told = str(reply.context["adminform"].form.non_field_errors())
    assert "bea saved this" in told
    assert "Their summary." in told
    cause.refresh_from_db()
    assert (cause.name, cause.summary) == ("Blood clot in the leg", "Their summary.")
    form = reply.context["adminform"].form
    assert form["name"].value() == "My name", "nothing that was typed is lost"
    again = mine | {"seen": form["seen"].value()}
    assert admin_client.post(path, again).status_code == 302, "saving once more is a choice"
    cause.refresh_from_db()
    assert cause.name == "My name"


def test_an_import_counts_as_another_editor(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    path = address(models.Cause, "change", cause.pk)
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    mine = as_shown(admin_client, path)
    transfer.load_folder(TINY, by="ada")
    reply = admin_client.post(path, mine)
    assert "ada saved this" in str(reply.context["adminform"].form.non_field_errors())


def test_saving_your_own_row_twice_is_no_conflict(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    assert change(admin_client, cause, name="One").status_code == 302
    assert change(admin_client, cause, name="Two").status_code == 302
    assert models.Cause.objects.get(slug="clot").name == "Two"


def test_the_record_is_written_once(tiny_rows) -> None:
    from django.core.exceptions import ValidationError

    found = models.Change.objects.first()
    for refused in (found.save, found.delete, models.Change.objects.all().delete):
        with pytest.raises(ValidationError):
            refused()
