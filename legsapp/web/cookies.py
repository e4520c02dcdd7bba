"""The site's own cookies: each ends with the browser, is hidden from scripts and, over TLS, bound to this host."""

from django.http import HttpRequest, HttpResponse


def cookie_name(request: HttpRequest, name: str) -> str:
    return f"__Host-{name}" if request.is_secure() else name


def read_cookie(request: HttpRequest, name: str) -> str | None:
    return request.COOKIES.get(cookie_name(request, name))


def set_cookie(response: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
    response.set_cookie(
        cookie_name(request, name), value, path="/", secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def delete_cookie(response: HttpResponse, request: HttpRequest, name: str) -> None:
    """An expired cookie with the same attributes: a browser ignores a ``__Host-`` cookie that is not Secure."""
    response.set_cookie(
        cookie_name(request, name),
        "",
        max_age=0,
        expires="Thu, 01 Jan 1970 00:00:00 GMT",
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
