"""The site as it is served, with the shipped content held in memory: granian tests.e2e.site:application

With CLOSED=1 in the environment its questionnaire is withdrawn.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.core.wsgi import get_wsgi_application  # noqa: E402

from legsapp.publishing import live, transfer  # noqa: E402

held = live.holding(transfer.read_folder(settings.FIXTURES))
snapshot = held.__enter__()
if os.environ.get("CLOSED"):
    live._state.closure = live.Closure("We found a mistake in one of our questions.", snapshot.published)
application = get_wsgi_application()
