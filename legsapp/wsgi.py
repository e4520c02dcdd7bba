"""The entrance for a WSGI server: granian legsapp.wsgi:application"""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legsapp.settings")
application = get_wsgi_application()

from legsapp.publishing import live  # noqa: E402  (needs Django ready)

live.start()
gc.set_threshold(10_000)  # a request makes hundreds of objects and leaves none: look less often for what it left
