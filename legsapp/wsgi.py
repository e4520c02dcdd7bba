"""The entrance for a WSGI server: granian legsapp.wsgi:application"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legsapp.settings")
application = get_wsgi_application()

from legsapp.publishing import live  # noqa: E402  (needs Django ready)

live.start()
