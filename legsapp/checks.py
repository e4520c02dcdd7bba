"""What must hold before the site is served to the public; `manage.py serve` asks, `check --deploy` shows."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def safe_to_serve(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []

    def refuse(number: int, message: str, hint: str) -> None:
        found.append(Error(message, hint=hint, id=f"legsapp.E{number:03}"))

    if settings.DEBUG:
        refuse(1, "DEBUG is on.", "Unset DEBUG: it shows code and settings to visitors.")
    if settings.SECRET_KEY_IS_LOCAL:
        refuse(2, "SECRET_KEY is not set.", "Set one key of 50 or more random characters on every machine.")
    elif len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 5:
        refuse(3, "SECRET_KEY is too weak.", "Use 50 or more random characters.")
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        refuse(4, "ALLOWED_HOSTS lets any name through.", "Name the site, e.g. ALLOWED_HOSTS=legs.example.org")
    elif set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        refuse(5, "ALLOWED_HOSTS names this machine only.", "e.g. ALLOWED_HOSTS=legs.example.org")
    if not settings.BEHIND_PROXY:
        refuse(
            6,
            "Answers would travel unencrypted.",
            "Let a proxy end TLS and set X-Forwarded-Proto, then set BEHIND_PROXY=1.",
        )
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        refuse(7, "Static files are not collected.", "Run: manage.py collectstatic --noinput")
    return found
