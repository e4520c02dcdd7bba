"""A bare one-form Django page behind Django's usual middleware: what nothing can be faster than."""

import django
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path

from bench import plain

settings.configure(
    SECRET_KEY=plain.SECRET_KEY,
    ALLOWED_HOSTS=plain.ALLOWED_HOSTS,
    ROOT_URLCONF=__name__,
    MIDDLEWARE=plain.MIDDLEWARE,
    INSTALLED_APPS=plain.INSTALLED_APPS,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    STATIC_URL=plain.STATIC_URL,
)
django.setup()

PAGE = engines["django"].from_string(
    "<!doctype html><html lang=en><title>Bare</title><h1>One question</h1>"
    "<form method=post>{% csrf_token %}{{ form }}<button>Continue</button></form></html>"
)


class OneForm(forms.Form):
    answer = forms.CharField(max_length=20)


def one(request: HttpRequest) -> HttpResponse:
    form = OneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect("/")
        response.status_code = 303
        return response
    return HttpResponse(PAGE.render({"form": form}, request))


urlpatterns = [path("", one)]
application = get_wsgi_application()
