"""Settings. Every choice a host can make comes from the environment; README.md lists them."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from legsapp import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
FIXTURES = BASE_DIR / "fixtures"

# Who may talk to us -------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_IS_LOCAL = not SECRET_KEY
if SECRET_KEY_IS_LOCAL:
    SECRET_KEY = env.local_secret(DATA_DIR / "secret-key")
SECRET_KEY_FALLBACKS = env.listing("SECRET_KEY_FALLBACKS")

HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, 1, 65535)
WORKERS = env.integer("WORKERS", 2, 1, 64)
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.listing("CSRF_TRUSTED_ORIGINS")
BEHIND_PROXY = env.flag("BEHIND_PROXY")  # TLS ends at a proxy that sets X-Forwarded-Proto

# What the site calls itself ------------------------------------------------------------------------------

SITE_NAME = env.text("SITE_NAME", "Leg Check")
CONTACT = env.text("CONTACT")
DEFAULT_PLACE = env.text("DEFAULT_PLACE")

# The parts -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "legsapp.apps.LegCheck",
    "whitenoise.runserver_nostatic",
    "legsapp.apps.LegCheckAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

# Sessions, users and messages are lazy: a public page touches none of them and sets no cookie for them.
MIDDLEWARE = [
    "legsapp.web.middleware.RequestLog",
    "legsapp.web.middleware.SecurityHeaders",
    "legsapp.web.middleware.KnownMethods",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "legsapp.web.middleware.Compress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "legsapp.admin.sign_in.StaffSession",
    "django_htmx.middleware.HtmxMiddleware",
    "legsapp.web.middleware.Knowledge",
    "legsapp.web.middleware.BodyLimit",
]
CSRF_FAILURE_VIEW = "legsapp.web.views.errors.csrf_failure"

ROOT_URLCONF = "legsapp.urls"
WSGI_APPLICATION = "legsapp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"kept": "legsapp.web.kept"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database: rows that editors keep. Public pages never ask it anything. --------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'leg-check.sqlite3'}")
try:
    _database = dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
except ValueError as error:
    raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
elif _database["ENGINE"] == "django.db.backends.postgresql":
    _database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
else:
    raise ImproperlyConfigured("DATABASE_URL must name SQLite or PostgreSQL.")
DATABASES = {"default": _database}

# How often a process looks for a newer release, in seconds, and where it keeps the last one it served.
RELEASE_POLL_SECONDS = 3
LAST_RELEASE = DATA_DIR / "last-release.json"
EXAMINATIONS = DATA_DIR / "examined"  # what the gate found, so that no process of this machine looks twice

# Static files --------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_IGNORE = ["htmx-4*", "htmax*", "htmx-2.js"]  # parts of django-htmx that this site does not load
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Words ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "locale"]
# Every text of a page is looked up, some three hundred on a result: not before there is a catalogue to look in.
USE_I18N = any(LOCALE_PATHS[0].glob("*/LC_MESSAGES/*.mo"))
USE_TZ = True
TIME_ZONE = "UTC"

# Staff ---------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 8 * 60 * 60
STAFF_IDLE_SECONDS = 60 * 60  # signed out after an hour without a click, and after eight hours in any case
SOLO_PUBLISHER = env.flag("SOLO_PUBLISHER")  # a host of one person: may publish clinical changes of their own
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Cookies and transport -----------------------------------------------------------------------------------

_prefix = "__Host-" if BEHIND_PROXY else ""
SESSION_COOKIE_NAME = f"{_prefix}staff"
CSRF_COOKIE_NAME = f"{_prefix}form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_PROXY
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # ends with the browser
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # SecurityHeaders sets X-Frame-Options, with all the others
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a cause with all its evidence is one form in the admin

# Logs: what happened, never what somebody answered -------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "legsapp.web.logs.JsonLines"}},
    "handlers": {"console": {"class": "legsapp.web.logs.StandardError", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
