"""The library: symptoms, causes, electrolytes, and the pages that are read from top to bottom."""

from collections.abc import Mapping
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse

from legsapp.web.presenters.library_causes import CauseIndex, CausePage
from legsapp.web.presenters.library_electrolytes import ElectrolyteIndex, ElectrolytePage
from legsapp.web.presenters.library_reading import ClaimsPage, FaqPage, GlossaryPage, ReliefPage, SourcesPage
from legsapp.web.presenters.library_symptoms import SymptomIndex, SymptomPage

from .impersonal import impersonal, library, show

Row = TypeVar("Row")


def _known(rows: Mapping[str, Row], slug: str) -> Row:
    if slug not in rows:
        raise Http404
    return rows[slug]


@impersonal
def symptoms(request: HttpRequest) -> HttpResponse:
    return show(request, "library/symptoms.html", SymptomIndex(library(request)))


@impersonal
def symptom(request: HttpRequest, slug: str) -> HttpResponse:
    held = library(request)
    return show(request, "library/symptom.html", SymptomPage(held, _known(held.symptoms, slug)))


@impersonal
def causes(request: HttpRequest) -> HttpResponse:
    return show(request, "library/causes.html", CauseIndex(library(request)))


@impersonal
def cause(request: HttpRequest, slug: str) -> HttpResponse:
    held = library(request)
    return show(request, "library/cause.html", CausePage(held, _known(held.model.causes, slug)))


@impersonal
def electrolytes(request: HttpRequest) -> HttpResponse:
    return show(request, "library/electrolytes.html", ElectrolyteIndex(library(request)))


@impersonal
def electrolyte(request: HttpRequest, slug: str) -> HttpResponse:
    held = library(request)
    return show(request, "library/electrolyte.html", ElectrolytePage(held, _known(held.electrolytes, slug)))


@impersonal
def relief(request: HttpRequest) -> HttpResponse:
    return show(request, "library/relief.html", ReliefPage(library(request)))


@impersonal
def claims(request: HttpRequest) -> HttpResponse:
    return show(request, "library/claims.html", ClaimsPage(library(request)))


@impersonal
def faq(request: HttpRequest) -> HttpResponse:
    return show(request, "library/faq.html", FaqPage(library(request)))


@impersonal
def glossary(request: HttpRequest) -> HttpResponse:
    return show(request, "library/glossary.html", GlossaryPage(library(request)))


@impersonal
def sources(request: HttpRequest) -> HttpResponse:
    return show(request, "library/sources.html", SourcesPage(library(request)))
