"""The steps between draft and live: publish, roll back, compare, and put rows back to what is live."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from legsapp.admin.front import MOST_SHOWN, in_words, may
from legsapp.admin.prospect import prospect
from legsapp.models import Release
from legsapp.models.base import explain
from legsapp.publishing import bodies, live, releases, transfer
from legsapp.publishing.compile import ContentError, compile_rows
from legsapp.publishing.differences import rows_between
from legsapp.publishing.resets import composed
from legsapp.publishing.verdicts import Examination

View = Callable[..., HttpResponse]
FOLDER = "admin/legsapp/release"
MEND = "Change them, or throw them away with “Reset rows to what is live”, above."
ASK = "Ask an editor to change them, or to throw them away with “Reset rows to what is live”."


class PublishForm(forms.Form):
    note = forms.CharField(
        label="What changed, in a sentence",
        help_text=explain(
            "The list of releases shows it.", "Sudden calf pain is asked about on the first page.", "Fixes"
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "aria-describedby": "note-help"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class CompareForm(forms.Form):
    before = forms.IntegerField(min_value=1)
    after = forms.IntegerField(min_value=1)


def allowed(permission: str, *methods: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may(request, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return require_http_methods(methods)(checked)

    return decorate


def shown(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> TemplateResponse:
    given = admin.site.each_context(request) | {"title": title, "opts": Release._meta} | context
    response = TemplateResponse(request, template, given, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def to_releases() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:legsapp_release_changelist"))


@allowed("add_release", "GET", "POST")
def publish(request: HttpRequest) -> HttpResponse:
    """Shows what would go live, what it does to people and what stands in its way; a POST publishes it."""
    newest = releases.newest()
    form = PublishForm(request.POST or None, initial={"seen": newest.number if newest else 0})
    examination: Examination | None = None
    if request.method == "POST" and form.is_valid():
        try:
            release = releases.publish(
                request.user.get_username(),
                form.cleaned_data["note"],
                form.cleaned_data["seen"],
                four_eyes=not settings.SOLO_PUBLISHER,
            )
        except releases.Refused as refused:
            examination = refused.examination
        except (releases.PublishError, ContentError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        else:
            return _done(request, release, f"Release {release.number} is published.")
    status = 422 if request.method == "POST" else 200
    context = {"form": form} | prospect(request.user.get_username(), examination)
    return shown(request, f"{FOLDER}/publish.html", "Publish the draft", context, status)


@allowed("add_release", "GET", "POST")
def rollback(request: HttpRequest, number: int) -> HttpResponse:
    """Asks first; a POST publishes the older body again."""
    release = get_object_or_404(Release, number=number)
    newest = releases.newest()
    if request.method == "POST":
        try:
            again = releases.rollback(number, request.user.get_username())
        except (releases.PublishError, bodies.BodyError) as error:
            messages.error(request, str(error))
            return to_releases()
        done = _done(request, again, f"Release {again.number} is published: the same as release {number}.")
        messages.warning(
            request,
            "The draft still holds the newer rows, and the next publish would bring them back. "
            + (MEND if may(request, "import_content") else ASK),
        )
        return done
    context = {"release": release, "newest": newest, "is_live": newest is not None and newest.sha256 == release.sha256}
    return shown(request, f"{FOLDER}/rollback.html", f"Go back to release {number}", context)


@allowed("view_release", "GET")
def compare_two(request: HttpRequest) -> HttpResponse:
    """What differs between two releases."""
    form = CompareForm(request.GET)
    if not form.is_valid():
        return to_releases()
    before = get_object_or_404(Release, number=form.cleaned_data["before"])
    after = get_object_or_404(Release, number=form.cleaned_data["after"])
    try:
        rows = rows_between(releases.open_release(before), releases.open_release(after))
    except bodies.BodyError as error:
        messages.error(request, str(error))
        return to_releases()
    context = {
        "before": before,
        "after": after,
        "row_count": len(rows),
        "changes": [in_words(row) for row in rows[:MOST_SHOWN]],
        "more_changes": max(0, len(rows) - MOST_SHOWN),
    }
    title = f"Release {before.number} and release {after.number}"
    return shown(request, f"{FOLDER}/compare.html", title, context)


@allowed("import_content", "GET", "POST")
def reset(request: HttpRequest) -> HttpResponse:
    """Rows of the draft that differ from what is live; those that are ticked are put back."""
    newest = releases.newest()
    if newest is None:
        messages.error(request, "Nothing is published yet.")
        return to_releases()
    try:
        live_kb = releases.open_release(newest)
        draft = compile_rows()
        rows = rows_between(draft, live_kb)
    except (ContentError, bodies.BodyError) as error:
        messages.error(request, str(error))
        return to_releases()
    if request.method == "POST":
        chosen = {row.key for row in rows} & set(request.POST.getlist("row"))
        return _put_back(request, chosen, composed(draft, live_kb, chosen), newest.number)
    context = {"newest": newest, "changes": [in_words(row) for row in rows]}
    return shown(request, f"{FOLDER}/reset.html", "Reset rows to what is live", context)


def _put_back(request: HttpRequest, chosen: set[str], kb: Any, number: int) -> HttpResponse:
    if not chosen:
        messages.error(request, "No row was ticked. Nothing was changed.")
        return HttpResponseRedirect(request.path)
    try:
        transfer.write_rows(kb, request.user.get_username(), f"Reset to release {number}")
    except transfer.TransferError as error:
        messages.error(request, f"Nothing was changed, because then: {error}")
        return HttpResponseRedirect(request.path)
    messages.success(request, f"Rows as in release {number} again: {', '.join(sorted(chosen))}.")
    return to_releases()


def _done(request: HttpRequest, release: Release, text: str) -> HttpResponse:
    LogEntry.objects.log_actions(request.user.pk, [release], ADDITION, text, single_object=True)
    live.refresh()
    messages.success(request, f"{text} Every server shows it within five seconds.")
    return to_releases()
