"""Addresses: the admin, and everything that people see."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("legsapp.web.urls")),
]

handler400 = "legsapp.web.views.errors.bad_request"
handler403 = "legsapp.web.views.errors.forbidden"
handler404 = "legsapp.web.views.errors.not_found"
handler500 = "legsapp.web.views.errors.server_error"
