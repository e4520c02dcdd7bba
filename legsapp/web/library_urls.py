"""Addresses of the library: the same pages for everybody."""

from django.urls import path

from .views import crawlers, drinks, foods, library, search

urlpatterns = [
    path("symptoms/", library.symptoms, name="symptoms"),
    path("symptoms/<slug:slug>/", library.symptom, name="symptom"),
    path("causes/", library.causes, name="causes"),
    path("causes/<slug:slug>/", library.cause, name="cause"),
    path("electrolytes/", library.electrolytes, name="electrolytes"),
    path("electrolytes/<slug:slug>/", library.electrolyte, name="electrolyte"),
    path("drinks/", drinks.drinks, name="drinks"),
    path("drinks/calculator/", drinks.calculator, name="calculator"),
    path("foods/", foods.foods, name="foods"),
    path("relief/", library.relief, name="relief"),
    path("claims/", library.claims, name="claims"),
    path("faq/", library.faq, name="faq"),
    path("glossary/", library.glossary, name="glossary"),
    path("sources/", library.sources, name="sources"),
    path("search/", search.search, name="search"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
]
