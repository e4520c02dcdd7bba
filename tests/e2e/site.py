"""The site as it is served, with the shipped content held in memory: granian tests.e2e.site:application"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.core.wsgi import get_wsgi_application  # noqa: E402

from legsapp.publishing import live, transfer  # noqa: E402

held = live.holding(transfer.read_folder(settings.FIXTURES))
held.__enter__()
application = get_wsgi_application()
