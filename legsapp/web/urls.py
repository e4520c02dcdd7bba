"""Addresses of everything that people see. None tells what a question is about."""

from django.urls import include, path

from .views import check, health, keep, pages, place, preview, results

urlpatterns = [
    path("", pages.start, name="start"),
    path("check/", check.begin, name="check"),
    path("check/<int:number>/", check.question, name="question"),
    path("check/answers/", check.answers, name="answers"),
    path("keep/", keep.keep, name="keep"),
    path("keep/save/", keep.save, name="keep_save"),
    path("keep/open/", keep.reopen, name="keep_open"),
    path("results/", results.results, name="results"),
    path("results/foods/", results.foods, name="personal_foods"),
    path("results/sheet/", results.sheet, name="sheet"),
    path("clear/", check.clear, name="clear"),
    path("place/", place.choose, name="place"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("preview/", preview.preview_page, name="preview"),
    path("preview/scenario/", preview.keep, name="preview_keep"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("legsapp.web.library_urls")),
]
