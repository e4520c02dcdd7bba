"""The admin site: the stock one with our front page, our extra pages and a sign-in that cannot be hammered."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver


class Site(admin.AdminSite):
    site_header = "Leg Check: content"
    site_title = "Leg Check"
    index_title = "What the questionnaire says (the draft)"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from legsapp.admin import pages  # the pages need the models, and those need the apps

        return [*pages.urls(self), *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from legsapp.admin.sign_in import SignInForm

        self.login_form = SignInForm
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from legsapp.admin import front, pages

        links = [(name, label) for name, label, permission in pages.LINKS if front.may(request, permission)]
        return super().index(request, front.context(request) | {"links": links} | (extra_context or {}))
