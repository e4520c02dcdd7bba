"""Content in and out: one file of everything, tables to read, and what a new version of the site brings."""

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from legsapp.admin.front import MOST_SHOWN, in_words
from legsapp.admin.going_live import allowed, shown
from legsapp.publishing import bodies, bundle, gate, shipments, tables, transfer
from legsapp.publishing.compile import ContentError, Plain, compile_rows, knowledge_of, plain_rows
from legsapp.publishing.differences import by_row, compare_plain

SALT = "leg-check import"
HOUR = 60 * 60
FOLDER = "admin/legsapp/moving"


class ImportForm(forms.Form):
    file = forms.FileField(label="A file that was exported here or on another site (.zip)")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > bundle.MOST_BYTES:
            raise forms.ValidationError("The file is too large.")
        try:
            return bundle.unpack(file.read())
        except transfer.TransferError as error:
            raise forms.ValidationError(list(error.faults[:20])) from error


def _draft_or_back(request: HttpRequest) -> Any:
    try:
        return compile_rows()
    except ContentError as error:
        messages.error(request, f"The draft cannot be read: {error}")
        return None


@allowed("view_release", "GET")
def export(request: HttpRequest) -> HttpResponse:
    """The draft as one file."""
    draft = _draft_or_back(request)
    if draft is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return _download(bundle.pack(draft), "application/zip", "leg-check-content.zip")


@allowed("view_release", "GET")
def table(request: HttpRequest, name: str) -> HttpResponse:
    """Foods, drinks or evidence of the draft as CSV."""
    if name not in tables.NAMES:
        raise Http404
    draft = _draft_or_back(request)
    if draft is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return _download(tables.as_csv(draft, name).encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type=kind, headers=headers)


@allowed("import_content", "GET", "POST")
def move(request: HttpRequest) -> HttpResponse:
    """A file is looked at first; what was shown is what a second POST applies, all or nothing."""
    if request.method == "POST" and "confirmed" in request.POST:
        return _apply(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "tables": tables.NAMES}
    if request.method == "POST" and form.is_valid():
        context |= _considered(form.cleaned_data["file"])
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    return shown(request, f"{FOLDER}/import.html", "Export and import", context, status)


def _considered(kb: Any) -> dict[str, Any]:
    """What the file would change, and what the gate thinks of it."""
    before, after = plain_rows(), bodies.plain(kb)
    rows = by_row(compare_plain(before, after), after, before)
    token = signing.dumps({"body": bodies.encode(kb).decode(), "draft": _mark(before)}, salt=SALT, compress=True)
    return {
        "token": token,
        "row_count": len(rows),
        "actions": sorted(Counter(row.action for row in rows).items()),
        "changes": [in_words(row) for row in rows[:MOST_SHOWN]],
        "more_changes": max(0, len(rows) - MOST_SHOWN),
        "blockers": gate.examine(kb).blockers if rows else (),
    }


def _mark(plain: Plain) -> str:
    try:
        return bodies.digest(bodies.encode(knowledge_of(plain)))
    except ContentError:
        return "unreadable"


def _apply(request: HttpRequest) -> HttpResponse:
    here = HttpResponseRedirect(request.path)
    try:
        told = signing.loads(request.POST["confirmed"], salt=SALT, max_age=HOUR)
        kb = bodies.decode(told["body"].encode(), 0, bodies.digest(told["body"].encode()))
    except (signing.BadSignature, bodies.BodyError):
        messages.error(request, "That was shown too long ago, or it was damaged. Choose the file again.")
        return here
    if told["draft"] != _mark(plain_rows()):
        messages.error(request, "Somebody changed the draft since you looked. Choose the file again.")
        return here
    try:
        transfer.write_rows(kb, request.user.get_username(), "Imported")
    except transfer.TransferError as error:
        messages.error(request, f"Nothing was changed, because: {error}")
        return here
    messages.success(request, "Imported into the draft. Publish it to make it live.")
    return HttpResponseRedirect(reverse("admin:index"))


@allowed("import_content", "GET", "POST")
def shipped(request: HttpRequest) -> HttpResponse:
    """Three ways: what was imported last, yours, and what this version of the site brings."""
    mine, base = _draft_or_back(request), shipments.last()
    if mine is None:
        return HttpResponseRedirect(reverse("admin:index"))
    try:
        new = shipments.shipped(settings.FIXTURES)
    except transfer.TransferError as error:
        messages.error(request, f"The shipped files cannot be read: {error}")
        return HttpResponseRedirect(reverse("admin:index"))
    base = base or new
    if request.method == "POST":
        try:
            taken = shipments.take(base, mine, new, frozenset(request.POST.getlist("row")), request.user.get_username())
        except transfer.TransferError as error:
            messages.error(request, f"Nothing was changed, because then: {error}")
            return HttpResponseRedirect(request.path)
        messages.success(request, f"Taken into the draft: {', '.join(taken) or 'nothing'}.")
        return HttpResponseRedirect(reverse("admin:index"))
    offered = [
        {"offer": offer, "news": in_words(offer.news), "mine": in_words(offer.mine) if offer.mine else None}
        for offer in shipments.offers(base, mine, new)
    ]
    return shown(request, f"{FOLDER}/shipped.html", "What this version brings", {"offered": offered})
