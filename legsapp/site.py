"""The admin site: the stock one with our front page, our extra pages and a sign-in that cannot be hammered."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse

SECTIONS = (  # what belongs together, in the order in which an editor thinks of it
    ("Safety", "redflag", "caution", "advicetag", "scenario"),
    ("Questions", "topic", "question", "symptom"),
    ("Causes and relief", "cause", "relief"),
    ("Food and drink", "electrolyte", "food", "drink", "drinkrule", "drinkmodifier"),
    ("Texts", "claimcheck", "faq", "comparisonrow", "glossaryterm"),
    ("Sources and places", "source", "place"),
    ("Going live", "release", "sitestate", "change"),
    ("Accounts", "user", "group"),
)


class Site(admin.AdminSite):
    site_header = "Leg Check: content"
    site_title = "Leg Check"
    index_title = "What the questionnaire says (the draft)"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from legsapp.admin import pages  # the pages need the models, and those need the apps

        return [*pages.urls(self), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists by what they are for, instead of all in the order of the alphabet."""
        if app_label is not None:
            return list(super().get_app_list(request, app_label))
        left = {row["model"]._meta.model_name: row for app in super().get_app_list(request) for row in app["models"]}
        sections = [(title, [left.pop(name) for name in names if name in left]) for title, *names in SECTIONS]
        return [
            {
                "name": title,
                "app_label": title.lower().replace(" ", "-"),
                "app_url": reverse("admin:index", current_app=self.name),
                "models": rows,
            }
            for title, rows in (*sections, ("More", list(left.values())))
            if rows
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from legsapp.admin.sign_in import SignInForm

        self.login_form = SignInForm
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from legsapp.admin import front, pages

        links = [(name, label) for name, label, permission in pages.LINKS if front.may(request, permission)]
        return super().index(request, front.context(request) | {"links": links} | (extra_context or {}))
