"""The site's settings with a folder of its own, so that a test run touches nothing of yours."""

import os
import tempfile

if "TEST_DATA_DIR" not in os.environ:
    os.environ["TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="leg-check-test-")
os.environ["DATA_DIR"] = os.environ["TEST_DATA_DIR"]
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:")
for name in ("BEHIND_PROXY", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DEFAULT_PLACE", "SITE_NAME"):
    os.environ.pop(name, None)

from legsapp.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # files are served from where they are written
