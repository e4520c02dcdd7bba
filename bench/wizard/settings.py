"""The same middleware and server as the others; answers in the session, sessions in the database, as is usual."""

import os

from bench import plain

SECRET_KEY = plain.SECRET_KEY
ALLOWED_HOSTS = plain.ALLOWED_HOSTS
MIDDLEWARE = plain.MIDDLEWARE
INSTALLED_APPS = [*plain.INSTALLED_APPS, "formtools", "bench.wizard"]
STATIC_URL = plain.STATIC_URL
ROOT_URLCONF = "bench.wizard.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "wizard.html": "<!doctype html><html lang=en><title>Wizard</title><h1>Question</h1>"
                        "<form method=post>{% csrf_token %}{{ wizard.management_form }}{{ wizard.form }}"
                        "<button>Continue</button></form></html>"
                    },
                )
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("WIZARD_DATABASE", ":memory:"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
