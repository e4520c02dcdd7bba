"""Drinks side by side, and the sweat calculator."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from legsapp.web.presenters.library_calculator import CalculatorPage
from legsapp.web.presenters.library_drinks import DrinksPage
from legsapp.web.presenters.sweat_form import CalculatorForm, Units, units_of

from .errors import methods
from .impersonal import impersonal, library, never_kept, show


@impersonal
def drinks(request: HttpRequest) -> HttpResponse:
    return show(request, "library/drinks.html", DrinksPage(library(request)))


@impersonal
def _empty(request: HttpRequest) -> HttpResponse:
    return show(
        request,
        "library/calculator.html",
        CalculatorPage(library(request), units_of(request.GET, _usual_units(request))),
    )


def _usual_units(request: HttpRequest) -> Units:
    """What people weigh in where this host says it is."""
    place = request.knowledge.places.get(settings.DEFAULT_PLACE)
    return place.units if place else "metric"


@csrf_exempt  # it changes nothing and knows nobody: no cookie is read or set, so there is nothing to forge
@methods("GET", "POST")
def calculator(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _empty(request)
    form = CalculatorForm.sent(request.POST)
    page = CalculatorPage(library(request), form.units, form)
    status = 422 if form.errors else 200
    return never_kept(show(request, "library/calculator.html", page, status=status))
