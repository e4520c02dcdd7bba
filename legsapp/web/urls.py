"""Addresses of everything that people see. None tells what a question is about."""

from importlib.util import find_spec

from django.urls import include, path

from .views import check, health, pages, place, results

urlpatterns = [
    path("", pages.start, name="start"),
    path("check/", check.begin, name="check"),
    path("check/<int:number>/", check.question, name="question"),
    path("check/answers/", check.answers, name="answers"),
    path("results/", results.results, name="results"),
    path("clear/", check.clear, name="clear"),
    path("place/", place.choose, name="place"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]

if find_spec("legsapp.web.library_urls"):
    urlpatterns.append(path("", include("legsapp.web.library_urls")))
